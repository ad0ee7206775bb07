"""Is this screen of the map shown?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from actors.checks import Check
from actors.errors import CannotJudge
from actors.interface import Evidence
from actors.verdict import Verdict

if TYPE_CHECKING:
    from actors.screens import Candidate, Ranking


class Screen(Check):
    """Holds when the picture shows the screen NAME of the map, and none that fits better.

    The score is how alike the least alike of its pictures and texts is.
    """

    main: ClassVar[str] = "name"

    name: str

    def judge(self, seen: Evidence) -> Verdict:
        from actors.screens import identify

        if seen.map is None:
            raise CannotJudge(f"no map is known, so no screen {self.name!r}")
        if self.name not in seen.map.screens:
            known = ", ".join(seen.map.screens)
            raise CannotJudge(f"no screen {self.name!r} (the map has {known})")
        ranking = identify(seen, seen.map.told_apart)
        mine = ranking.of(self.name)
        return Verdict(
            holds=mine is ranking.best,
            score=mine.score,
            reason=_reason(ranking, mine),
            region=mine.deciding.region if mine.deciding else None,
            frame=ranking.frame,
        )

    def __str__(self) -> str:
        return f"screen {self.name}"


def _reason(ranking: Ranking, mine: Candidate) -> str:
    first, *others = ranking.candidates
    if mine is ranking.best:
        return ", next ".join(map(str, (mine, *others[:1])))
    wanted = "" if mine is first else f", wanted {mine}"
    if ranking.best:
        return f"{first} is shown{wanted}"
    return f"no screen of the map; the nearest is {first}{wanted}"
