"""Draws the search page: a field, a keyboard below it, and beside it what was found."""

from actors.simulator.history import Look
from actors.simulator.layout import FIELD, Box, Placed
from actors.simulator.moves import placed
from actors.simulator.paint.canvas import Canvas
from actors.simulator.paint.frame import focus_box, titled, touched
from actors.simulator.paint.icons import icon
from actors.simulator.paint.theme import (
    LINE_SIZE,
    MEDIUM,
    MUTED,
    NIGHT,
    PANEL,
    RAISED,
    SMALL_SIZE,
    TEXT,
    WHITE,
    Colour,
    bgr,
    mix,
)
from actors.simulator.scene import Scene

_HINT = "Type to search"


def layer(scene: Scene, size: tuple[int, int]) -> Canvas:
    """Return the part of the page that stays as it is."""
    canvas = titled(scene.spec, size)
    _field(canvas, scene)
    for line in placed(scene):
        for each in line:
            result = not each.entry.types
            canvas.panel(each.box, PANEL if result else RAISED, radius=12, alpha=0.75)
            _text(canvas, each, TEXT)
    if not any(not each.entry.types for line in placed(scene) for each in line):
        canvas.text("Nothing found", 650, 190, size=LINE_SIZE, colour=MUTED)
    return canvas


def front(canvas: Canvas, look: Look) -> None:
    """Draw the focus."""
    if (box := focus_box(look)) is None:
        return
    canvas.panel(box, WHITE, radius=12)
    for each in touched(look, box):
        _text(canvas, each, NIGHT)


def _field(canvas: Canvas, scene: Scene) -> None:
    accent = bgr(scene.spec.colour)
    canvas.panel(FIELD, mix(NIGHT, PANEL, 0.6), radius=14)
    canvas.ring(FIELD, accent, radius=14, width=2)
    icon(canvas, "search", x=FIELD.left + 32, y=FIELD.top + 30, radius=13, colour=accent)
    text, colour = (scene.typed, WHITE) if scene.typed else (_HINT, MUTED)
    canvas.text(text, FIELD.left + 62, FIELD.top + 40, size=LINE_SIZE, colour=colour)


def _text(canvas: Canvas, placed: Placed, colour: Colour) -> None:
    entry, box = placed
    base = box.top + box.height / 2 + 9
    if entry.types:
        canvas.text(entry.title, box.centre, base, size=24, colour=colour, weight=MEDIUM,
                    align="centre")  # fmt: skip
        return
    mark = Box(box.left + 12, box.top + 10, box.height - 20, box.height - 20)
    canvas.panel(mark, bgr(entry.colour), radius=10)
    middle = mark.top + mark.height / 2
    icon(canvas, entry.icon, x=mark.centre, y=middle, radius=12, colour=WHITE)
    if entry.channel:
        canvas.text(entry.value, mark.centre, middle + 8, size=SMALL_SIZE, colour=WHITE,
                    weight=MEDIUM, align="centre")  # fmt: skip
    canvas.text(entry.title, box.left + 76, base, size=26, colour=colour, weight=MEDIUM)
