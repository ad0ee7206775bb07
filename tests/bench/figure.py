"""A figure that was measured, what it is compared with, and what it should be."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """VALUE and REFERENCE are in the same UNIT.

    above: the most that the value should be over the reference; times: the
    most that it should be as a multiple of it; least and most: the same of the
    value alone; digits: how many significant ones people are told.
    """

    what: str
    value: float
    unit: str
    reference: float | None = None
    above: float | None = None
    times: float | None = None
    least: float | None = None
    most: float | None = None
    digits: int = 3

    @property
    def ratio(self) -> float | None:
        """How many times the reference the value is."""
        return self.value / self.reference if self.reference else None

    @property
    def aim(self) -> str:
        """What is aimed at, in words; empty where nothing is."""
        if self.least is not None:
            return f"≥ {self.least:g} {self.unit}"
        if self.most is not None:
            return f"≤ {self.most:g} {self.unit}"
        if self.above is not None:
            return f"≤ reference + {self.above:g} {self.unit}"
        return f"≤ {self.times:g} × reference" if self.times is not None else ""

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        if self.least is not None:
            return self.value >= self.least
        if self.most is not None:
            return self.value <= self.most
        if self.reference is None:
            return None
        if self.above is not None:
            return self.value <= self.reference + self.above
        return self.value <= self.times * self.reference if self.times is not None else None


def timed(act: Callable[[], object]) -> float:
    """Return how long ACT takes, in milliseconds."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def percentiles(taken: Sequence[float]) -> dict[str, float]:
    """Return the 50th and the 99th percentile."""
    return {"p50": statistics.median(taken), "p99": statistics.quantiles(taken, n=100)[98]}


def compared(
    what: str, taken: Sequence[float], reference: Sequence[float], *, above: float | None = None
) -> list[Figure]:
    """Return p50 and p99 of what was TAKEN beside those of the REFERENCE, in milliseconds."""
    mine, other = percentiles(taken), percentiles(reference)
    return [Figure(f"{what}, {p}", mine[p], "ms", other[p], above=above) for p in mine]
