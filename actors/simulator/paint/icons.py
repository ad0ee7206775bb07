"""The icons of the interface: lines and circles in a square from -1 to 1."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from actors.simulator.paint.canvas import Canvas, arc
from actors.simulator.paint.theme import Colour


@dataclass(frozen=True)
class Line:
    """A line through points (x, y, x, y, …)."""

    points: tuple[float, ...]
    closed: bool = False
    filled: bool = False


@dataclass(frozen=True)
class Round:
    """A circle, or the part of it from START to END of a turn, clockwise from the right."""

    x: float
    y: float
    radius: float
    filled: bool = False
    start: float = 0.0
    end: float = 1.0


Shape = Line | Round


def _box(left: float, top: float, right: float, bottom: float, *, filled: bool = False) -> Line:
    return Line((left, top, right, top, right, bottom, left, bottom), closed=True, filled=filled)


_GEAR: Final = tuple(
    Line((0.72 * x, 0.72 * y, 0.98 * x, 0.98 * y)) for x, y in arc(9)[:-1].tolist()
)
_RAYS: Final = tuple(
    Line((0.66 * x, 0.66 * y, 0.95 * x, 0.95 * y)) for x, y in arc(9)[:-1].tolist()
)

ICONS: Final[dict[str, tuple[Shape, ...]]] = {
    "home": (Line((-0.9, -0.05, 0, -0.85, 0.9, -0.05)),
             Line((-0.62, -0.2, -0.62, 0.8, 0.62, 0.8, 0.62, -0.2)),
             _box(-0.18, 0.25, 0.18, 0.8, filled=True)),
    "search": (Round(-0.2, -0.2, 0.58), Line((0.24, 0.24, 0.85, 0.85))),
    "live": (_box(-0.95, -0.6, 0.95, 0.55), Line((-0.45, 0.9, 0.45, 0.9)),
             Line((-0.22, -0.35, 0.38, -0.03, -0.22, 0.3), closed=True, filled=True)),
    "apps": tuple(_box(x, y, x + 0.62, y + 0.62, filled=True)
                  for x in (-0.8, 0.18) for y in (-0.8, 0.18)),
    "settings": (Round(0, 0, 0.66), Round(0, 0, 0.26, filled=True), *_GEAR),
    "network": (Round(0, 0, 0.88), Line((-0.88, 0, 0.88, 0)),
                Line((0, -0.88, 0.42, -0.5, 0.52, 0, 0.42, 0.5, 0, 0.88,
                      -0.42, 0.5, -0.52, 0, -0.42, -0.5), closed=True)),
    "wi-fi": (Round(0, 0.55, 0.16, filled=True), Round(0, 0.55, 0.5, start=0.625, end=0.875),
              Round(0, 0.55, 0.9, start=0.625, end=0.875),
              Round(0, 0.55, 1.3, start=0.625, end=0.875)),
    "display": (_box(-0.92, -0.75, 0.92, 0.45), Line((0, 0.45, 0, 0.85)),
                Line((-0.5, 0.85, 0.5, 0.85))),
    "sound": (Line((-0.85, -0.3, -0.45, -0.3, 0.02, -0.72, 0.02, 0.72, -0.45, 0.3, -0.85, 0.3),
                   closed=True, filled=True),
              Round(0.05, 0, 0.45, start=-0.12, end=0.12),
              Round(0.05, 0, 0.82, start=-0.12, end=0.12)),
    "language": (_box(-0.9, -0.7, 0.9, 0.4), Line((-0.4, 0.4, -0.4, 0.85, 0.05, 0.4)),
                 Line((-0.5, -0.3, 0.5, -0.3)), Line((-0.5, 0.05, 0.2, 0.05))),
    "about": (Round(0, 0, 0.88), Round(0, -0.42, 0.1, filled=True), Line((0, -0.08, 0, 0.48))),
    "sun": (Round(0, 0, 0.42, filled=True), *_RAYS),
    "note": (Round(-0.45, 0.55, 0.28, filled=True), Round(0.5, 0.4, 0.28, filled=True),
             Line((-0.2, 0.5, -0.2, -0.65, 0.75, -0.85, 0.75, 0.35))),
    "photo": (_box(-0.92, -0.7, 0.92, 0.7), Round(0.42, -0.28, 0.16, filled=True),
              Line((-0.75, 0.5, -0.25, -0.2, 0.12, 0.22, 0.36, 0.0, 0.75, 0.5),
                   closed=True, filled=True)),
    "news": (_box(-0.85, -0.75, 0.85, 0.75), _box(-0.58, -0.45, 0.0, 0.12, filled=True),
             Line((0.22, -0.4, 0.6, -0.4)), Line((0.22, 0.05, 0.6, 0.05)),
             Line((-0.58, 0.42, 0.6, 0.42))),
    "pad": (Line((-0.55, -0.5, 0.55, -0.5, 0.95, 0.6, 0.45, 0.35, -0.45, 0.35, -0.95, 0.6),
                 closed=True),
            Line((-0.55, -0.1, -0.15, -0.1)), Line((-0.35, -0.3, -0.35, 0.1)),
            Round(0.4, -0.1, 0.12, filled=True)),
    "radio": (_box(-0.92, -0.35, 0.92, 0.75), Round(-0.42, 0.2, 0.3),
              Line((-0.6, -0.35, 0.6, -0.9)), Line((0.15, 0.05, 0.65, 0.05)),
              Line((0.15, 0.38, 0.65, 0.38))),
    "bag": (Line((-0.75, -0.3, 0.75, -0.3, 0.62, 0.85, -0.62, 0.85), closed=True),
            Round(0, -0.32, 0.4, start=0.5, end=1.0)),
}  # fmt: skip


def icon(canvas: Canvas, name: str, *, x: float, y: float, radius: float, colour: Colour) -> None:
    """Draw the icon NAME around a point; nothing where there is none of that name."""
    for shape in ICONS.get(name, ()):
        if isinstance(shape, Line):
            points, closed = np.reshape(np.array(shape.points), (-1, 2)), shape.closed
        else:
            circle = arc(33, shape.start, shape.end) * shape.radius
            points = np.add(circle, (shape.x, shape.y))
            closed = shape.end - shape.start == 1
        canvas.stroke(points * radius + (x, y), colour, width=max(2, radius * 0.13),
                      closed=closed, filled=shape.filled)  # fmt: skip
