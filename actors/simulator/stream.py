"""A television's picture and sound as a stream over TCP, as a capture box would send it."""

import asyncio
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from actors.simulator.gate import Gate
from actors.simulator.listener import Listener
from actors.simulator.television import Television
from actors.simulator.viewer import Viewer

FPS: Final = 25
# The muxer sends in the order of time, and so holds a picture back until it has later
# sound.  Two frames of MP2 and the encoder's own delay, given in advance, spare it that.
LEAD: Final = 0.06  # seconds


class Broadcast:
    """Sends what TELEVISION shows and plays to its viewers; draws only while there are any.

    All of them share one encoder.  A viewer begins with a key frame.  While the
    cable is out, viewers are cut off.  CLOCK is the television's.
    """

    def __init__(
        self, television: Television, *, fps: int = FPS, clock: Callable[[], float] = time.time
    ) -> None:
        self._television, self._fps, self._clock = television, fps, clock
        self._listener = Listener(self._serve)
        self._gate = Gate(television.faults, "cable_out", self._listener.cut)
        self._viewers: set[Viewer] = set()
        self._sending: asyncio.Task[None] | None = None
        self._stack = ExitStack()

    @property
    def port(self) -> int:
        """Where viewers connect to."""
        return self._listener.port

    @property
    def on_air(self) -> bool:
        """Whether it draws and encodes."""
        return self._sending is not None and not self._sending.done()

    async def start(self, port: int = 0) -> None:
        """Listen on PORT, or on any that is free for 0.  Raises PortInUse."""
        await self._listener.open(port)
        self._stack.enter_context(self._gate)

    async def close(self) -> None:
        """Cut the viewers off and give the port back."""
        self._stack.close()
        await self._listener.close()
        if self._sending:
            await self._sending

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        if not self._gate.open:
            return
        viewer = Viewer(writer)
        self._viewers.add(viewer)
        if not self.on_air:
            self._sending = asyncio.create_task(self._send())
        try:
            while await reader.read(1024):
                pass  # a viewer has nothing to say; it only hangs up
        finally:
            self._viewers.discard(viewer)

    async def _send(self) -> None:
        loop = asyncio.get_running_loop()
        began, number = loop.time(), 0
        film = await asyncio.to_thread(_Film, self._television, self._fps, self._clock())
        try:
            while self._viewers:
                key = any(viewer.waits for viewer in self._viewers)
                data = await asyncio.to_thread(film.develop, number, key=key)
                for viewer in self._viewers:
                    viewer.send(data, key=key)
                number = max(number + 1, int((loop.time() - began) * self._fps))
                await asyncio.sleep(began + number / self._fps - loop.time())
        finally:
            film.close()
            self._listener.cut()


class _Film:
    """The pictures and the sound of TELEVISION since it BEGAN, encoded one by one."""

    def __init__(self, television: Television, fps: int, began: float) -> None:
        from actors.simulator.encoder import Encoder

        self._television, self._fps = television, fps
        self._encoder = Encoder(television.size, fps)
        self._heard = 0  # samples
        self._began = began

    def develop(self, number: int, *, key: bool) -> bytes:
        """Return the bytes of the picture NUMBER, and of the sound up to the next and a bit."""
        from actors.simulator.encoder import RATE

        samples = round(((number + 1) / self._fps + LEAD) * RATE) - self._heard
        since = self._began + self._heard / RATE
        sound = self._television.sound(since, samples, RATE)
        self._heard += samples
        picture = self._television.picture()
        return self._encoder.encode(picture, sound, at=number / self._fps, key=key)

    def close(self) -> None:
        self._encoder.close()
