"""Which of some screens does a device show?  Watched picture by picture, with times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from actors.evidence import Glance
from navigation.sighting import Looks, Sighting

if TYPE_CHECKING:
    from actors.interface import Evidence, Frame
    from actors.monitor.luma import Luma
    from actors.screens import Screens
    from actors.verdict import Verdict

FEW = (
    4  # screens that are asked for one by one; of more, only the likely ones are looked at closely
)
FRESH = 0.15  # seconds before an action: an older picture may be from before an earlier key of it
ANOTHER = 0.002  # the part of a picture that must differ for it to be another, as for a zap

AnyLooks = Looks[Any]


@dataclass(frozen=True)
class Told:
    """The screen that a picture shows, if it is one of those asked for, and what tells it."""

    screen: str | None
    margin: float = 0.0
    verdicts: tuple[Verdict, ...] = ()


NOTHING = Told(None)


class Pace:
    """When the picture first was another than BEFORE, and since when it is the same."""

    def __init__(self, before: Frame | None) -> None:
        self._last, self._luma = before, _luma(before) if before else None
        self.changed: float | None = None
        self.same_since: float | None = None
        self.gap = 0.0  # seconds between the last two pictures

    def then(self, frame: Frame) -> None:
        """Take in the next picture."""
        last, luma = self._luma, _luma(frame)
        self.gap = frame.at - self._last.at if self._last else 0.0
        self._last, self._luma = frame, luma
        if last is None or _differ(last, luma):
            self.same_since = frame.at
            if last is not None and self.changed is None:
                self.changed = frame.at


class Lookout:
    """Looks out for screens on a device, and remembers the picture that it saw last.

    That one is what follows an action is compared with, so that none has to be taken before it.
    """

    def __init__(self) -> None:
        self._last: Frame | None = None

    def watch(
        self, seen: Evidence, asked: Asked, *, within: float, settle: float
    ) -> tuple[Sighting, tuple[Verdict, ...]]:
        """Return which of the screens ASKED for is SEEN within that time, and what tells it.

        It must be told at every picture for SETTLE seconds.
        Raises CannotJudge, and what the evidence raises.
        """
        is_fresh = self._last is not None and seen.acted - self._last.at <= FRESH
        pace = Pace(self._last if is_fresh else None)
        told, since, error = NOTHING, 0.0, 0.0
        for frame in _since_acted(seen, within + settle):
            self._last = frame
            pace.then(frame)
            before, told = told, asked.told(Glance(seen, frame))
            if told.screen != before.screen:
                since, error = frame.at, pace.gap
            if told.screen is not None and frame.at - since >= settle:
                break
        seen_so = Sighting(told.screen, told.margin, seen.acted, pace.changed)
        if told.screen is None or self._last is None:
            return seen_so, told.verdicts
        stable = pace.same_since if self._last.at - (pace.same_since or 0.0) >= settle else None
        changed = min(pace.changed or since, since)
        shown = replace(seen_so, changed=changed, told=since, stable=stable, error=error)
        return shown, told.verdicts


@dataclass(frozen=True)
class Asked:
    """The screens that are asked for by LOOKS, and all of the map's, from which many are told."""

    looks: Sequence[AnyLooks]
    screens: Callable[[], Screens]

    def told(self, glance: Glance) -> Told:
        """Return which of them a picture shows."""
        return self._best(glance) if len(self.looks) > FEW else self._first(glance)

    def _first(self, glance: Glance) -> Told:
        verdicts: tuple[Verdict, ...] = ()
        for looks in self.looks:
            if (verdicts := _verdicts(looks, glance)) and verdicts[-1]:
                return Told(looks.name, _margin(verdicts), verdicts)
        return Told(None, 0.0, verdicts)

    def _best(self, glance: Glance) -> Told:
        from actors.screens import identify

        named = {looks.name: looks for looks in self.looks}
        ranking = identify(glance, self.screens(), among=named.keys())
        if ranking.best is None:
            return NOTHING
        name = ranking.best.name
        return Told(name, ranking.margin, _verdicts(named[name], glance))


def _verdicts(looks: AnyLooks, glance: Glance) -> tuple[Verdict, ...]:
    """Return the answers to the checks of LOOKS, up to the one that decides, which is the last."""
    found: list[Verdict] = []
    for check in looks.checks:
        found.append(replace(check.judge(glance), check=check))
        if bool(found[-1]) == (looks.match == "any"):
            break
    return tuple(found)


def _margin(verdicts: tuple[Verdict, ...]) -> float:
    margins = (one.score - one.threshold for one in verdicts if one.threshold is not None)
    return min(margins, default=1.0)


def _since_acted(seen: Evidence, seconds: float) -> Iterator[Frame]:
    """Yield what is seen for SECONDS; only the last picture may be from before the last action."""
    if not seconds:
        yield from seen.frames(0.0)
        return
    yield from (frame for frame in seen.frames(seconds) if frame.at >= seen.acted)


def _differ(one: Luma, other: Luma) -> bool:
    from actors.monitor.definitions import STANDARD
    from actors.monitor.motion import change

    return change(one, other, replace(STANDARD.motion, share=ANOTHER)).moves


def _luma(frame: Frame) -> Luma:
    from actors.monitor.luma import of_pixels

    return of_pixels(frame.pixels, rows=frame.size[1])
