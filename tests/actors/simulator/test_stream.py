"""PyAV watches and hears what a simulated set-top box shows and plays."""

import socket
from collections.abc import Iterator
from typing import Any

import av
import cv2
import numpy as np
import pytest

from actors.simulator.devices import Running, SimulatedDevice
from actors.simulator.viewer import Viewer

PROBE = {"probesize": "500000", "analyzeduration": "500000"}


@pytest.fixture
def box(simulator: Any) -> Running:
    settings = SimulatedDevice(name="stb-1", kind="stb", size=(640, 360), fps=20)
    return simulator(settings).devices["stb-1"]


@pytest.fixture
def viewer(box: Running) -> Iterator[Any]:
    viewer = watch(box)
    yield viewer
    viewer.close()


def watch(box: Running) -> Any:
    url = f"tcp://127.0.0.1:{box.ports['video']}"
    return av.open(url, options=PROBE, timeout=20)


def pictures(viewer: Any) -> Iterator[Any]:
    return viewer.decode(viewer.streams.video[0])


def loudness(viewer: Any) -> Iterator[float]:
    for frame in viewer.decode(viewer.streams.audio[0]):
        yield float(np.sqrt(np.mean(np.square(frame.to_ndarray().astype(float)))))


def connect(box: Running) -> socket.socket:
    return socket.create_connection(("127.0.0.1", box.ports["video"]), timeout=20)


def test_a_stream_has_pictures_of_the_size_and_rate_that_was_set(viewer):
    first, second, *_ = [frame for frame, _ in zip(pictures(viewer), range(8), strict=False)]
    assert (first.width, first.height) == (640, 360)
    assert first.key_frame
    assert second.time - first.time >= 1 / 20 - 0.001


def test_the_picture_is_that_of_the_television(viewer, box):
    wanted = cv2.cvtColor(box.television.picture(), cv2.COLOR_BGR2GRAY)
    seen = next(pictures(viewer)).to_ndarray(format="gray")
    assert cv2.absdiff(seen, wanted).mean() < 8


def test_a_key_changes_the_picture(viewer, box):
    seen = pictures(viewer)
    before = next(seen).to_ndarray(format="gray")
    box.television.launch("tv.simulated.live")
    assert any(cv2.absdiff(before, f.to_ndarray(format="gray")).mean() > 20 for f in seen)


def test_a_channel_is_heard_and_silence_is_not(viewer, box):
    box.television.launch("tv.simulated.live")
    heard = loudness(viewer)
    assert any(level > 0.05 for level in heard)
    box.television.faults.set(silence=True)
    assert any(level < 0.001 for level in heard)


def test_a_late_viewer_begins_with_a_key_frame_and_both_go_on(viewer, box):
    first = pictures(viewer)
    next(first)
    late = watch(box)
    assert next(pictures(late)).key_frame
    late.close()
    assert next(first).pts < next(first).pts


def test_nothing_is_drawn_without_a_viewer(box, until, monkeypatch):
    assert not box.wires["video"].on_air
    drawn = []
    draw = box.television.picture
    monkeypatch.setattr(box.television, "picture", lambda: drawn.append(1) or draw())
    with connect(box):
        until(lambda: len(drawn) > 2)
    until(lambda: not box.wires["video"].on_air)


def test_a_cable_that_is_out_cuts_viewers_off_until_it_is_back(box):
    with connect(box) as viewer:
        assert viewer.recv(1) == b"\x47"  # what every packet of the stream begins with
        box.television.faults.set(cable_out=True)
        while viewer.recv(1 << 16):
            pass
    with connect(box) as refused:
        assert refused.recv(1) == b""
    box.television.faults.set(cable_out=False)
    with connect(box) as viewer:
        assert viewer.recv(1) == b"\x47"


class Transport:
    """What a viewer has not yet fetched, and what it was sent."""

    def __init__(self) -> None:
        self.unsent, self.sent = 0, b""
        self.transport = self

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def write(self, data: bytes) -> None:
        self.sent += data


def test_a_viewer_that_lags_goes_on_at_a_key_frame():
    link = Transport()
    viewer = Viewer(link)  # type: ignore[arg-type]
    viewer.send(b"0", key=False)
    viewer.send(b"K", key=True)
    viewer.send(b"1", key=False)
    link.unsent = 2 << 20
    viewer.send(b"2", key=False)
    assert not viewer.waits
    link.unsent = 0
    assert viewer.waits
    viewer.send(b"3", key=False)
    viewer.send(b"K", key=True)
    assert link.sent == b"K1K"
