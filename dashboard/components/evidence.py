"""The picture of a step, with what was searched and what was found drawn on it."""

import io
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from cluster.client import Outcome, Step

View = Literal["whole", "searched", "match"]
Box = tuple[float, float, float, float]  # left, top, right, bottom; pixels of the picture

SEARCHED = "#38BDF8"
_MATCH = {Outcome.PASS: "#2FBF71", Outcome.FAIL: "#F0524F"}
_OTHER = "#F2903A"
_WIDTH = 1280  # pixels; what is shown is scaled to it, so that lines and labels stay the same
_MARGIN = 0.25  # of a region's longer side, left around it when it is looked at closely
_LINE = 4


def views(step: Step) -> list[View]:
    """Return the ways to look at the picture of STEP."""
    searched: list[View] = ["searched"] if step.searched else []
    match: list[View] = ["match"] if step.region else []
    return ["whole", *searched, *match]


def draw(jpeg: bytes, step: Step, view: View = "whole") -> Image.Image:
    """Return the picture with its boxes, as much of it as VIEW asks for.

    Raises PIL.UnidentifiedImageError where JPEG is no picture.
    """
    picture = Image.open(io.BytesIO(jpeg)).convert("RGB")
    boxes = _boxes(step, picture)
    window = _around(boxes[view][0], picture) if view in boxes else (0, 0, *picture.size)
    shown = picture.crop(window)
    scale = _WIDTH / shown.width
    shown = shown.resize((_WIDTH, round(shown.height * scale)), Image.Resampling.LANCZOS)
    for name, ((left, top, right, bottom), color, label) in boxes.items():
        x, y = window[0], window[1]
        at = ((left - x) * scale, (top - y) * scale, (right - x) * scale, (bottom - y) * scale)
        # On other sides, as what was found is often at the upper edge of what was searched.
        _outline(shown, at, color=color, label=label, below=name == "searched")
    return shown


def match_color(step: Step) -> str:
    return _MATCH.get(step.outcome, _OTHER)


def _boxes(step: Step, picture: Image.Image) -> dict[str, tuple[Box, str, str]]:
    score = "match" if step.score is None else f"match {step.score:.3f}"
    given = {
        "searched": (step.searched, SEARCHED, "searched"),
        "match": (step.region, match_color(step), score),
    }
    width, height = step.size or picture.size
    x, y = picture.width / width, picture.height / height
    return {
        name: ((r[0] * x, r[1] * y, (r[0] + r[2]) * x, (r[1] + r[3]) * y), color, label)
        for name, (r, color, label) in given.items()
        if r is not None
    }


def _around(box: Box, picture: Image.Image) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    margin = _MARGIN * max(right - left, bottom - top)
    return (
        max(0, round(left - margin)),
        max(0, round(top - margin)),
        min(picture.width, round(right + margin)),
        min(picture.height, round(bottom + margin)),
    )


def _outline(picture: Image.Image, box: Box, *, color: str, label: str, below: bool) -> None:
    """Draw BOX with its LABEL on a tab above or BELOW it; within it where there is no room."""
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(22)
    pen.rectangle(box, outline=color, width=_LINE)
    width, height = pen.textlength(label, font=font) + 16, 30
    left, top = box[0], max(box[1] - height, 0)
    if below:
        top = min(box[3], picture.height - height)
    pen.rectangle((left, top, left + width, top + height), fill=color)
    pen.text((left + 8, top + height / 2), label, font=font, fill="#0B0E14", anchor="lm")
