"""A picture at its own and at smaller sizes, each made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.vision.region import cut

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actors.interface import Pixels
    from actors.vision.region import Size

MIDDLE = np.float32(128)  # grey; sums of squares about it keep their digits


class Pyramid:
    """PIXELS (height x width x 3), and the same halved again and again.

    It is shared by all that is looked for in them, and so is what a search needs.

    resampled: whether the pixels had another size once.
    """

    def __init__(self, pixels: Pixels, *, resampled: bool = False) -> None:
        self.pixels, self.resampled = pixels, resampled
        self._scales = [pixels]
        self._planes: dict[tuple[int, int], NDArray[np.float32]] = {}
        self._means: dict[tuple[int, Size], Pixels] = {}

    def at(self, halvings: int) -> Pixels:
        """Return the picture after so many HALVINGS."""
        while len(self._scales) <= halvings:
            self._scales.append(halved(self._scales[-1]))
        return self._scales[halvings]

    def plane(self, channel: int, halvings: int) -> NDArray[np.float32]:
        """Return one CHANNEL of the picture after so many HALVINGS, about 0."""
        if (channel, halvings) not in self._planes:
            plane = cv2.extractChannel(self.at(halvings), channel)
            self._planes[channel, halvings] = about_0(plane)
        return self._planes[channel, halvings]

    def means(self, halvings: int, size: Size) -> Pixels:
        """Return the means of SIZE (across, down) of the pixels after so many HALVINGS."""
        if (halvings, size) not in self._means:
            self._means[halvings, size] = means(self.at(halvings), size)
        return self._means[halvings, size]


def halved(pixels: Pixels) -> Pixels:
    """Return PIXELS at half their width and height; an odd last row or column is left out."""
    height, width = max(1, pixels.shape[0] // 2), max(1, pixels.shape[1] // 2)
    even = pixels[: 2 * height, : 2 * width]
    return cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)


def means(pixels: Pixels, size: Size) -> Pixels:
    """Return the mean of the SIZE (across, down) of PIXELS that begin at each."""
    made = cv2.blur(pixels, size, anchor=(0, 0))
    return cut(made, (0, 0, pixels.shape[1] - size[0] + 1, pixels.shape[0] - size[1] + 1))


def about_0(plane: Pixels) -> NDArray[np.float32]:
    """Return PLANE of grey levels with the middle grey at 0."""
    return plane.astype(np.float32) - MIDDLE
