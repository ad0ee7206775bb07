"""Is this text on the screen, or a number that is as it should be?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from actors.checks import Check
from actors.errors import CannotJudge
from actors.interface import Evidence
from actors.variables import LATER
from actors.verdict import Verdict
from actors.vision.choice import Choice, EngineName, choose
from actors.vision.expression import check, sought
from actors.vision.languages import LANGUAGES, LanguageCode
from actors.vision.layout import Line, joined
from actors.vision.numbers import comparison, numbers
from actors.vision.region import Area, cut, inside, part_of
from actors.vision.wording import Matching, alike, folded, plain


def as_text(written: Any) -> Any:
    """Return WRITTEN as text where it is a number.  Raises ValueError for true and false."""
    if isinstance(written, bool):
        raise ValueError("put the text in quotes; without them it is read as true or false")
    return str(written) if isinstance(written, int | float) else written


def _is_comparison(written: str) -> str:
    if not LATER.search(written):  # else it is checked once the variable is read
        comparison(written)
    return written


class Text(Check):
    """Holds when EXPECTED is read in REGION, or anywhere; with ABSENT, when it is not.

    match: `contains` and `equals` (a whole line) forgive case, blanks and what
    reading confuses, but no wrong digit, and find no number within a longer one;
    `regex` searches each line for a regular expression, whose named groups are facts.
    The score is how much the best line is like it; 1 when it is it.

    number: instead of EXPECTED, what the only number in REGION must be, whatever
    its unit: `>= 20`, `> 0 and < 100`, or `20` for `= 20`.

    language, by its two letters, tells what must be read, and how numbers are
    written: 1,234.5 or, where the language has it so, 1.234,5.  It is needed where
    the letters of EXPECTED do not tell, such as for a number among Cyrillic text.
    engine: to have this one, such as `tesseract` for Polish.
    """

    main: ClassVar[str] = "expected"

    expected: Annotated[str, BeforeValidator(as_text)] | None = None
    number: Annotated[str, BeforeValidator(as_text), AfterValidator(_is_comparison)] | None = None
    region: Area | None = None
    match: Matching = "contains"
    absent: bool = False
    language: LanguageCode | None = None
    engine: EngineName | None = None

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        if (self.expected is None) == (self.number is None):
            raise ValueError("give either the text that is expected, or a comparison as `number`")
        if self.number is not None and (self.absent or self.match != "contains"):
            raise ValueError("absent and match are for a text; a number is only compared")
        if self.expected is not None and not folded(self.expected):
            raise ValueError("there is no text to look for")
        if self.match == "regex":
            check(self.expected or "")
        choose(self._letters(), self.language, self.engine)
        return self

    def judge(self, seen: Evidence) -> Verdict:
        from actors.vision.ocr import reader

        frame = seen.frame()
        part = part_of(frame.size, self.region, seen.size)
        engine = reader(chosen(self._letters(), self.language, self.engine))
        if letter := engine.lacks(self._letters()):
            raise CannotJudge(f"the text engine cannot read {letter!r}")
        lines = engine.read(cut(frame.pixels, part))
        answer = self._compared(lines) if self.number else self._found(lines)
        return replace(
            answer,
            region=inside(answer.region, part) if answer.region else None,
            searched=part if self.region else None,
            frame=frame,
        )

    def quoted(self, value: str) -> str:
        """Return VALUE, which was read, as it is put into EXPECTED: a regex finds it as it is."""
        return re.escape(plain(value)) if self.match == "regex" else value

    def _letters(self) -> str:
        """Return what must be read: EXPECTED, or a letter of each range that a regex looks for."""
        expected = self.expected or ""
        if self.match != "regex":
            return expected
        return "".join(self._readable(span) for span in sought(expected))

    def _readable(self, span: range) -> str:
        """Return the first letter in SPAN that an engine reads, or else the first of all."""
        letters = (chr(code) for code in span if chr(code).isalnum())
        return next(filter(self._is_read, letters), chr(span[0]))

    def _is_read(self, letter: str) -> bool:
        try:
            choose(letter, self.language, self.engine)
        except ValueError:
            return False
        return True

    def _found(self, lines: Iterable[Line]) -> Verdict:
        """Return the answer on EXPECTED, with a region in the pixels of the part."""
        wanted = self.expected or ""
        likeness, line = find(lines, wanted, self.match)
        is_there = likeness == 1
        read = f"read {line.text!r}" if line else "read nothing"
        wish = f"wanted {'no ' if self.absent else ''}{wanted!r}"
        return Verdict(
            holds=is_there != self.absent,
            score=1 - likeness if self.absent else likeness,
            reason=f"{read}, {wish}" + ("" if is_there else f" ({likeness:.2f} alike)"),
            region=line.box if line else None,
            facts=_named(wanted, line) if line and is_there and self.match == "regex" else {},
        )

    def _compared(self, lines: Iterable[Line]) -> Verdict:
        """Return the answer on NUMBER, with a region in the pixels of the part."""
        comma = LANGUAGES[self.language].comma if self.language else False
        found = [(n, line) for line in lines for n in numbers(line.text, comma=comma)]
        wish = f"wanted {self.number}"
        if len(found) != 1:
            seen = ", ".join(f"{number:g}" for number, _ in found) or "no number"
            many = f"{len(found)} numbers, {seen}, where it takes one" if found else seen
            return Verdict(False, 0.0, f"read {many}; {wish}")
        [(number, line)] = found
        holds = comparison(self.number or "").holds(number)
        reason = f"read {number:g} in {line.text!r}, {wish}"
        return Verdict(holds, float(holds), reason, line.box, facts={"number": f"{number:g}"})

    def __str__(self) -> str:
        where = f" in {list(self.region)}" if self.region else ""
        what = f"number {self.number}" if self.number else f"text {self.expected!r}"
        return f"{'no ' if self.absent else ''}{what}{where}"


def find(lines: Iterable[Line], wanted: str, matching: Matching) -> tuple[float, Line | None]:
    """Return how much the best of LINES is like WANTED, 0 to 1, and that line.

    No line is read after the one that is WANTED.  What is in no single line may
    be in two that belong together.
    """
    likeness, best, seen = 0.0, None, list[Line]()
    for line in lines:
        seen.append(line)
        this = alike(line.text, wanted, matching)
        if this > likeness or best is None:
            likeness, best = this, line
        if likeness == 1:
            return likeness, best
    for line in joined(seen):
        this = alike(line.text, wanted, matching)
        if this > likeness:
            likeness, best = this, line
    return likeness, best


def chosen(text: str, language: str | None, engine: EngineName | None) -> Choice:
    """Return what reads TEXT on this machine.  Raises CannotJudge where nothing does."""
    try:
        return choose(text, language, engine)
    except ValueError as e:
        raise CannotJudge(str(e)) from e


def _named(pattern: str, line: Line) -> dict[str, str]:
    found = re.search(pattern, plain(line.text))
    return {name: text for name, text in found.groupdict().items() if text} if found else {}
