"""Cameras that send timed pictures, each in a process of its own, which can be held."""

import io
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from tests.bench.timecode import FPS, HEIGHT, WIDTH, Film
from tests.served import free_port

RTSP = Path(__file__).with_name("rtsp_camera.py")
QUICK = {"preset": "ultrafast", "tune": "zerolatency", "g": str(FPS)}
BITS = {"libx264": 4_000_000, "mjpeg": 20_000_000}  # a second
SENT = {  # by what, in which form, with which codec, to whom
    "UDP": ("mpegts", "libx264", "udp://127.0.0.1:{}?pkt_size=1316"),
    "group": ("mpegts", "libx264", "udp://239.255.7.9:{}?pkt_size=1316&localaddr=127.0.0.1&ttl=0"),
    "TCP": ("mpegts", "libx264", "tcp://127.0.0.1:{}?listen=1"),
    "MJPEG": ("mpjpeg", "mjpeg", "http://127.0.0.1:{}/tv"),
}


class Camera:
    """What sends to URL; `hold` pulls the cable, and `go_on` puts it back."""

    def __init__(self, url: str, process: subprocess.Popen[str]) -> None:
        self.url, self._process = url, process

    def hold(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)


@contextmanager
def camera(kind: str, width: int = WIDTH, height: int = HEIGHT) -> Iterator[Camera]:
    """Run a camera of KIND, one of SENT or RTSP, of which MJPEG and TCP serve one viewer."""
    port, command = free_port(), [sys.executable, "-m", __name__]
    command += [kind, str(width), str(height)]
    if kind == "RTSP":
        command = ["/usr/bin/python3", str(RTSP)]
    else:
        command.append(str(port))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = process.stdout.readline().strip()
            yield Camera(_received_by(kind, port, said), process)
        finally:
            process.kill()


def _received_by(kind: str, port: int, said: str) -> str:
    if kind == "RTSP":
        return f"rtsp://127.0.0.1:{said}/tv"
    url = SENT[kind][2].format(port)
    return url.partition("?")[0] + ("?localaddr=127.0.0.1" if kind == "group" else "")


def main(kind: str, width: str, height: str, port: str) -> None:
    """Send until the process ends, to one viewer after the other where there can be one."""
    film = Film(int(width), int(height))
    print("ready", flush=True)
    while True:
        with suppress(OSError):  # a viewer that has gone may come again
            _send(kind, int(port), film)


def _send(kind: str, port: int, film: Film) -> None:
    form, codec, url = SENT[kind]
    target = _viewer(port) if kind == "MJPEG" else url.format(port)
    with av.open(target, "w", format=form, options={"flush_packets": "1"}) as out:
        stream = out.add_stream(codec, FPS, options=QUICK if codec == "libx264" else {})
        stream.width, stream.height = film.width, film.height
        stream.pix_fmt = "yuv420p" if codec == "libx264" else "yuvj420p"
        stream.bit_rate = BITS[codec]
        began = time.monotonic()
        for number in range(1 << 40):
            time.sleep(max(0.0, began + number / FPS - time.monotonic()))
            out.mux(stream.encode(_frame(film, number)))


def _viewer(port: int) -> io.RawIOBase:
    """Wait for a viewer that asks over HTTP, and return what it is sent by."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        viewer, _ = listener.accept()
    viewer.recv(4096)
    form = b"Content-Type: multipart/x-mixed-replace;boundary=ffmpeg"
    viewer.sendall(b"HTTP/1.0 200 OK\r\n" + form + b"\r\n\r\n")
    return viewer.makefile("wb", buffering=0)


def _frame(film: Film, number: int) -> av.VideoFrame:
    size = film.height * 3 // 2, film.width
    planes = np.frombuffer(film.picture(number), np.uint8).reshape(size)
    frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
    frame.pts, frame.time_base = number, Fraction(1, FPS)
    return frame


if __name__ == "__main__":
    main(*sys.argv[1:])
