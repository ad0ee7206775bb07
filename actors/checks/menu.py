"""What do the settings on the screen say?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from actors.checks import Check
from actors.checks.text import as_text, chosen
from actors.errors import CannotJudge
from actors.interface import Evidence
from actors.verdict import Verdict
from actors.vision.choice import EngineName, choose
from actors.vision.languages import LanguageCode
from actors.vision.menu import Pair, pairs
from actors.vision.region import Area, cut, inside, part_of
from actors.vision.wording import alike, folded

Wanted = Annotated[str, BeforeValidator(as_text)]


class Menu(Check):
    """Holds when REGION, or the screen, has PAIRS of key and value, and those EXPECTED among them.

    Pairs are `Key: value`, or stand in two columns.  Keys and values are compared
    as whole, as the check `text` does.  All that is read are facts.
    The score is how much the worst pair is like what is expected of it.
    """

    region: Area | None = None
    expected: Mapping[Wanted, Wanted] = Field(default_factory=dict)
    pairs: int = Field(default=1, ge=1)
    language: LanguageCode | None = None
    engine: EngineName | None = None

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        for key, value in self.expected.items():
            if not folded(key) or not folded(value):
                raise ValueError("a pair needs both a key and a value")
        choose(self._texts(), self.language, self.engine)
        return self

    def judge(self, seen: Evidence) -> Verdict:
        from actors.vision.ocr import reader

        frame = seen.frame()
        part = part_of(frame.size, self.region, seen.size)
        engine = reader(chosen(self._texts(), self.language, self.engine))
        if letter := engine.lacks(self._texts()):
            raise CannotJudge(f"the text engine cannot read {letter!r}")
        found = pairs(list(engine.read(cut(frame.pixels, part))))
        score, reason, pair = self._rated(found)
        return Verdict(
            holds=score == 1,
            score=score,
            reason=reason,
            region=inside(pair.box, part) if pair else None,
            regions=tuple(inside(pair.box, part) for pair in found),
            searched=part if self.region else None,
            frame=frame,
            facts={pair.key: pair.value for pair in reversed(found)},
        )

    def _texts(self) -> str:
        return " ".join(text for pair in self.expected.items() for text in pair)

    def _rated(self, found: Sequence[Pair]) -> tuple[float, str, Pair | None]:
        """Return the score of what was FOUND, the reason, and the pair that tells it, if any."""
        read = f"read {len(found)} pair{'' if len(found) == 1 else 's'}"
        if len(found) < self.pairs:
            return len(found) / (self.pairs + 1), f"{read}, needs {self.pairs}", None
        ratings = [_rated(found, key, value) for key, value in self.expected.items()]
        if not ratings:
            return 1.0, f"{read}, needs {self.pairs}", None
        score, reason, pair = min(ratings, key=lambda rating: rating[0])
        return score, f"{read}; {reason}", pair

    def __str__(self) -> str:
        where = f" in {list(self.region)}" if self.region else ""
        pairs = ", ".join(f"{key!r}: {value!r}" for key, value in self.expected.items())
        return f"menu{' with ' if pairs else ''}{pairs}{where}"


def _rated(found: Sequence[Pair], key: str, value: str) -> tuple[float, str, Pair | None]:
    named = [pair for pair in found if alike(pair.key, key, "equals") == 1]
    if not named:
        names = ", ".join(repr(pair.key) for pair in found)
        return 0.0, f"no {key!r} among {names}", None
    best = max(named, key=lambda pair: alike(pair.value, value, "equals"))
    likeness = alike(best.value, value, "equals")
    return likeness, f"{best.key!r} is {best.value!r}, wanted {value!r}", best
