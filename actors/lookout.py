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

FRESH = 0.15  # seconds before an action: an older picture may be from before an earlier key of it
ANOTHER = 0.002  # the part of a picture that must differ for it to be another, as for a zap
STILL = 0.2  # seconds without a change after which a picture is stable
CALM = 0.5  # seconds for which a screen is watched until it is, at most: some always move

AnyLooks = Looks[Any]


@dataclass(frozen=True)
class Told:
    """The screen that a picture shows, if it is one of those asked for, and what tells it."""

    screen: str | None
    margin: float = 0.0
    verdicts: tuple[Verdict, ...] = ()


NOTHING = Told(None)


class Pace:
    """When the picture first was another than the one BEFORE, and since when it is the same.

    acted: when the device was asked to do what all this follows.
    gap: seconds between the last two pictures, or from the action to the first one after it.
    error: by how many seconds the picture may have changed earlier.
    """

    def __init__(self, acted: float, before: Frame | None) -> None:
        self.acted, self.before = acted, before
        self._last, self._luma = before, _luma(before) if before else None
        self.changed: float | None = None
        self.same_since = before.at if before else acted
        self.gap = self.error = 0.0

    def then(self, frame: Frame) -> None:
        """Take in the next picture; the last one may come again."""
        last, luma = self._last, self._luma
        if last and frame.at <= last.at:
            return
        self._last, self._luma = frame, _luma(frame)
        self.gap = frame.at - max(last.at if last else self.acted, self.acted)
        if luma and not _differ(luma, self._luma):
            return
        self.same_since = frame.at
        if luma and self.changed is None:
            self.changed, self.error = frame.at, self.gap

    @property
    def is_still(self) -> bool:
        """Whether nothing has moved for a while."""
        return self._last is not None and self._last.at - self.same_since >= STILL


class Stay:
    """What is told at every picture SINCE a time, or up to ERROR seconds earlier.

    always: whether nothing else was told at a picture before.
    """

    def __init__(self) -> None:
        self.told, self.always = NOTHING, True
        self.since = self.error = self._until = 0.0

    def then(self, told: Told, at: float, gap: float) -> None:
        """Take in what is TOLD AT the time of the next picture, GAP seconds after the last one."""
        is_first, self._until = not self._until, at
        if is_first or told.screen != self.told.screen:
            self.since, self.error, self.always = at, gap, is_first
        self.told = told

    def lasts(self, seconds: float) -> bool:
        """Tell whether a screen has been told for so many SECONDS."""
        return self.told.screen is not None and self._until - self.since >= seconds


class Lookout:
    """Looks out for screens on a device, and remembers the picture that it saw last.

    That one is what follows an action is compared with, so that none has to be taken before it.
    """

    def __init__(self) -> None:
        self._last: Frame | None = None
        self._pace = Pace(0.0, None)

    def watch(
        self, seen: Evidence, asked: Asked, *, within: float, settle: float
    ) -> tuple[Sighting, tuple[Verdict, ...]]:
        """Return which of the screens ASKED for is SEEN within that time, and what tells it.

        It must be told at every picture for SETTLE seconds; one that has to settle is watched on
        until nothing moves any more, though not for long.
        Raises CannotJudge, and what the evidence raises.
        """
        pace, stay = self._since(seen.acted), Stay()
        for frame in _since_acted(seen, within + settle):
            self._last = frame
            pace.then(frame)
            stay.then(asked.told(Glance(seen, frame)), frame.at, pace.gap)
            if stay.lasts(settle) and (not settle or pace.is_still or stay.lasts(CALM)):
                break
        is_settled = stay.lasts(settle) or stay.always
        return _sighting(pace, stay, is_settled=is_settled), stay.told.verdicts

    def _since(self, acted: float) -> Pace:
        """Return the pace of what follows that action; it goes on from one look to the next."""
        if acted != self._pace.acted:
            is_fresh = self._last is not None and acted - self._last.at <= FRESH
            self._pace = Pace(acted, self._last if is_fresh else None)
        return self._pace


def _sighting(pace: Pace, stay: Stay, *, is_settled: bool) -> Sighting:
    if stay.told.screen is None or not is_settled:
        return Sighting(None, 0.0, pace.acted, pace.changed)
    changed, told = pace.changed, stay.since
    if not (stay.always and pace.before):  # it was told only then, or there was no picture before
        changed = min(changed or told, told)
    return Sighting(
        stay.told.screen,
        stay.told.margin,
        acted=pace.acted,
        changed=changed,
        told=None if changed is None else told,  # it was shown before, as by a try that was late
        stable=pace.same_since if pace.is_still else None,
        error=max(stay.error, pace.error),
    )


@dataclass(frozen=True)
class Asked:
    """The screens that are asked for by LOOKS, and all of the map's, from which many are told."""

    looks: Sequence[AnyLooks]
    screens: Callable[[], Screens]

    def told(self, glance: Glance) -> Told:
        """Return which of them a picture shows; of several that it seems to, the best."""
        from actors.screens import identify

        if len(self.looks) < 2:
            return next((_alone(looks, glance) for looks in self.looks), NOTHING)
        ranking = identify(glance, self.screens(), among=[looks.name for looks in self.looks])
        if ranking.best is None:
            return Told(None, verdicts=ranking.candidates[0].verdicts)
        return Told(ranking.best.name, ranking.margin, ranking.best.verdicts)


def _alone(looks: AnyLooks, glance: Glance) -> Told:
    verdicts: list[Verdict] = []
    for check in looks.checks:
        verdicts.append(replace(check.judge(glance), check=check))
        if bool(verdicts[-1]) == (looks.match == "any"):
            break
    if not verdicts or not verdicts[-1]:
        return Told(None, verdicts=tuple(verdicts))
    return Told(looks.name, 1.0, tuple(verdict for verdict in verdicts if verdict))


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
