"""Is this text on the screen?"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, model_validator

from actors.checks import Check
from actors.errors import CannotJudge
from actors.interface import Evidence
from actors.verdict import Region, Verdict
from actors.vision.region import Area, cut, inside, part_of
from actors.vision.wording import Matching, alike, folded, script, unreadable

if TYPE_CHECKING:
    from actors.vision.ocr import Line


def _as_text(written: Any) -> Any:
    if isinstance(written, bool):
        raise ValueError("put the text in quotes; without them it is read as true or false")
    return str(written) if isinstance(written, int | float) else written


class Text(Check):
    """Holds when EXPECTED is read in REGION, or anywhere; with ABSENT, when it is not.

    match: `contains` and `equals` (a whole line) forgive case, blanks and what
    reading confuses, but no wrong digit, and find no number within a longer one;
    `regex` searches what was read for a regular expression.
    The score is how much the best line is like it; 1 when it is it.
    """

    main: ClassVar[str] = "expected"

    expected: Annotated[str, BeforeValidator(_as_text)]
    region: Area | None = None
    match: Matching = "contains"
    absent: bool = False

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if not folded(self.expected):
            raise ValueError("there is no text to look for")
        if letter := unreadable(self.expected):
            raise ValueError(f"no text engine here reads {script(letter)} letters ({letter!r})")
        if self.match == "regex":
            _compile(self.expected)
        return self

    def judge(self, seen: Evidence) -> Verdict:
        from actors.vision.ocr import READER

        if self.match != "regex" and (letter := READER.lacks(self.expected)):
            raise CannotJudge(f"the text engine cannot read {letter!r}")
        frame = seen.frame()
        part = part_of(frame.size, self.region, seen.size)
        lines = READER.read(cut(frame.pixels, part))
        likeness, read, box = find(lines, self.expected, self.match)
        return Verdict(
            holds=(likeness == 1) != self.absent,
            score=1 - likeness if self.absent else likeness,
            reason=self._reason(read, likeness),
            region=inside(box, part) if box else None,
            searched=part if self.region else None,
            frame=frame,
        )

    def _reason(self, read: str, likeness: float) -> str:
        found = f"read {read!r}" if read else "read nothing"
        wanted = f"wanted {'no ' if self.absent else ''}{self.expected!r}"
        return f"{found}, {wanted}" + ("" if likeness == 1 else f" ({likeness:.2f} alike)")

    def __str__(self) -> str:
        where = f" in {list(self.region)}" if self.region else ""
        return f"{'no ' if self.absent else ''}text {self.expected!r}{where}"


def find(
    lines: tuple[Line, ...], wanted: str, matching: Matching
) -> tuple[float, str, Region | None]:
    """Return how much the best of LINES is like WANTED, 0 to 1, what it reads, and its box.

    What is in no single line may be in two that belong together.
    """
    if not lines:
        return 0.0, "", None
    from actors.vision.ocr import joined

    likeness, line = _best(lines, wanted, matching)
    if likeness < 1 and (pairs := tuple(joined(lines))):
        likeness, line = max((likeness, line), _best(pairs, wanted, matching), key=itemgetter(0))
    return likeness, line.text, line.box


def _best(lines: tuple[Line, ...], wanted: str, matching: Matching) -> tuple[float, Line]:
    rated = ((alike(line.text, wanted, matching), line) for line in lines)
    return max(rated, key=itemgetter(0))


def _compile(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as e:
        raise ValueError(f"{pattern!r} is no regular expression: {e}") from e
