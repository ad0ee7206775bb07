"""Draws a page that is a list: rows of text, of which one is on a coloured bar."""

from actors.simulator.history import Look
from actors.simulator.layout import Box, Placed
from actors.simulator.moves import placed
from actors.simulator.paint.canvas import Canvas
from actors.simulator.paint.frame import focus_box, titled, touched
from actors.simulator.paint.icons import icon
from actors.simulator.paint.theme import (
    LINE_SIZE,
    MEDIUM,
    MUTED,
    PANEL,
    SMALL_SIZE,
    TEXT,
    WHITE,
    Colour,
    bgr,
    mix,
)
from actors.simulator.scene import Scene

_ART = Box(860, 190, 360, 360)


def layer(scene: Scene, size: tuple[int, int]) -> Canvas:
    """Return the part of the page that stays as it is."""
    page = scene.spec
    canvas = titled(page, size)
    for line in placed(scene):
        for each in line:
            canvas.panel(each.box, PANEL, radius=14, alpha=0.7)
            _row(canvas, each, TEXT, MUTED)
    for grown, alpha in ((0, 0.14), (-45, 0.22), (-90, 1.0)):
        box = _ART.grown(grown)
        canvas.panel(box, bgr(page.colour), radius=box.width / 2, alpha=alpha)
    icon(canvas, page.icon, x=_ART.centre, y=_ART.top + 180, radius=46, colour=WHITE)
    return canvas


def front(canvas: Canvas, look: Look) -> None:
    """Draw the focus."""
    if (bar := focus_box(look)) is None:
        return
    colour = bgr(look.scene.spec.colour)
    canvas.panel(bar, colour, radius=14)
    for each in touched(look, bar):
        _row(canvas, each, WHITE, mix(colour, WHITE, 0.8))


def _row(canvas: Canvas, placed: Placed, colour: Colour, faint: Colour) -> None:
    entry, box = placed
    left, base = box.left + 28, box.top + box.height / 2 + 10
    if entry.icon:
        icon(canvas, entry.icon, x=left + 14, y=base - 10, radius=15, colour=colour)
        left += 52
    canvas.text(entry.title, left, base, size=LINE_SIZE, colour=colour, weight=MEDIUM)
    right = box.left + box.width - 28
    canvas.text(entry.value, right, base - 1, size=SMALL_SIZE, colour=faint, align="right")
