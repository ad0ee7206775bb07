"""What drivers, the step and the check of a supply share: the words for it, and the proof of it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Literal, Protocol

from pydantic import BeforeValidator

from actors.errors import Refused

POLL = 0.05  # seconds between two looks at a state that is not yet what it should be


def _as_word(written: Any) -> Any:
    """Return `on` or `off` for what JSON, and YAML before 1.2, make of the words: a boolean."""
    return {True: "on", False: "off"}[written] if isinstance(written, bool) else written


OnOff = Annotated[Literal["on", "off"], BeforeValidator(_as_word)]
OnOffCycle = Annotated[Literal["on", "off", "cycle"], BeforeValidator(_as_word)]


class Supply(Protocol):
    """What of a driver a switched supply is proved by."""

    def is_on(self) -> bool:
        """Read the state back."""

    def refused(self, reason: str) -> Refused:
        """Return the error that says what the hardware will not do."""


@contextmanager
def confirmed(supply: Supply, on: bool, seconds: float) -> Iterator[None]:
    """Let the body tell SUPPLY to be ON, or off, and return when the state read back says so.

    Raises Refused where it says otherwise SECONDS after the beginning; the look that says so may
    end as much later as an answer may take.
    """
    deadline = time.monotonic() + seconds
    yield
    while supply.is_on() is not on:
        if time.monotonic() >= deadline:
            raise supply.refused(
                f"it says it is {word(not on)} {seconds:g} s after being switched {word(on)}"
            )
        time.sleep(POLL)


def word(on: bool) -> str:
    """Return "on" or "off"."""
    return "on" if on else "off"


def proof(what: str, on: bool, watts: float | None) -> str:
    """Return what a probe says, such as "outlet 0 is on, 12.3 W"."""
    metered = "" if watts is None else f", {watts:.1f} W"
    return f"{what} is {word(on)}{metered}"
