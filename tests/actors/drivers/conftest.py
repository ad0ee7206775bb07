"""Peers for the drivers: a sender of picture and sound, an IR transmitter, Android devices."""

import asyncio
import io
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from actors.drivers.video import Video
from actors.interface import Frame
from actors.protocols.adb.server import AdbServer, address
from actors.protocols.adb.wire import Wire
from actors.simulator.adbd.daemon import Adbd
from actors.simulator.adbd.packets import Packet
from actors.simulator.television import Television
from tests.actors.drivers.senders import Program
from tests.actors.drivers.watching import watched

FPS, RATE = 25, 48_000
BITS = 10  # of the number that each picture carries along its upper edge


class Sender:
    """Sends each client an H.264 picture of one grey and a 440 Hz tone, as MPEG-TS over TCP."""

    def __init__(self) -> None:
        self.grey, self.size, self.sound = 100, (320, 180), True
        self.codec, self.rate = "libx264", RATE
        self.number = 0  # of the last picture
        self._clients: list[socket.socket] = []
        self.second = 1  # channel of sound, as a multiple of the first one
        self._plugged = threading.Event()
        self._ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept)]
        self.url = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self._plugged.set()
        self._threads[0].start()

    def unplug(self) -> None:
        self._plugged.clear()

    def plug(self) -> None:
        self._plugged.set()

    def cut(self) -> None:
        """End the connections that there are, wherever in a picture that is."""
        for client in self._clients:
            with suppress(OSError):  # it has gone already
                client.shutdown(socket.SHUT_RDWR)

    def number_in(self, frame: Frame) -> int:
        """Return the number of the picture that FRAME is."""
        width = frame.size[0]
        bits = [
            frame.pixels[4, round((bit + 0.5) * width / BITS)].mean() > 128 for bit in range(BITS)
        ]
        return sum(1 << bit for bit, is_set in enumerate(bits) if is_set)

    def end(self) -> None:
        self._ended.set()
        self._plugged.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._clients.append(client)
            self._threads.append(threading.Thread(target=self._serve, args=(client,)))
            self._threads[-1].start()

    def _serve(self, client: socket.socket) -> None:
        with client:
            try:
                while not self._ended.is_set():
                    self._send(client, self._form())
            except (OSError, av.FFmpegError):
                return  # the client has gone

    def _form(self) -> tuple[object, ...]:
        return self.size, self.codec, self.rate, self.sound

    def _send(self, client: socket.socket, form: tuple[object, ...]) -> None:
        """Send until the form changes; while the cable is out, the link is open and silent."""
        target, size, rate = Pipe(client), self.size, self.rate
        with av.open(target, "w", format="mpegts", options={"flush_packets": "1"}) as out:
            quick = {"preset": "ultrafast", "tune": "zerolatency"}
            is_x264 = self.codec == "libx264"
            video = out.add_stream(self.codec, FPS, options=quick if is_x264 else {})
            video.width, video.height = size
            video.codec_context.gop_size = 10
            audio = out.add_stream("mp2", rate, layout="stereo") if self.sound else None
            for number in range(10_000):
                self._plugged.wait()
                if self._form() != form or self._ended.wait(1 / FPS):
                    return
                self.number = number
                out.mux(video.encode(_picture(self.grey, size, number)))
                if audio:
                    out.mux(audio.encode(_tone(number, self.second, rate)))


class Pipe(io.RawIOBase):
    """A socket as the file that PyAV writes to."""

    def __init__(self, client: socket.socket) -> None:
        self._client = client

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self._client.sendall(data)
        return len(data)


def _picture(grey: int, size: tuple[int, int], number: int) -> av.VideoFrame:
    pixels = np.full((size[1], size[0], 3), grey, np.uint8)
    for bit in range(BITS):
        left, right = (round(edge * size[0] / BITS) for edge in (bit, bit + 1))
        pixels[:16, left:right] = 255 if number >> bit & 1 else 0
    frame = av.VideoFrame.from_ndarray(pixels, format="bgr24")
    frame.pts, frame.time_base = number, Fraction(1, FPS)
    return frame


def _tone(number: int, second: int, rate: int) -> av.AudioFrame:
    count = rate // FPS
    at = np.arange(number * count, (number + 1) * count)
    wave = (8000 * np.sin(2 * np.pi * 440 * at / rate)).astype(np.int16)
    both = np.stack([wave, second * wave], axis=1).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(both, format="s16", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = rate, number * count, Fraction(1, rate)
    return frame


@pytest.fixture
def sender() -> Iterator[Sender]:
    sender = Sender()
    yield sender
    sender.end()


class Transmitter:
    """A Global Caché transmitter that answers each command as it is told to.

    answer: what a command is answered with, in parts that are sent one by one.
    """

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.connections = 0
        self.answer: Callable[[str], Iterable[str]] = complete
        self._clients: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def cut(self) -> None:
        """End the connections that there are."""
        for client in self._clients:
            client.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for client in self._clients:
            client.close()
        self._thread.join()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            self._clients.append(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        lines = client.makefile("r", newline="\r")
        try:
            for line in lines:
                self.commands.append(line.strip())
                for part in self.answer(line.strip()):
                    client.sendall(part.encode())
        except OSError:
            return  # cut off


def complete(command: str) -> list[str]:
    """Answer as a transmitter does where all is well."""
    kind, *rest = command.split(",")
    return (
        [f"completeir,{rest[0]},{rest[1]}\r"] if kind == "sendir" else ["version,0,710-1005-05\r"]
    )


@pytest.fixture
def transmitter() -> Iterator[Transmitter]:
    transmitter = Transmitter()
    yield transmitter
    transmitter.end()


class ScriptedDevice:
    """A device that answers each packet of an adb server as it is told to."""

    def __init__(self, answer: Callable[[Packet], list[Packet]]) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.serial = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        received = client.makefile("rb")
        with client:
            while header := received.read(24):
                command, first, second, size = struct.unpack_from("<4s3I", header)
                packet = Packet(command, first, second, received.read(size))
                for answer in self._answer(packet):
                    client.sendall(answer.encode())


@pytest.fixture
def scripted(server: str) -> Iterator[Callable[..., ScriptedDevice]]:
    devices: list[ScriptedDevice] = []

    def build(answer: Callable[[Packet], list[Packet]]) -> ScriptedDevice:
        devices.append(ScriptedDevice(answer))
        return devices[-1]

    yield build
    for device in devices:
        AdbServer(address(server)).disconnect(device.serial, time.monotonic() + 5)
        device.end()


class Android:
    """A simulated television behind adb, whose process can begin anew at the same address."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.television = Television("tv-1")
        self._loop = loop
        self._start(0)
        self.serial = f"127.0.0.1:{self._daemon.port}"

    def restart(self) -> None:
        port = self._daemon.port
        self.end()
        self._start(port)

    def end(self) -> None:
        asyncio.run_coroutine_threadsafe(self._daemon.close(), self._loop).result()

    def _start(self, port: int) -> None:
        self._daemon = Adbd(self.television)
        asyncio.run_coroutine_threadsafe(self._daemon.start(port), self._loop).result()


@pytest.fixture
def noted(television: Television) -> Callable[[str], list[str]]:
    """What the television was told, such as all that follows "key"."""

    def after(what: str) -> list[str]:
        parts = (line.partition(f": {what} ") for line in list(television.log))
        return [rest for _, found, rest in parts if found]

    return after


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def android(loop: asyncio.AbstractEventLoop, server: str) -> Iterator[Android]:
    android = Android(loop)
    yield android
    AdbServer(address(server)).disconnect(android.serial, time.monotonic() + 5)
    android.end()


class OwnServer:
    """An adb server that nobody else uses."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.written = f"127.0.0.1:{free.getsockname()[1]}"
        AdbServer(address(self.written)).start()

    def kill(self) -> None:
        wire = Wire(address(self.written), time.monotonic() + 5)
        wire.ask("host:kill")
        while wire.some():
            pass
        wire.close()


@pytest.fixture
def server(adb_server: int) -> str:
    return f"127.0.0.1:{adb_server}"


@pytest.fixture
def own_adb_server() -> Iterator[OwnServer]:
    server = OwnServer()
    yield server
    server.kill()


@pytest.fixture
def run() -> Iterator[Callable[[list[str | Path]], Program]]:
    """Starts programs, which end with the test."""
    programs: list[Program] = []

    def start(command: list[str | Path]) -> Program:
        programs.append(Program(*command))
        return programs[-1]

    yield start
    for program in programs:
        program.end()


@pytest.fixture
def watch() -> Iterator[Callable[..., Video]]:
    """Opens drivers of a url, as soon as there is something to see, and closes them in the end."""
    with ExitStack() as stack:
        yield lambda url, **settings: stack.enter_context(watched(url, **settings))
