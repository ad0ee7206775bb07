"""What an edge costs, as its map says and as tries of it on one model of device have shown."""

from dataclasses import dataclass
from math import sqrt
from typing import Protocol

from navigation.learned import UNTRIED, Learned, Tally

SURE = 2.0  # tries: how much the map's word on success weighs
KNOWN = 1.0  # tries: how much its word on seconds does
OPTIMISM = 1.0  # standard deviations by which success may be better than what is expected of it


class Expected(Protocol):
    """What a map says of an edge: the name it is known by, and how a try of it goes."""

    @property
    def name(self) -> str:
        """What is learned of it is kept under this."""

    @property
    def seconds(self) -> float:
        """How long a try takes that arrives."""

    @property
    def success(self) -> float:
        """How likely a try arrives, above 0 and up to 1."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What to expect of an edge.

    seconds: of a try that arrives.
    success: how likely one does, 0 to 1.
    cost: seconds until it arrives, those of tries that fail before included; an edge of
        which little is known has the benefit of the doubt.
    tries: how many it rests on; 0 where it is the map's word alone.
    """

    seconds: float
    success: float
    cost: float
    tries: int


class Estimates:
    """What is known of the edges of one map on one model; every try makes it better.

    Success is the mean of a Beta distribution, which begins as the map's word worth SURE
    tries.  Seconds, of tries that arrive and of those that fail, are those of exponential
    waits whose mean is inverse-gamma distributed, beginning as the map's word worth KNOWN
    tries (Gelman et al., Bayesian Data Analysis, 2.6).  A try loses half its weight in a
    half-life, so that what is not tried goes back to the map's word, and is tried again.

    Costs are optimistic in the face of uncertainty: success counts as the upper end of its
    credible interval (Kaufmann, Cappé, Garivier: On Bayesian upper confidence bounds, 2012),
    here OPTIMISM standard deviations up.  Seconds are no better than the map's word until
    tries show them to be: an edge that nobody tried costs no less than `seconds` of the map.

    There is no clock in it: it is as late as the latest time that it was told.
    """

    def __init__(self, learned: Learned | None = None) -> None:
        known = learned or Learned()
        self._edges = dict(known.edges)
        self._half_life = known.half_life
        self._at = max((known.at, *(tally.at for tally in self._edges.values())))
        self._costs: dict[str, float] = {}

    def of(self, edge: Expected) -> Estimate:
        """Return what to expect of EDGE now."""
        tally = self._edges.get(edge.name, UNTRIED)
        return _estimate(edge, tally, tally.kept(self._at, self._half_life))

    def cost(self, edge: Expected) -> float:
        """Return the cost of EDGE, as it was when there was news of it, or time passed, last."""
        if (known := self._costs.get(edge.name)) is None:
            known = self._costs[edge.name] = self.of(edge).cost
        return known

    def observe(self, name: str, *, seconds: float, arrived: bool, at: float) -> None:
        """Learn from one try of the edge NAME, which took SECONDS and ended AT a Unix time.

        Where one action leads to several screens, each of them is an edge with a name.
        Raises ValueError for seconds below 0, and for what is no number.
        """
        news = Tally.of(seconds, arrived=arrived, at=at)
        self._edges[name] = self._edges.get(name, UNTRIED).plus(news, self._half_life)
        self._at = max(self._at, at)
        self._costs.pop(name, None)

    def age(self, at: float) -> None:
        """Let time pass up to AT (Unix): what was learned counts for less."""
        if at > self._at:
            self._at = at
            self._costs.clear()

    def learned(self) -> Learned:
        """Return what tries have shown, to be kept or sent."""
        return Learned(at=self._at, half_life=self._half_life, edges=self._edges)


def _estimate(edge: Expected, seen: Tally, kept: float) -> Estimate:
    """Return what to expect of EDGE, where what was SEEN has kept a part of its weight."""
    arrivals, failures = kept * seen.arrivals, kept * seen.failures
    seconds = _mean(edge.seconds, kept * seen.arriving, arrivals)
    wasted = _mean(edge.seconds, kept * seen.failing, failures)
    tries = SURE + arrivals + failures
    success = (SURE * edge.success + arrivals) / tries
    hoped = _upper(success, tries)
    return Estimate(seconds, success, seconds + (1 - hoped) / hoped * wasted, seen.tries)


def _mean(expected: float, seconds: float, tries: float) -> float:
    return (KNOWN * expected + seconds) / (KNOWN + tries)


def _upper(mean: float, tries: float) -> float:
    """Return how likely success is at best, after a MEAN of so many TRIES, the map's included."""
    return min(1.0, mean + OPTIMISM * sqrt(mean * (1 - mean) / (tries + 1)))
