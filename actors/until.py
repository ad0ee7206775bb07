"""When does it hold?  One question, asked of picture after picture.

holds   as soon as one picture holds
stays   from then on, at every picture, for some time
stable  once it has held for some time; it may come and go before, and one picture
        that does not hold, amid many that do, is a glitch
gone    as soon as two pictures in a row do not hold

Each answer tells since when it is so, by the frames' own times: the first frame
that holds, and how long before it the last one was that did not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from actors.checks import Check
from actors.errors import CannotJudge
from actors.evidence import SLACK, Recording
from actors.interface import Evidence
from actors.verdict import Measure, Verdict

Until = Literal["holds", "stays", "stable", "gone"]
LASTING = ("stays", "stable")  # those that need to be told for how long


@dataclass(frozen=True)
class Patience:
    """How long to wait for it, and how long it must last; seconds."""

    within: float = 0.0
    lasting: float = 0.0

    def refuse_unless_fit_for(self, until: Until) -> None:
        """Raise ValueError where UNTIL is never told with these times."""
        if (until in LASTING) != (self.lasting > 0):
            raise ValueError("'lasting' goes with 'until: stays' and 'until: stable', both ways")
        if until == "stable" and self.within < self.lasting:
            raise ValueError(f"cannot be stable for {self.lasting:g} s within {self.within:g} s")


def answer(check: Check, seen: Evidence, until: Until = "holds", *, patience: Patience) -> Verdict:
    """Return the verdict on CHECK, asked of what is SEEN until it is decided.

    Raises CannotJudge where nothing comes to be judged, and what the evidence raises.
    """
    looks = iter(check.watch(seen, _window(until, patience)))
    verdict = _RULES[until](looks, patience)
    if until == "holds" and isinstance(seen, Recording):
        verdict = _to_its_end(verdict, looks)
    return replace(verdict, check=check, until=until)


def holds(looks: Iterable[Verdict], patience: Patience) -> Verdict:  # noqa: ARG001 - one face
    """Return the first of LOOKS that holds, or else the last one."""
    last: Verdict | None = None
    for look in looks:
        if look:
            return _begun(look, last)
        last = look
    return _something(last)


def stays(looks: Iterable[Verdict], patience: Patience) -> Verdict:
    """Return whether LOOKS hold from some time on, and then all of them, for long enough."""
    begun: Verdict | None = None
    last: Verdict | None = None
    zero: float | None = None
    for look in looks:
        zero = _earliest(look) if zero is None else zero
        if begun is None and look:
            begun = _begun(look, last)
            if (late := _after(zero, begun)) > patience.within:
                reason = f"held only after {late:.2f} s, needs {patience.within:g} s: {look.reason}"
                return replace(look, holds=False, reason=reason)
        elif begun is not None and not look:
            return replace(look, reason=f"{_lasted(begun, last, patience)}, then: {look.reason}")
        last = look
        if begun is not None and _seconds(begun, look) >= patience.lasting:
            return _over(begun, look)
    if begun is None:
        return _something(last)
    return replace(_something(last), holds=False, reason=_lasted(begun, last, patience))


def stable(looks: Iterable[Verdict], patience: Patience) -> Verdict:
    """Return whether LOOKS come to hold for long enough, with the time of each stage.

    started: when it held for the first time; complete: when the run began that
    lasted; stable: when that had lasted long enough; seconds from the first look.
    """
    run, zero = _Run(), None
    started: Verdict | None = None
    last: Verdict | None = None
    for look in looks:
        zero = _earliest(look) if zero is None else zero
        run = run.then(look, last)
        started, last = started or run.begun, look
        if run.begun and _after(zero, run.begun) > patience.within - patience.lasting:
            break
        if started and run.begun and run.is_sure and _seconds(run.begun, look) >= patience.lasting:
            stages = _stages(zero or 0.0, started, run.begun, look)
            return replace(_over(run.begun, look), measures=stages)
    if run.begun is None:
        return _something(last)
    return replace(_something(last), holds=False, reason=_lasted(run.begun, last, patience))


def gone(looks: Iterable[Verdict], patience: Patience) -> Verdict:  # noqa: ARG001 - one face
    """Return whether LOOKS cease to hold, twice in a row; a single look decides by itself."""
    there: Verdict | None = None  # the last look that held
    missing: Verdict | None = None
    last: Verdict | None = None
    for look in looks:
        if not look and missing is not None:
            return _not(_begun(missing, there), "gone" if there else "not there")
        missing = None if look else look
        there = look if look else there
        last = look
    if missing is not None and there is None:
        return _not(missing, "not there")
    if missing is not None:
        return replace(
            missing, score=0.0, reason=f"gone at the last picture only: {missing.reason}"
        )
    return _not(_something(last), "still there")


@dataclass(frozen=True)
class _Run:
    """LOOKS in a row that hold, from BEGUN on; one amid them that does not is FORGIVEN, once."""

    begun: Verdict | None = None
    looks: int = 0
    forgiven: bool = False

    def then(self, look: Verdict, last: Verdict | None) -> _Run:
        if look and self.begun is None:
            return _Run(_begun(look, last), 1)
        if look:
            return replace(self, looks=self.looks + 1)
        if self.is_sure and not self.forgiven:
            return replace(self, forgiven=True, looks=1)
        return _Run()

    @property
    def is_sure(self) -> bool:
        """Whether it is more than one picture, which may be a glitch."""
        return self.looks > 1


_RULES: Mapping[Until, Callable[[Iterable[Verdict], Patience], Verdict]] = {
    "holds": holds,
    "stays": stays,
    "stable": stable,
    "gone": gone,
}


def _window(until: Until, patience: Patience) -> float:
    """Return for how many seconds to look: what must last is given time to do so."""
    if until == "stays":
        return patience.within + patience.lasting + SLACK
    return max(patience.within, patience.lasting + SLACK if until == "stable" else 0.0)


def _to_its_end(verdict: Verdict, looks: Iterator[Verdict]) -> Verdict:
    """Return VERDICT, if it tells of what lasts, with the end of that, which LOOKS tell."""
    if not verdict or verdict.end is None:
        return verdict
    for look in looks:
        if look and look.start != verdict.start:
            break
        if not look:
            return replace(verdict, end=_earliest(look))
        verdict = replace(verdict, end=look.at)
    return verdict


def _something(verdict: Verdict | None) -> Verdict:
    if verdict is None:
        raise CannotJudge("no picture or sound came to be judged")
    return verdict


def _begun(look: Verdict, before: Verdict | None) -> Verdict:
    """Return LOOK with the time since when it is so, as far as it does not know it itself."""
    start = _earliest(look)
    if start is None or look.error is not None or before is None or before.at is None:
        return replace(look, start=start)
    return replace(look, start=start, error=max(0.0, start - before.at))


def _earliest(look: Verdict) -> float | None:
    return look.at if look.start is None else look.start


def _after(zero: float | None, begun: Verdict) -> float:
    """Return how many seconds after ZERO, the first look, it has BEGUN."""
    return round((begun.start or 0.0) - (zero or 0.0), 6)


def _over(begun: Verdict, look: Verdict) -> Verdict:
    reason = f"{look.reason}; for {_seconds(begun, look):.2f} s"
    return replace(look, start=begun.start, end=look.at, error=begun.error, reason=reason)


def _seconds(begun: Verdict, look: Verdict) -> float:
    # times of frames are sums of fractions: a millionth is no difference
    return round((look.at or 0.0) - (begun.start or 0.0), 6)


def _lasted(begun: Verdict, last: Verdict | None, patience: Patience) -> str:
    lasted = 0.0 if last is None else _seconds(begun, last)
    return f"held for {lasted:.2f} s, needs {patience.lasting:g} s"


def _stages(zero: float, started: Verdict, begun: Verdict, look: Verdict) -> tuple[Measure, ...]:
    times = {
        "started": (started.start, started.error),
        "complete": (begun.start, begun.error),
        "stable": (look.at, begun.error),
    }
    return tuple(
        Measure(name, (at or 0.0) - zero, error or 0.0) for name, (at, error) in times.items()
    )


def _not(look: Verdict, word: str) -> Verdict:
    bound = None if look.threshold is None else 1 - look.threshold
    return replace(
        look,
        holds=not look.holds,
        score=1 - look.score,
        threshold=bound,
        reason=f"{word}: {look.reason}",
    )
