"""Waiting until a supply that was switched reads back as it was told to be."""

import time
from typing import Any

from actors.driver import Driver
from actors.interface import Power

PAUSE = 0.1  # seconds between two looks at the state


def await_state(driver: Driver[Any], on: bool, seconds: float) -> None:
    """Return when DRIVER, which gives Power, says that it is ON.

    Raises Refused where it still says otherwise after SECONDS, and what `is_on` raises.
    """
    assert isinstance(driver, Power)
    deadline = time.monotonic() + seconds
    while driver.is_on() is not on:
        if time.monotonic() >= deadline:
            told, state = ("on", "off") if on else ("off", "on")
            raise driver.refused(f"was switched {told}, and is {state} after {seconds:g} s")
        time.sleep(PAUSE)
