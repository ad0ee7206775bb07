"""A television whose clock the test turns."""

from collections.abc import Callable

import pytest

from actors.simulator.pages import PAGES
from actors.simulator.television import Television


class Clock:
    """Stands still until it is told to go on; begins at 12:00:00.5 UTC."""

    def __init__(self) -> None:
        self.now = 1_800_014_400.5

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tv(clock: Clock) -> Television:
    return Television("tv-1", clock=clock)


@pytest.fixture
def visit(clock: Clock) -> Callable[[Television, str], None]:
    """Brings a television to a page of any name, and waits until it rests there."""

    def go(tv: Television, page: str) -> None:
        tv.press("HOME")
        for name in _way(page):
            left, top, width, height = next(
                e.bounds for e in tv.elements() if e.text == PAGES[name].title and e.clickable
            )
            tv.tap(left + width // 2, top + height // 2)
        clock.wait(1)

    return go


def _way(page: str) -> list[str]:
    return [] if page == "home" else [*_way(PAGES[page].parent), page]
