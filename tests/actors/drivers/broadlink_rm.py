"""A simulated Broadlink RM, written from the protocol's public description.

Source: protocol.md of python-broadlink: "Network discovery", "Command packet format",
"Authorization", "Entering learning", "Reading back learned data", "Sending data".
"""

import secrets
import socket
import struct
import threading

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

FIRST_KEY = bytes.fromhex("097628343fe99e23765c1513accf8b02")
VECTOR = bytes.fromhex("562e17996d093d28ddb3ba695a2e6f58")
RM_MINI, RM4_MINI, PLUG = 0x2737, 0x51DA, 0x2711  # kinds of devices
MAC = bytes(range(6))
HELLO, AUTH, COMMAND = 6, 0x65, 0x6A
SEND, LEARN, READ, FIRMWARE = 2, 3, 4, 0x68
NOTHING, NO_KEY, NOT_ALLOWED = -5, -7, -1


class Rm:
    """Answers on a UDP port of 127.0.0.1.

    sent: the packets of infrared that it was told to send, each datagram counted.
    air: what it learns, once it is told to, or None for nothing.
    silent, locked, garbage: how it misbehaves.
    """

    def __init__(self, kind: int = RM_MINI, port: int = 0) -> None:
        self.kind, self.sent, self.air = kind, list[bytes](), b""
        self.silent = self.locked = self.garbage = False
        self.authorized = 0
        self._key, self._learning = secrets.token_bytes(16), False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", port))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def restart(self) -> None:
        """Forget the key that clients have."""
        self._key = secrets.token_bytes(16)

    def end(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            packet, client = self._socket.recvfrom(2048)
            if not packet:
                return
            answer = self._answer(packet)
            if not self.silent:
                self._socket.sendto(b"\x17garbage" * 9 if self.garbage else answer, client)

    def _answer(self, packet: bytes) -> bytes:
        if len(packet) == 0x30 and packet[0x26] == HELLO:
            return self._hello()
        if packet[0x26] == AUTH:
            return self._authorize()
        payload = _crypt(self._key, packet[0x38:], encrypting=False)
        if sum(payload, 0xBEAF) & 0xFFFF != int.from_bytes(packet[0x34:0x36], "little"):
            return _reply(NO_KEY, b"")
        command, data = self._read(payload)
        error, answer = self._obey(command, data)
        written = bytes(4) + answer if command == FIRMWARE else self._written(answer)
        return _reply(error, _crypt(self._key, written, encrypting=True))

    def _hello(self) -> bytes:
        answer = bytearray(0x80)
        struct.pack_into("<H", answer, 0x34, self.kind)
        answer[0x3A:0x40] = MAC[::-1]
        answer[0x40:0x44] = b"test"
        return bytes(answer)

    def _authorize(self) -> bytes:
        if self.locked:
            return _reply(NOT_ALLOWED, b"")
        self.authorized += 1
        granted = struct.pack("<I", 1) + self._key
        return _reply(0, _crypt(FIRST_KEY, granted, encrypting=True))

    def _read(self, payload: bytes) -> tuple[int, bytes]:
        """Return the command and its data; newer ones have a length before them."""
        if payload[0] == FIRMWARE or self.kind != RM4_MINI:
            return payload[0], payload[4:]
        length, command = struct.unpack_from("<HI", payload)
        return command, payload[6 : length + 2]

    def _written(self, data: bytes) -> bytes:
        if self.kind != RM4_MINI:
            return bytes(4) + data
        return struct.pack("<H", len(data) + 4) + bytes(4) + data

    def _obey(self, command: int, data: bytes) -> tuple[int, bytes]:
        if command == SEND:
            self.sent.append(data[: 4 + struct.unpack_from("<H", data, 2)[0]])
        elif command == LEARN:
            self._learning = True
        elif command == READ:
            return (0, self.air) if self._learning and self.air else (NOTHING, b"")
        elif command == FIRMWARE:
            return 0, struct.pack("<H", 44)
        return 0, b""


def _reply(error: int, payload: bytes) -> bytes:
    answer = bytearray(0x38) + payload
    struct.pack_into("<h", answer, 0x22, error)
    struct.pack_into("<H", answer, 0x20, sum(answer, 0xBEAF) & 0xFFFF)
    return bytes(answer)


def _crypt(key: bytes, data: bytes, *, encrypting: bool) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.CBC(VECTOR))
    work = cipher.encryptor() if encrypting else cipher.decryptor()
    return work.update(data + bytes(-len(data) % 16)) + work.finalize()
