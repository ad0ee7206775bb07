"""Pictures as streams: how late, what they cost beside a bare loop of PyAV, how soon healed.

`python -m tests.bench.video SECONDS [KIND]` tells how the latency grows; 600 say much.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import av
import numpy as np

from actors.drivers.video import Video, VideoSettings
from actors.errors import DriverError
from actors.stream.decoder import Shot
from tests.bench.camera import Camera, camera
from tests.bench.figure import Figure, percentiles
from tests.bench.many_videos import many
from tests.bench.timecode import FPS, drawn

KINDS = ("RTSP", "UDP", "TCP", "MJPEG")
HEALED = ("RTSP", "UDP", "TCP")
SECONDS = 6.0
BEGINNING = 1.0  # seconds that are not counted
OUT = 4.0  # seconds that a cable is out
LATENCY = 100.0  # ms
CPU = 10.0  # % of a core above bare decoding
BACK = 3.0  # seconds
LOOK = 0.002  # seconds between two looks

Seen = list[tuple[float, float]]  # when each picture was at hand, and how late, in seconds
Show = Callable[[av.VideoFrame], None]


def figures() -> list[Figure]:
    """Return latency, rate, cost and healing of each kind of stream, and what 50 of them take."""
    each = [figure for kind in KINDS for figure in _of(kind)]
    back = [Figure(f"{kind}: cable back", cable_back(kind), "s", most=BACK) for kind in HEALED]
    return [*each, *back, *many()]


def _of(kind: str) -> Iterator[Figure]:
    bare, late = _bare_latencies(kind), _latencies(kind, SECONDS)
    reference = percentiles([1000 * one for _, one in bare])
    for p, ms in percentiles([1000 * one for _, one in late]).items():
        most = LATENCY if p == "p50" else None
        yield Figure(f"{kind}: glass to frame, {p}", ms, "ms", reference[p], most=most)
    yield Figure(f"{kind}: pictures", len(late) / SECONDS, "Hz", len(bare) / SECONDS)
    yield Figure(f"{kind}: CPU", _cost(kind), "% of a core", _bare_cost(kind), above=CPU)


def _bare_latencies(kind: str) -> Seen:
    seen: Seen = []

    def see(picture: av.VideoFrame) -> None:
        picture.to_ndarray(format="bgr24")
        seen.append((time.monotonic(), time.monotonic() - _drawn(picture)))

    with camera(kind) as source:
        _decode(source, BEGINNING + SECONDS, see)
    return _counted(seen)


def _latencies(kind: str, seconds: float) -> Seen:
    """Return when pictures were at hand in colour, and how late."""
    seen: Seen = []
    with camera(kind) as source, driven(source) as driver:
        last, until = None, time.monotonic() + BEGINNING + seconds
        while (now := time.monotonic()) < until:
            shot = _newest(driver)
            if shot and shot is not last:
                assert shot.frame
                seen.append((now, time.monotonic() - _drawn(shot.decoded)))
            last = shot
            time.sleep(LOOK)
    return _counted(seen)


def _counted(seen: Seen) -> Seen:
    return [one for one in seen if one[0] - seen[0][0] > BEGINNING]


def _drawn(picture: av.VideoFrame) -> float:
    plane = picture.planes[0]
    return drawn(bytes(memoryview(plane)[8 * plane.line_size :][: picture.width]))


def _bare_cost(kind: str) -> float:
    """Return the percentage of a core that decoding takes, of pictures that nobody looks at."""
    with camera(kind) as source:
        began: list[tuple[float, float]] = []
        _decode(source, SECONDS, lambda _: began.append((time.process_time(), time.monotonic())))
        (used, at), (used_then, at_then) = began[0], began[-1]
        return 100 * (used_then - used) / (at_then - at)


def _cost(kind: str) -> float:
    """Return the same of the driver."""
    with camera(kind) as source, driven(source):
        began = time.process_time()
        time.sleep(SECONDS)
        return 100 * (time.process_time() - began) / SECONDS


def _decode(source: Camera, seconds: float, show: Show) -> None:
    """Show what comes for SECONDS, as one would without a driver."""
    time.sleep(1.0)  # for the camera to listen
    with av.open(source.url, timeout=10) as container:
        until = time.monotonic() + seconds
        for picture in container.decode(video=0):
            show(picture)
            if time.monotonic() > until:
                return


@contextmanager
def driven(source: Camera, **settings: float) -> Iterator[Video]:
    """Open a driver, as soon as the camera listens."""
    driver = Video(VideoSettings.model_validate({"url": source.url, **settings}))
    deadline = time.monotonic() + 20
    while not _opened(driver):
        assert time.monotonic() < deadline, f"nothing to see at {source.url}"
        time.sleep(0.1)
    try:
        yield driver
    finally:
        driver.close()


def _opened(driver: Video) -> bool:
    try:
        driver.open()
    except DriverError:
        return False
    return True


def cable_back(kind: str) -> float:
    """Return the seconds from a cable that is put back to the first picture drawn after that."""
    with camera(kind) as source, driven(source) as driver:
        source.hold()
        time.sleep(OUT)
        source.go_on()
        plugged = time.monotonic()
        while (shot := _newest(driver)) is None or _drawn(shot.decoded) < plugged:
            time.sleep(LOOK)
        return time.monotonic() - plugged


def _newest(driver: Video) -> Shot | None:
    try:
        return driver.shot()
    except DriverError:
        return None


def growth(kind: str, seconds: float) -> Figure:
    """Return by how much the latency grows in ten minutes, and where it is in the last minute."""
    seen = np.array(_latencies(kind, seconds))
    slope = np.polyfit(seen[:, 0] - seen[0, 0], seen[:, 1] * 1000, 1)[0]
    late = percentiles(list(seen[-60 * FPS :, 1] * 1000))
    what = f"{kind}: growth in 10 min, after {seconds:g} s ({late['p50']:.0f} ms p50 at its end)"
    return Figure(what, float(slope) * 600, "ms")


if __name__ == "__main__":
    print(growth(sys.argv[2] if len(sys.argv) > 2 else "UDP", float(sys.argv[1])))
