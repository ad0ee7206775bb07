"""References cut out of a frame, and what speaks against trusting them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.reference import Picture
from actors.vision.likeness import likeness
from actors.vision.region import cut
from actors.vision.search import Match, find_all
from actors.vision.template import Template, template

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

FEW = 144  # pixels; 12x12 is a small glyph at 720p, of which a page has hundreds
HAZE = 8.0  # pixels, the sigma of a blur that leaves no glyph, no icon and no edge
LOSSY = {b"\xff\xd8\xff": "JPEG", b"RIFF": "WebP"}  # by how the file begins


@dataclass(frozen=True, eq=False)
class Cut:
    """A reference as a PNG, and where in its frame (l, t, w, h) it is from.

    elsewhere: the other places of the frame where a check would find it, the best first.
    warnings: sentences that say why it may mislead a check.
    """

    picture: Picture
    region: Region
    elsewhere: tuple[Match, ...]
    warnings: tuple[str, ...]


def cut_reference(
    frame: Picture,
    region: Region,
    *,
    name: str,
    holes: Sequence[Region] = (),
    threshold: float = 0.8,
) -> Cut:
    """Return REGION of FRAME as a reference whose file is called NAME.

    holes: regions of the frame that may show anything, such as a clock.
    threshold: the likeness, 0 to 1, from which on a check would find it.

    Raises ValueError for a region that is not wholly in the frame, and where nothing
    is left in it that could be found again.
    """
    pixels = np.ascontiguousarray(frame.pixels[:, :, :3])
    part = _pierced(_within(pixels, region), region, holes)
    picture = Picture(name, cv2.imencode(".png", part)[1].tobytes())
    wanted = template(picture)
    matches = find_all(pixels, wanted, threshold)
    elsewhere = tuple(match for match in matches if _is_elsewhere(match.region, region))
    warnings = *_lossy(frame), *_weak(wanted, threshold), *_ambiguous(elsewhere)
    return Cut(picture, region, elsewhere, warnings)


def _within(pixels: Pixels, region: Region) -> Pixels:
    left, top, width, height = region
    rows, columns = pixels.shape[:2]
    if min(region) < 0 or left + width > columns or top + height > rows:
        raise ValueError(f"the region {list(region)} is not within {columns}x{rows} pixels")
    return cut(pixels, region)


def _pierced(part: Pixels, region: Region, holes: Sequence[Region]) -> Pixels:
    """Return PART with HOLES, of which nothing is kept: they may show what is nobody's business."""
    if not holes:
        return part
    pierced = cv2.cvtColor(part, cv2.COLOR_BGR2BGRA)
    for hole in holes:
        left, top = max(0, hole[0] - region[0]), max(0, hole[1] - region[1])
        right, bottom = hole[0] + hole[2] - region[0], hole[1] + hole[3] - region[1]
        if right <= left or bottom <= top or left >= region[2] or top >= region[3]:
            raise ValueError(f"the transparent part {list(hole)} is not in {list(region)}")
        pierced[top:bottom, left:right] = 0
    return pierced


def _is_elsewhere(place: Region, region: Region) -> bool:
    across, down = abs(place[0] - region[0]), abs(place[1] - region[1])
    return across > region[2] / 2 or down > region[3] / 2


def _lossy(frame: Picture) -> Iterator[str]:
    for magic, kind in LOSSY.items():
        if frame.encoded.startswith(magic) and b"VP8L" not in frame.encoded[:64]:
            yield f"{frame.name} is a {kind}, whose losses are now part of the reference"


def _weak(wanted: Template, threshold: float) -> Iterator[str]:
    hazy = cv2.GaussianBlur(wanted.pixels, (0, 0), HAZE)
    score = likeness(hazy, wanted.pixels, wanted.mask)
    if score >= threshold:
        yield f"barely textured: with all detail blurred away it still matches {score:.3f}"
    mask = wanted.mask
    count = wanted.pixels[:, :, 0].size if mask is None else cv2.countNonZero(mask)
    if count < FEW:
        yield f"only {count} pixels of it count, which may be found anywhere by chance"


def _ambiguous(elsewhere: Sequence[Match]) -> Iterator[str]:
    if elsewhere:
        best, more = elsewhere[0], len(elsewhere) - 1
        others = f", and at {more} more place{'s' * (more > 1)}" if more else ""
        yield f"ambiguous: it also matches {best.score:.3f} at {list(best.region)}{others}"
