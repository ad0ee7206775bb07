"""The colours of the interface, and how they are mixed; a colour is blue, green, red."""

from functools import lru_cache
from typing import Final

Colour = tuple[float, float, float]


@lru_cache(maxsize=256)
def bgr(code: str) -> Colour:
    """Return the colour that is written as "#rrggbb"."""
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return float(blue), float(green), float(red)


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """Return the colour that is PART of the way from ONE to OTHER."""
    blue, green, red = (a + (b - a) * part for a, b in zip(one, other, strict=True))
    return blue, green, red


BLACK: Final = bgr("#000000")
WHITE: Final = bgr("#ffffff")
NIGHT: Final = bgr("#0b0f1a")  # the ground of every page
PANEL: Final = bgr("#1a2234")
RAISED: Final = bgr("#27324a")
TEXT: Final = bgr("#dfe6f3")
MUTED: Final = bgr("#93a0b8")
RED: Final = bgr("#e5263b")

TITLE_SIZE: Final = 36
LINE_SIZE: Final = 28
SMALL_SIZE: Final = 22
BOLD: Final = 700
MEDIUM: Final = 550
REGULAR: Final = 400
