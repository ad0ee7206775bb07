"""Which of a map's screens is this?  All are seen from afar, and only the likely ones closely."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from actors.errors import CannotJudge
from actors.evidence import Glance
from actors.questions import Question, question
from actors.vision.glimpse import Glimpse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from actors.interface import Evidence, Frame
    from actors.maps import AppMap
    from actors.verdict import Verdict
    from actors.vision.outline import Hint
    from actors.vision.region import Size
    from navigation.written import Screen

AnyQuestion = Question[Any]

LYING_OVER = ("popup", "overlay")  # kinds of screens
TIE = 0.1  # of screens that fit about as well, the one that is known by more is meant


@dataclass(frozen=True, eq=False)
class Known:
    """A screen of the map, and what must hold on it, the cheapest first.

    Where any of its checks will do, each makes a screen of that name.
    lies_over: whether it is a popup or an overlay, beside which others may seem to be shown.
    """

    name: str
    questions: tuple[AnyQuestion, ...]
    lies_over: bool = False


@dataclass(frozen=True, eq=False)
class Candidate:
    """A screen, and how well it fits.

    score: how alike the least alike of its pictures and texts is, 0 to 1; of a
    screen that was ruled out from afar, about the most that it can be.
    holds: whether all its checks do.
    agreeing: the part of its pictures that agrees, from afar.
    deciding: the verdict that gave the score, where it was looked at closely.
    verdicts: the answers to its checks, up to the first that does not hold.
    known_by: how many pixels of the frame its pictures and texts were found in.
    """

    screen: Known
    score: float
    agreeing: float
    likely: bool
    holds: bool = False
    deciding: Verdict | None = None
    verdicts: tuple[Verdict, ...] = ()
    known_by: int = 0

    @property
    def detail(self) -> tuple[int, int]:
        """How much speaks for it: pixels, and checks."""
        return self.known_by, len(self.screen.questions)

    @property
    def name(self) -> str:
        """The name of the screen."""
        return self.screen.name

    @property
    def order(self) -> tuple[bool, bool, float, float]:
        """What it is sorted by."""
        return self.holds, self.holds and self.screen.lies_over, self.score, self.agreeing

    def __str__(self) -> str:
        return f"{self.name} {self.score:.2f}"


@dataclass(frozen=True, eq=False)
class Ranking:
    """The screens of a map, the one that fits FRAME best first."""

    candidates: tuple[Candidate, ...]
    frame: Frame

    @property
    def best(self) -> Candidate | None:
        """The screen that is shown; None where it is none of them."""
        return self.candidates[0] if self.candidates[0].holds else None

    @property
    def margin(self) -> float:
        """By how much the first is more alike than any other, 0 to 1.

        It is 0 where another is as alike, and the first is only known by more.
        """
        first, *others = self.candidates
        most = max((other.score for other in others if other.name != first.name), default=0.0)
        return max(0.0, first.score - most)

    def of(self, name: str) -> Candidate:
        """Return how well the screen of NAME fits.  Raises KeyError."""
        return {candidate.name: candidate for candidate in reversed(self.candidates)}[name]


class Screens:
    """The screens of a map, made ready; they remember where their pictures were found."""

    def __init__(self, map: AppMap) -> None:
        self.size = map.size
        asked: dict[object, AnyQuestion] = {}
        self._by_name = {
            name: tuple(
                Known(name, _questions(checks, map.size, asked), screen.kind in LYING_OVER)
                for checks in ways_to_know(screen)
            )
            for name, screen in map.screens.items()
        }
        self.known = tuple(chain.from_iterable(self._by_name.values()))
        self.questions = tuple(asked.values())

    def among(self, names: Collection[str] | None) -> tuple[Known, ...]:
        """Return those of NAMES, in that order if they have one; all by default."""
        if names is None:
            return self.known
        if isinstance(names, AbstractSet):
            names = [name for name in self._by_name if name in names]
        return tuple(known for name in names for known in self._by_name[name])


def ways_to_know(screen: Screen[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """Yield each group of checks that all hold where SCREEN is shown."""
    if screen.match == "any":
        yield from ((check,) for check in screen.shows)
    elif screen.shows:
        yield screen.shows


def _questions(
    checks: tuple[Any, ...], size: Size, asked: dict[object, AnyQuestion]
) -> tuple[AnyQuestion, ...]:
    """Return what CHECKS ask; what another screen has ASKED is the same question."""
    for check in checks:
        if (key := _key(check)) not in asked:
            asked[key] = question(check, size)
    return tuple(sorted((asked[_key(check)] for check in checks), key=lambda each: each.cost))


def _key(check: object) -> object:
    try:
        hash(check)
    except TypeError:  # one of its settings is a list
        return id(check)
    return check


def identify(seen: Evidence, screens: Screens, *, among: Collection[str] | None = None) -> Ranking:
    """Return how well each of SCREENS, or those AMONG them, fits what is SEEN now.

    A screen fits when all its checks hold, or any where that will do.  A popup or an overlay
    that fits is meant, whatever else does.  Of several others the best is the one that
    is most alike; among those alike to 0.1, the one that is known by more of the
    picture, such as a page beside its header, and then by more checks.  Those that nothing
    tells apart are in the order of AMONG, or of the map.
    Where pictures were found before only saves time: the answer is the same without.
    Raises CannotJudge, and what the evidence raises.
    """
    look = _Look(seen, screens.size)
    found = [look.at(known) for known in screens.among(among)]
    best = _ranked(found)[0]
    found = [look.elsewhere(each) if look.may_beat(each, best) else each for each in found]
    if not any(candidate.holds for candidate in found):
        nearest, *others = _ranked(found)
        found = [look.closely(nearest), *others]
    return Ranking(_ranked(found), look.glance.shown)


def _ranked(found: list[Candidate]) -> tuple[Candidate, ...]:
    ranked = sorted(found, key=lambda candidate: candidate.order, reverse=True)
    over, least = ranked[0].screen.lies_over, ranked[0].score - TIE
    alike = [e for e in ranked if e.holds and e.score >= least and e.screen.lies_over == over]
    if len(alike) > 1:
        meant = max(alike, key=lambda candidate: candidate.detail)
        ranked.remove(meant)
        ranked.insert(0, meant)
    return tuple(ranked)


def _from_afar(known: Known, hint: Callable[[AnyQuestion], Hint]) -> Candidate:
    """Return how well KNOWN may fit, as far as the first picture whose HINT rules it out."""
    score = agreeing = 1.0
    for asked in known.questions:
        told = hint(asked)
        score, agreeing = min(score, told.likeness), min(agreeing, told.agreeing)
        if not asked.is_likely(told):
            return Candidate(known, score, agreeing, likely=False)
    return Candidate(known, score, agreeing, likely=True)


class _Look:
    """One frame, and what has been asked of it so far."""

    def __init__(self, seen: Evidence, size: Size) -> None:
        self.glance = Glance(seen, seen.frame())
        self._size = size
        self._afar = Glimpse(self.glance.shown.pixels, size)
        self._hints: dict[AnyQuestion, Hint] = {}
        self._searched: dict[AnyQuestion, Hint] = {}
        self._verdicts: dict[AnyQuestion, Verdict] = {}

    def at(self, known: Known) -> Candidate:
        """Return how well KNOWN fits, where its pictures were found last; closely if likely."""
        return self._looked_at(known, self._hint)

    def elsewhere(self, candidate: Candidate) -> Candidate:
        """Return how well the screen of CANDIDATE fits, wherever its pictures are."""
        return self._looked_at(candidate.screen, self._searched_for)

    def may_beat(self, candidate: Candidate, best: Candidate) -> bool:
        """Tell whether a CANDIDATE that seems unlikely may be meant if its pictures have moved."""
        if candidate.likely:
            return False  # all of it was looked for everywhere
        if not best.holds or best.score < 1 - TIE:
            return True
        questions = candidate.screen.questions
        most = sum(asked.most(self.glance.shown.size, self._size) for asked in questions)
        return (most, len(questions)) >= best.detail

    def _looked_at(self, known: Known, hint: Callable[[AnyQuestion], Hint]) -> Candidate:
        candidate = _from_afar(known, hint)
        return self.closely(candidate) if candidate.likely else candidate

    def _hint(self, asked: AnyQuestion) -> Hint:
        if asked not in self._hints:
            self._hints[asked] = asked.hint(self._afar)
        return self._hints[asked]

    def _searched_for(self, asked: AnyQuestion) -> Hint:
        if asked not in self._searched:
            self._searched[asked] = asked.search(self._afar, self._hint(asked))
        return self._searched[asked]

    def closely(self, candidate: Candidate) -> Candidate:
        """Return CANDIDATE after its questions were asked, up to the first that does not hold."""
        score, deciding, pixels = 1.0, None, 0
        verdicts: tuple[Verdict, ...] = ()
        for asked in candidate.screen.questions:
            verdict = self._verdict(asked, candidate.name)
            verdicts = (*verdicts, verdict)
            # what must not be there, or only moves, says nothing of how alike the screen is
            part = verdict.score if asked.measures or not verdict else 1.0
            if deciding is None or part < score:
                score, deciding = part, verdict
            if not verdict:
                return replace(
                    candidate, score=score, holds=False, deciding=verdict, verdicts=verdicts
                )
            if asked.measures and verdict.region:
                pixels += verdict.region[2] * verdict.region[3]
        return replace(
            candidate, score=score, agreeing=1.0, holds=True, deciding=deciding, verdicts=verdicts,
            known_by=pixels,
        )  # fmt: skip

    def _verdict(self, asked: AnyQuestion, name: str) -> Verdict:
        if asked not in self._verdicts:
            hint = self._searched.get(asked) or self._hint(asked)
            try:
                verdict = asked.answer(self.glance, hint)
            except CannotJudge as e:
                raise CannotJudge(f"the screen {name!r} cannot be told: {e}") from e
            self._verdicts[asked] = replace(verdict, check=asked.check)
        return self._verdicts[asked]
