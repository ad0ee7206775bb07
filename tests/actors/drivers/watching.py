"""Looking at a driver of pictures for a while."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from actors.drivers.video import Video, VideoSettings
from actors.errors import DriverError, NotSupported
from actors.interface import Frame
from actors.stream.decoder import Shot
from tests.served import wait_until


@contextmanager
def watched(url: str, **settings: object) -> Iterator[Video]:
    """Open a driver of URL, which may begin to send only now."""
    driver = Video(VideoSettings.model_validate({"url": url, **settings}))
    wait_until(lambda: opened(driver))
    yield driver
    driver.close()


def opened(driver: Video) -> bool:
    try:
        driver.open()
    except DriverError:
        return False
    return True


def shown(driver: Video) -> Shot | None:
    """Return the newest picture, or None where there is none for now."""
    try:
        return driver.shot()
    except DriverError:
        return None


def failure(driver: Video) -> DriverError | None:
    """Return why no picture is shown, or None where one is."""
    try:
        driver.shot()
    except DriverError as e:
        return e
    return None


def hears(driver: Video) -> int:
    """Return the rate of the sound, or 0 where there is none for now."""
    try:
        return driver.sound(0.1).rate
    except (DriverError, NotSupported):
        return 0


def grey(frame: Frame) -> float:
    """Return how bright FRAME is below the number on its upper edge."""
    return float(frame.pixels[20:].mean())


def pictures(driver: Video, seconds: float) -> tuple[int, float]:
    """Return how many pictures come in SECONDS, and the longest pause between two."""
    came = [time.monotonic()]
    while time.monotonic() - came[0] < seconds:
        if (arrived := driver.shot().arrived) > came[-1]:
            came.append(arrived)
        time.sleep(0.005)
    return len(came) - 1, float(max(np.diff(came)))
