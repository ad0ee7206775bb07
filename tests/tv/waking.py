"""A network card that waits for the packet which wakes it."""

import socket
import threading
from collections.abc import Callable
from typing import Self


class Sleeper:
    """Does what it is told when the packet for its own hardware address comes."""

    mac = "a4:83:e7:01:23:45"

    def __init__(self, wakes: Callable[[], None]) -> None:
        self._wakes = wakes
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._wait)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()

    def _wait(self) -> None:
        own = bytes.fromhex(self.mac.replace(":", ""))
        while packet := self._socket.recv(200):
            if packet == b"\xff" * 6 + own * 16:
                self._wakes()
