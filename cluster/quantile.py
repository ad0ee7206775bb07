"""How long all but a few take, and between which bounds that surely lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import exp, lgamma, log

import numpy as np

DOUBT = 0.05  # how often the true quantile lies outside the bounds, half of it on either side


@dataclass(frozen=True)
class Quantile:
    """An estimate, seconds; LOW and HIGH are None where there are too few values for a bound."""

    value: float
    low: float | None
    high: float | None


def quantile(lower: Sequence[float], upper: Sequence[float], part: float) -> Quantile:
    """Return below what the PART (0 to 1) of all values lies, of which some are known.

    Each is known to lie between its LOWER and its UPPER bound.  The estimate is the
    median-unbiased one of UPPER (Hyndman and Fan, 1996, type 8).  The bounds are values
    themselves, chosen by the binomial distribution of how many are above the true quantile,
    and so promise the same for every distribution (Conover, Practical Nonparametric
    Statistics, 3.2).  Raises ValueError where there are no values.
    """
    if not upper:
        raise ValueError("a quantile needs values")
    from_below, from_above = _numbers(len(upper), part)
    return Quantile(
        float(np.quantile(upper, part, method="median_unbiased")),
        None if from_below is None else sorted(lower)[from_below],
        None if from_above is None else sorted(upper)[from_above],
    )


@lru_cache(maxsize=4096)
def _numbers(count: int, part: float) -> tuple[int | None, int | None]:
    """Return which of COUNT sorted values (from 0) bound the quantile from below and above."""
    at_most = list(accumulate(_exceeding(count, 1 - part, above) for above in range(count)))
    many = sum(chance < 1 - DOUBT / 2 for chance in at_most)  # more than these are hardly above
    few = sum(chance <= DOUBT / 2 for chance in at_most)  # fewer than these are hardly above
    return (count - 1 - many if many < count else None), (count - few if few else None)


def _exceeding(count: int, chance: float, above: int) -> float:
    """Return how likely just so many of COUNT values are ABOVE, where each is with CHANCE."""
    ways = lgamma(count + 1) - lgamma(above + 1) - lgamma(count - above + 1)
    return exp(ways + above * log(chance) + (count - above) * log(1 - chance))
