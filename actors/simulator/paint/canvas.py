"""Draws shapes and text in coordinates of 1280 x 720 on a picture of any size."""

import threading
from functools import lru_cache
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from actors.simulator.layout import HEIGHT, WIDTH, Box
from actors.simulator.paint.theme import REGULAR, TEXT, Colour

Pixels = NDArray[np.uint8]
Align = Literal["left", "centre", "right"]

SHIFT: Final = 4  # bits of a pixel's fraction in OpenCV's coordinates
_thread = threading.local()


class Canvas:
    """A picture that is drawn on; PIXELS may be read at any time."""

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = pixels
        height, width = pixels.shape[:2]
        self._across, self._down = width / WIDTH, height / HEIGHT
        self._scale = min(self._across, self._down)

    @classmethod
    def blank(cls, size: tuple[int, int]) -> "Canvas":
        """Return a black one of SIZE: width and height."""
        return cls(np.zeros((size[1], size[0], 3), np.uint8))

    def copy(self) -> "Canvas":
        """Return one with the same picture, to draw on further."""
        return Canvas(self.pixels.copy())

    def text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float = 28,
        colour: Colour = TEXT,
        weight: int = REGULAR,
        align: Align = "left",
    ) -> None:
        """Write TEXT on the baseline Y, beginning, centred or ending at X."""
        pixels = max(1, round(size * self._scale))
        left = x * self._across
        if align != "left":
            left -= _width(text, pixels, weight) * (0.5 if align == "centre" else 1.0)
        place = round(left), round(y * self._down)
        cv2.putText(self.pixels, text, place, colour, _font(), pixels, weight)

    def panel(self, box: Box, colour: Colour, *, radius: float = 0, alpha: float = 1.0) -> None:
        """Fill BOX, its corners rounded, ALPHA of it covering what is beneath."""
        corners = self._outline(box, radius)
        if alpha >= 1:
            cv2.fillPoly(self.pixels, [corners], colour, cv2.LINE_AA, SHIFT)
            return
        part = self._part(box.grown(2))
        over = part.copy()
        left, top = self._corner(box.grown(2))
        moved = corners - np.array([left, top], np.int32) * (1 << SHIFT)
        cv2.fillPoly(over, [moved], colour, cv2.LINE_AA, SHIFT)
        cv2.addWeighted(over, alpha, part, 1 - alpha, 0, dst=part)

    def ring(self, box: Box, colour: Colour, *, radius: float, width: float) -> None:
        """Draw the outline of BOX, its corners rounded."""
        thick = max(1, round(width * self._scale))
        outline = self._outline(box, radius)
        cv2.polylines(self.pixels, [outline], True, colour, thick, cv2.LINE_AA, SHIFT)

    def stroke(
        self,
        points: NDArray[np.float64],
        colour: Colour,
        *,
        width: float,
        closed: bool = False,
        filled: bool = False,
    ) -> None:
        """Draw a line through POINTS, n x 2, or fill what it goes round."""
        fixed = self._fixed(points)
        if filled:
            cv2.fillPoly(self.pixels, [fixed], colour, cv2.LINE_AA, SHIFT)
            return
        thick = max(1, round(width * self._scale))
        cv2.polylines(self.pixels, [fixed], closed, colour, thick, cv2.LINE_AA, SHIFT)

    def image(self, image: Pixels, box: Box, *, radius: float = 0) -> None:
        """Put IMAGE into BOX, at the box's size and with its corners rounded."""
        part = self._part(box)
        height, width = part.shape[:2]
        if image.shape[:2] != (height, width):
            image = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)  # type: ignore[assignment]
        mask = _mask(width, height, round(radius * self._scale))
        part[:] = part + ((image - part.astype(np.int16)) * mask + 127) // 255

    def fill(self, image: Pixels) -> None:
        """Cover the whole picture with IMAGE, enlarged."""
        height, width = self.pixels.shape[:2]
        cv2.resize(image, (width, height), dst=self.pixels, interpolation=cv2.INTER_LINEAR)

    def dim(self, light: float) -> None:
        """Leave the part LIGHT of all that was drawn."""
        cv2.convertScaleAbs(self.pixels, dst=self.pixels, alpha=light)

    def pixels_of(self, box: Box) -> tuple[int, int]:
        """Return the width and height of BOX in pixels of the picture."""
        height, width = self._part(box).shape[:2]
        return width, height

    def _part(self, box: Box) -> Pixels:
        left, top = self._corner(box)
        right = round((box.left + box.width) * self._across)
        bottom = round((box.top + box.height) * self._down)
        return self.pixels[top : max(bottom, top + 1), left : max(right, left + 1)]

    def _corner(self, box: Box) -> tuple[int, int]:
        return max(0, round(box.left * self._across)), max(0, round(box.top * self._down))

    def _outline(self, box: Box, radius: float) -> NDArray[np.int32]:
        return self._fixed(_rounded(box, radius))

    def _fixed(self, points: NDArray[np.float64]) -> NDArray[np.int32]:
        scale = np.array([self._across, self._down]) * (1 << SHIFT)
        return np.asarray(np.rint(points * scale), np.int32)


def arc(steps: int, start: float = 0.0, end: float = 1.0) -> NDArray[np.float64]:
    """Return points on a circle of radius 1, from START to END of a turn, clockwise."""
    angles = np.linspace(start, end, steps) * 2 * np.pi
    return np.stack([np.cos(angles), np.sin(angles)], axis=-1)


_CORNERS: Final = np.stack([arc(9, quarter, quarter + 0.25) for quarter in (0.5, 0.75, 0, 0.25)])


def _rounded(box: Box, radius: float) -> NDArray[np.float64]:
    radius = min(radius, box.width / 2, box.height / 2)
    left, top = box.left + radius, box.top + radius
    right, bottom = box.left + box.width - radius, box.top + box.height - radius
    centres = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    return np.asarray((centres[:, None] + radius * _CORNERS).reshape(-1, 2))


@lru_cache(maxsize=256)
def _mask(width: int, height: int, radius: int) -> NDArray[np.int16]:
    mask = np.zeros((height, width), np.uint8)
    corners = _rounded(Box(0, 0, width - 1, height - 1), radius) * (1 << SHIFT)
    cv2.fillPoly(mask, [np.asarray(np.rint(corners), np.int32)], 255, cv2.LINE_AA, SHIFT)
    return np.asarray(mask[..., None], np.int16)


@lru_cache(maxsize=512)
def _width(text: str, size: int, weight: int) -> int:
    return int(cv2.getTextSize((0, 0), text, (0, 0), _font(), size, weight)[2])


def _font() -> cv2.FontFace:
    # A font face keeps a state while it draws, so threads must not share one.
    if not hasattr(_thread, "font"):
        _thread.font = cv2.FontFace("sans")
    return _thread.font  # type: ignore[no-any-return]
