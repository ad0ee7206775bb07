"""The moving picture of a device through adb: the driver, beside plain decoding of the stream.

Each picture, 1280x720 and 25 a second, carries the time at which it was drawn.
"""

import statistics
import time
from collections.abc import Callable, Iterator

import av

from actors import loop
from actors.drivers.adb import Adb, AdbSettings
from actors.drivers.adb_video import AdbVideo, AdbVideoSettings
from actors.errors import DriverError
from actors.protocols.adb.link import AdbLink
from actors.protocols.adb.server import address
from actors.simulator.adbd.daemon import Adbd
from actors.simulator.television import Television
from tests.bench.adb_press import device, server
from tests.bench.figure import Figure, compared
from tests.numbered import Picture, number_in, numbered

LIVE = "tv.simulated.live"
COMMAND = "screenrecord --output-format=h264 --bit-rate 8000000 -"
SECONDS, SETTLING = 10.0, 2.0
POLL = 0.001  # seconds between two looks at what the driver has
CLOCK = 1 << 32  # ms after which the time in the pictures begins again
LEAST, LATE, CPU = 20, 100, 10  # pictures a second, ms, percent of a core above decoding
CABLES, BACK = 5, 3  # times that it is pulled; seconds


def figures() -> list[Figure]:
    """Return what SECONDS of the driver give, and cost, beside those of plain decoding."""
    with device(_with_the_time) as serial, server() as place:
        adb = Adb(AdbSettings(serial=serial, server=place))
        adb.open()
        adb.launch(LIVE)
        mine, my_share = _watched(_driven(serial, place))
        plain, its_share = _watched(_decoded(serial, place))
        adb.close()
    p50, p99 = compared("from drawn to at hand", mine, plain)
    return [
        Figure("pictures a second", len(mine) / SECONDS, "", len(plain) / SECONDS, least=LEAST),
        Figure(p50.what, p50.value, "ms", p50.reference, most=LATE),
        p99,
        Figure("processor", my_share, "% of a core", its_share, above=CPU),
        Figure("cable back to a fresh picture, p50", statistics.median(_backs()), "s", most=BACK),
    ]


def _with_the_time(picture: Callable[[], Picture]) -> Callable[[], Picture]:
    return numbered(picture, _now)


def _now() -> int:
    return round(time.time() * 1000) % CLOCK


def _watched(pictures: Iterator[Picture]) -> tuple[list[float], float]:
    """Return how late each picture is, in ms, and the percentage of a core that they take."""
    settled = time.monotonic() + SETTLING
    while time.monotonic() < settled:
        next(pictures)
    late, busy, end = [], time.process_time(), time.monotonic() + SECONDS
    while time.monotonic() < end:
        drawn = number_in(next(pictures))
        late.append(float(_now() - drawn))
    return late, 100 * (time.process_time() - busy) / SECONDS


def _driven(serial: str, place: str) -> Iterator[Picture]:
    driver = AdbVideo(AdbVideoSettings(serial=serial, server=place))
    driver.open()
    last = None
    try:
        while True:
            if (shot := driver.shot()) is last:
                time.sleep(POLL)
            else:
                last = shot
                yield shot.frame.pixels
    finally:
        driver.close()


def _backs() -> list[float]:
    """Return the seconds from each time that a device is back until it is seen again."""
    television = Television("bench")
    daemon = Adbd(television)
    loop.run(daemon.start(), SECONDS)
    with server() as place:
        driver = AdbVideo(AdbVideoSettings(serial=f"127.0.0.1:{daemon.port}", server=place))
        driver.open()
        backs = [_back(driver, television) for _ in range(CABLES)]
        driver.close()
    loop.run(daemon.close(), SECONDS)
    return backs


def _back(driver: AdbVideo, television: Television) -> float:
    television.faults.set(offline=True)
    while _shown(driver):
        time.sleep(POLL)
    television.faults.set(offline=False)
    began = time.time()
    while _shown(driver) < began:
        time.sleep(POLL)
    return time.time() - began


def _shown(driver: AdbVideo) -> float:
    """Return when the newest picture was on the screen; 0 where there is none."""
    try:
        return driver.shot().at
    except DriverError:
        return 0.0


def _decoded(serial: str, place: str) -> Iterator[Picture]:
    link = AdbLink(serial, address(place), timeout=5)
    wire = link.follow(COMMAND)
    wire.agreed()
    codec = av.VideoCodecContext.create("h264", "r")
    codec.flags |= av.codec.context.Flags.low_delay
    try:
        while True:
            wire.deadline = time.monotonic() + 5
            for packet in codec.parse(wire.some()):
                for picture in codec.decode(packet):
                    yield picture.to_ndarray(format="bgr24")
    finally:
        wire.close()
        link.close()
