"""What tries of a map's edges have shown, in a form that can be kept and sent."""

from math import exp2
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

HALF_LIFE = 14 * 86400.0  # seconds in which a try loses half its weight: a build or two


class Tally(BaseModel):
    """The tries of one edge, each by its weight at the time AT (Unix): 1 when it is new.

    arriving, failing: the seconds of the tries that arrived, and did not, by their weights.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    at: float = 0.0
    tries: int = Field(default=0, ge=0)  # in number, however old
    arrivals: float = Field(default=0.0, ge=0)
    arriving: float = Field(default=0.0, ge=0)
    failures: float = Field(default=0.0, ge=0)
    failing: float = Field(default=0.0, ge=0)

    @classmethod
    def of(cls, seconds: float, *, arrived: bool, at: float) -> Self:
        """Return the tally of one try that took SECONDS.  Raises ValueError where it cannot."""
        if arrived:
            return cls(at=at, tries=1, arrivals=1.0, arriving=seconds)
        return cls(at=at, tries=1, failures=1.0, failing=seconds)

    def kept(self, at: float, half_life: float) -> float:
        """Return which part of each weight is left at the time AT, no earlier than its own."""
        return exp2((self.at - at) / half_life)

    def plus(self, other: "Tally", half_life: float) -> "Tally":
        """Return both, as at the later of their times: in whatever order they are added."""
        newest = max(self.at, other.at)
        mine, yours = self.kept(newest, half_life), other.kept(newest, half_life)
        return Tally.model_construct(
            at=newest,
            tries=self.tries + other.tries,
            arrivals=mine * self.arrivals + yours * other.arrivals,
            arriving=mine * self.arriving + yours * other.arriving,
            failures=mine * self.failures + yours * other.failures,
            failing=mine * self.failing + yours * other.failing,
        )


UNTRIED = Tally()


class Learned(BaseModel):
    """The tallies of the edges of one map on one model of device, by the names of the edges.

    at: the time (Unix) up to which the tries have aged.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    at: float = 0.0
    half_life: float = Field(default=HALF_LIFE, gt=0)
    edges: dict[str, Tally] = {}
