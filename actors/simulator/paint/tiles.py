"""Draws pages of tiles: home, with rows of them under headings, and the grid of apps."""

from actors.simulator.channels import channel
from actors.simulator.history import Look
from actors.simulator.interface import Entry
from actors.simulator.layout import MARGIN, Box, Placed
from actors.simulator.moves import placed
from actors.simulator.paint.backdrop import poster, tile
from actors.simulator.paint.canvas import Canvas, Pixels
from actors.simulator.paint.frame import focus_parts, titled
from actors.simulator.paint.icons import icon
from actors.simulator.paint.theme import (
    BOLD,
    MEDIUM,
    NIGHT,
    RAISED,
    SMALL_SIZE,
    TEXT,
    WHITE,
    bgr,
    mix,
)
from actors.simulator.scene import Scene

GROWTH = 7  # pixels on each side of a tile that has the focus


def layer(scene: Scene, size: tuple[int, int]) -> Canvas:
    """Return the part of the page that stays as it is."""
    canvas = titled(scene.spec, size)
    for row, line in zip(scene.spec.rows, placed(scene), strict=True):
        if row.heading:
            base = line[0].box.top - 14
            canvas.text(row.heading, MARGIN, base, size=SMALL_SIZE, weight=MEDIUM)
        for each in line:
            _draw(canvas, each, 0.0)
    return canvas


def front(canvas: Canvas, look: Look) -> None:
    """Draw the entries that have some of the focus, larger and in a ring."""
    for each, part in focus_parts(look):
        _draw(canvas, each, part)


def _draw(canvas: Canvas, placed: Placed, part: float) -> None:
    if placed.box.height < 60:
        _pill(canvas, placed, part)
        return
    box = placed.box.grown(GROWTH * part)
    canvas.image(_ground(placed.entry, canvas.pixels_of(box)), box, radius=16)
    _label(canvas, placed, box)
    if part:
        colour = mix(bgr(placed.entry.colour), WHITE, part)
        canvas.ring(box.grown(1), colour, radius=17, width=4)


def _pill(canvas: Canvas, placed: Placed, part: float) -> None:
    entry, box = placed
    canvas.panel(box, mix(RAISED, WHITE, part), radius=24)
    colour = mix(TEXT, NIGHT, part)
    icon(canvas, entry.icon, x=box.left + 30, y=box.top + 24, radius=11, colour=colour)
    canvas.text(entry.title, box.left + 52, box.top + 31, size=20, colour=colour, weight=MEDIUM)


def _ground(entry: Entry, size: tuple[int, int]) -> Pixels:
    still = channel(entry.channel)
    return tile(size, entry.colour) if still is None else poster(size, still)


def _label(canvas: Canvas, placed: Placed, box: Box) -> None:
    entry = placed.entry
    base = box.top + box.height - 20
    if entry.icon:
        middle, radius = box.top + box.height * 0.4, box.height * 0.18
        icon(canvas, entry.icon, x=box.centre, y=middle, radius=radius, colour=WHITE)
        canvas.text(entry.title, box.centre, base, size=20 + box.height * 0.02, colour=WHITE,
                    weight=MEDIUM, align="centre")  # fmt: skip
    elif entry.value.isdigit():
        canvas.text(entry.value, box.left + 18, base - 30, size=40, colour=WHITE, weight=BOLD)
        canvas.text(entry.title, box.left + 18, base, size=20, colour=TEXT, weight=MEDIUM)
    else:
        canvas.text(entry.title, box.left + 20, base - 28, size=26, colour=WHITE, weight=BOLD)
        canvas.text(entry.value, box.left + 20, base, size=20, colour=TEXT)
