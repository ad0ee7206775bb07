"""Is this part of the interface there, as the device itself describes it?"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from actors.checks import Check
from actors.checks.text import as_text
from actors.interface import Element as Part
from actors.interface import Elements, Evidence
from actors.verdict import Region, Verdict
from actors.vision.expression import check
from actors.vision.region import Size, inside, per_pixel
from actors.vision.wording import ALMOST, folded, plain

ATTRIBUTES = {"text": "text", "label": "label", "id": "id", "role": "kind"}

Wanted = Annotated[str, BeforeValidator(as_text)]


class Element(Check):
    """Holds when the device tells of an element that is all of this; with ABSENT, of none.

    role: what kind of element it is, such as button or android.widget.Button.
    match: `equals` and `contains` forgive case, blanks and the forms of dashes and quotes;
    of an id or a role the last part is enough, `title` for `tv.app:id/title`.  `regex`
    searches each for a regular expression.
    With COUNT, that many must be there, and all are told.  The region is that of the first
    of them, or of the nearest one; the score is how much that is like what is wanted.
    """

    main: ClassVar[str] = "text"

    text: Wanted | None = None
    label: Wanted | None = None
    id: Wanted | None = None
    role: Wanted | None = None
    focused: bool | None = None
    clickable: bool | None = None
    match: Literal["equals", "contains", "regex"] = "equals"
    absent: bool = False
    count: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        wanted = self._wanted
        if not wanted and self.focused is None and self.clickable is None:
            raise ValueError("say what it is: a text, label, id, role, focused or clickable")
        if self.absent and self.count:
            raise ValueError("absent asks for none and count for some: which is it?")
        for name, value in wanted.items():
            if self.match == "regex":
                check(value)
            elif not folded(value):
                raise ValueError(f"there is no {name} to look for")
        return self

    def judge(self, seen: Evidence) -> Verdict:
        screen = seen.need(Elements)  # type: ignore[type-abstract]
        ranked = [(self._likeness(part), part) for part in screen.elements()]
        at = time.time()  # a description may take long, and is newer than the picture before it
        there = [part for likeness, part in ranked if likeness == 1]
        best = max(ranked, key=lambda each: each[0], default=None)
        shown = there or ([best[1]] if best else [])
        frame = seen.frame()
        size = screen.screen_size()
        places = tuple(_in_frame(part, size, frame.size) for part in shown)
        return Verdict(
            holds=self._is_right(len(there)),
            score=self._score(best[0] if best else 0.0, len(there)),
            reason=f"{_found(there, shown)}, wanted {self}",
            region=places[0] if places else None,
            regions=places if self.count and there else (),
            frame=frame,
            end=at,
        )

    def needs(self) -> frozenset[str]:
        return frozenset({"elements", "picture"})

    @property
    def _wanted(self) -> dict[str, str]:
        written = {name: getattr(self, name) for name in ATTRIBUTES}
        return {name: value for name, value in written.items() if value is not None}

    def _is_right(self, found: int) -> bool:
        if self.absent:
            return not found
        return found == self.count if self.count else found > 0

    def _score(self, likeness: float, found: int) -> float:
        if self.count and found:
            return min(found, self.count) / max(found, self.count)
        return 1 - likeness if self.absent else likeness

    def _likeness(self, part: Part) -> float:
        """Return the mean of how much PART is like each thing wanted; 1 only where it is all."""
        likeness = list(self._likenesses(part))
        mean = sum(likeness) / len(likeness)
        return 1.0 if min(likeness) == 1 else min(ALMOST, mean)

    def _likenesses(self, part: Part) -> Iterator[float]:
        for name, value in self._wanted.items():
            yield _alike(getattr(part, ATTRIBUTES[name]), value, self.match, name in ("id", "role"))
        for flag, told in ((self.focused, part.focused), (self.clickable, part.clickable)):
            if flag is not None:
                yield float(flag == told)

    def __str__(self) -> str:
        words = [f"{name} {value!r}" for name, value in self._wanted.items()]
        for name in ("focused", "clickable"):
            if (flag := getattr(self, name)) is not None:
                words.append(name if flag else f"not {name}")
        many = "no " if self.absent else f"{self.count} " if self.count else ""
        return f"{many}element with {', '.join(words)}"


def _alike(told: str, wanted: str, match: str, is_path: bool) -> float:
    """Return 1 where what is TOLD is WANTED, else by how much it is like it, below 1."""
    if match == "regex":
        return float(re.search(wanted, plain(told)) is not None)
    seen, want = folded(told), folded(wanted)
    if seen == want or (match == "contains" and want in seen):
        return 1.0
    if is_path and re.split(r"[/.]", seen)[-1] == want:
        return 1.0
    return min(ALMOST, SequenceMatcher(None, seen, want, autojunk=False).ratio())


def _found(there: list[Part], shown: list[Part]) -> str:
    if not shown:
        return "the device tells of no element"
    told = _told(shown[0])
    return f"found {len(there)}, {told}" if there else f"the nearest is {told}"


def _told(part: Part) -> str:
    words = [repr(part.text or part.label)] if part.text or part.label else []
    words += [word for word in (part.kind, part.id and f"#{part.id}") if word]
    words += [name for name in ("focused", "clickable") if getattr(part, name)]
    return " ".join(words)


def _in_frame(part: Part, screen: Size, frame: Size) -> Region:
    """Return where PART of a SCREEN is in a FRAME, which may have another size."""
    return inside(part.bounds, (0, 0, *frame), per_pixel(frame, screen))
