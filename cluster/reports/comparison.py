"""What was there, what was wanted there, and where the two differ, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actors import codec, reference
from cluster.artifacts import reference_key
from cluster.records import Step
from cluster.reports.findings import Picture

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

GAIN = 4  # by which differences are made brighter
GAP = 8  # pixels between two pictures
WIDEST = 960  # pixels of all three
GREY = 96  # of what is transparent in a reference, and between the pictures
OPAQUE = 128  # the alpha from which a pixel of a reference counts


def comparison(step: Step, picture: Picture) -> bytes | None:
    """Return a JPEG of the best place of STEP, the reference, and four times their difference.

    None where it looked for no picture, or where one of the two is no longer kept.
    """
    if step.picture is None or step.region is None or step.asked is None:
        return None
    frame = codec.decode(picture(step.picture) or b"")
    kept = [picture(reference_key(digest)) for digest in step.asked.references]
    wanted = [reference.Picture("", encoded).pixels for encoded in kept if encoded]
    if frame is None or not wanted:
        return None
    return codec.encode(beside(frame, step.region, wanted), widest=WIDEST)


def beside(frame: Pixels, region: Region, wanted: Sequence[Pixels]) -> Pixels:
    """Return REGION of FRAME, the one WANTED that is most like it, and the difference, in a row.

    Pictures are height x width x 3 (blue-green-red); those WANTED may have alpha.
    """
    import numpy as np

    left, top, width, height = region
    there = frame[top : top + height, left : left + width]
    pairs = [_compared(there, picture) for picture in wanted]
    shown, difference = min(pairs, key=lambda pair: float(pair[1].mean()))
    gap = np.full((there.shape[0], GAP, 3), GREY, np.uint8)
    return np.hstack([there, gap, shown, gap, difference])


def _compared(there: Pixels, wanted: Pixels) -> tuple[Pixels, Pixels]:
    """Return WANTED at the size of THERE, and how much brighter or darker each colour is."""
    import cv2

    size = there.shape[1], there.shape[0]
    shrinks = size[0] < wanted.shape[1]
    kind = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    wanted = wanted if wanted.shape[1::-1] == size else cv2.resize(wanted, size, interpolation=kind)
    shown = wanted[:, :, :3].copy()
    difference = cv2.convertScaleAbs(cv2.absdiff(there, shown), alpha=GAIN)
    if wanted.shape[2] == 4:
        anything = wanted[:, :, 3] < OPAQUE
        shown[anything], difference[anything] = GREY, 0
    return shown, difference
