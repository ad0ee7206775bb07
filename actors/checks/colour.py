"""Is it of this colour?"""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from actors.checks import Check
from actors.interface import Evidence
from actors.monitor.definitions import STANDARD
from actors.verdict import Verdict
from actors.vision.region import Area

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from actors.interface import Pixels

ENOUGH = 65536  # pixels; of a larger region, only every second, third … row and column counts

Level = Annotated[int, Field(ge=0, le=255)]
Rgb = tuple[Level, Level, Level]


def _as_rgb(written: Any) -> Any:
    from PIL import ImageColor

    if written is None:
        raise ValueError("there is no colour; put '#1a2b3c' in quotes, or it is a comment")
    return ImageColor.getrgb(written)[:3] if isinstance(written, str) else written


class Colour(Check):
    """Holds when at least THRESHOLD of REGION, or of the whole picture, is of COLOUR.

    colour: red, green and blue, 0 to 255; or "#1a2b3c"; or a name as in CSS, "navy".
    distance: how far from it a pixel may be, as eyes see it (CIE 1976 ΔE): 2.3 is just
    noticeable, black and white are 100 apart.  What MASK covers does not count.
    """

    main: ClassVar[str] = "colour"

    colour: Annotated[Rgb, BeforeValidator(_as_rgb)]
    region: Area | None = None
    mask: tuple[Area, ...] = ()
    distance: float = Field(default=STANDARD.colour.distance, gt=0, le=200)
    threshold: float = Field(default=STANDARD.colour.share, gt=0, le=1)

    def judge(self, seen: Evidence) -> Verdict:
        from actors.monitor.part import part

        frame = seen.frame()
        looked = part(frame, self.region, self.mask, size=seen.size)
        step = max(1, isqrt(looked.box[2] * looked.box[3] // ENOUGH))
        thin = slice(None, None, step), slice(None, None, step)
        near = distances(looked.pixels[thin], self.colour) <= self.distance
        counting = near[looked.counting[thin]]
        share = float(counting.mean()) if counting.size else 0.0
        return Verdict(
            share >= self.threshold,
            share,
            f"{share:.1%} is {self._name}, needs {self.threshold:.1%}",
            searched=looked.box if self.region else None,
            threshold=self.threshold,
            frame=frame,
        )

    @property
    def _name(self) -> str:
        return "#{:02x}{:02x}{:02x}".format(*self.colour)

    def __str__(self) -> str:
        return f"colour {self._name}" + (f" in {list(self.region)}" if self.region else "")


def distances(pixels: Pixels, colour: Rgb) -> NDArray[np.floating]:
    """Return how far each of PIXELS is from COLOUR: CIE 1976 ΔE in L*a*b*, of D65."""
    import numpy as np

    wanted = np.array([[colour[::-1]]], np.uint8)
    return np.asarray(np.linalg.norm(_lab(pixels) - _lab(wanted), axis=2))


def _lab(pixels: Pixels) -> Pixels:
    import cv2
    import numpy as np

    return cv2.cvtColor(pixels.astype(np.float32) / np.float32(255), cv2.COLOR_BGR2Lab)
