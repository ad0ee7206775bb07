"""What all pages have in common: a ground, the icon and name on top, the clock; and the focus."""

from collections.abc import Iterator

from actors.simulator.history import Look
from actors.simulator.interface import Page
from actors.simulator.layout import CLOCK, MARGIN, Box, Placed
from actors.simulator.moves import focused, placed
from actors.simulator.paint.backdrop import backdrop
from actors.simulator.paint.canvas import Canvas
from actors.simulator.paint.icons import icon
from actors.simulator.paint.theme import BOLD, MEDIUM, MUTED, TITLE_SIZE, WHITE, bgr

FOCUS_SECONDS = 0.18


def titled(page: Page, size: tuple[int, int]) -> Canvas:
    """Return the ground of PAGE with its icon and its name."""
    canvas = backdrop(size, bgr(page.colour))
    canvas.panel(Box(MARGIN, 34, 48, 48), bgr(page.colour), radius=14)
    icon(canvas, page.icon, x=MARGIN + 24, y=58, radius=14, colour=WHITE)
    canvas.text(page.title, MARGIN + 64, 71, size=TITLE_SIZE, colour=WHITE, weight=BOLD)
    return canvas


def clock(canvas: Canvas, look: Look) -> None:
    """Write the time, and which television it is, into the upper right corner."""
    right = CLOCK.left + CLOCK.width
    canvas.text(look.clock, right, 68, size=30, colour=WHITE, weight=MEDIUM, align="right")
    canvas.text(look.scene.device, CLOCK.left, 67, size=20, colour=MUTED, align="right")


def progress(look: Look, seconds: float) -> float:
    """Return how far a change that takes SECONDS has come, from 0 to 1, slowing down."""
    return 1 - (1 - min(max(look.age / seconds, 0.0), 1.0)) ** 3


def focus_from(look: Look) -> Placed | None:
    """Return the entry that the focus comes from, or None where it did not move."""
    if (look.before.page, look.before.typed) != (look.scene.page, look.scene.typed):
        return None
    return focused(look.before)


def focus_parts(look: Look) -> Iterator[tuple[Placed, float]]:
    """Yield the entries that have some of the focus, and how much of it, from 0 to 1."""
    part = progress(look, FOCUS_SECONDS)
    now, before = focused(look.scene), focus_from(look)
    if before is not None and before != now and part < 1:
        yield before, 1 - part
    if now is not None:
        yield now, part if before is not None else 1.0


def focus_box(look: Look) -> Box | None:
    """Return where a focus that slides from entry to entry is."""
    now, before = focused(look.scene), focus_from(look)
    if now is None or before is None:
        return now and now.box
    return before.box.towards(now.box, progress(look, FOCUS_SECONDS))


def touched(look: Look, box: Box) -> Iterator[Placed]:
    """Yield the entries that BOX overlaps."""
    for line in placed(look.scene):
        for each in line:
            across = abs(each.box.centre - box.centre) < (each.box.width + box.width) / 2
            down = abs(each.box.top - box.top) < (each.box.height + box.height) / 2
            if across and down:
                yield each
