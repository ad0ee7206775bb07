"""What one key sends: a train of pulses for its press, and one for each repeat while it is held."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

CARRIER: Final = 38_000  # Hz, of most remote controls and receivers
ROUNDING: Final = 1.0  # µs that a sum of floats may be off
TOLERANCE: Final = 0.3  # of a duration; receivers stretch light and shorten dark

Train = Sequence[float]
Pair = tuple[float, float]


@dataclass(frozen=True)
class Signal:
    """ONCE, then AGAIN over and over as long as the key is held, on a CARRIER.

    once, again: trains in µs; AGAIN is empty where a key cannot be held.
    carrier: Hz; 0 for light that is not modulated.
    """

    once: tuple[float, ...]
    again: tuple[float, ...]
    carrier: int = CARRIER

    def repeats(self, hold: float) -> int:
        """Return how many repeats begin while the key is held for HOLD seconds.

        Raises ValueError where there is no train to repeat.
        """
        left = hold * 1e6 - sum(self.once) - ROUNDING
        if left > 0 and not self.again:
            raise ValueError("its signal has no part to repeat")
        return math.ceil(left / sum(self.again)) if left > 0 else 0

    def train(self, repeats: int = 0) -> list[float]:
        """Return the whole of it, with so many REPEATS."""
        return [*self.once, *self.again * repeats]

    def seconds(self, repeats: int = 0) -> float:
        """Return how long the whole of it takes."""
        return (sum(self.once) + repeats * sum(self.again)) / 1e6


def in_periods(train: Train, carrier: int = CARRIER) -> list[int]:
    """Return a train of µs in periods of CARRIER (Hz)."""
    return [max(1, round(duration * carrier / 1e6)) for duration in train]


def in_microseconds(train: Sequence[int], carrier: int = CARRIER) -> list[float]:
    """Return a train of periods of CARRIER (Hz) in µs."""
    return [periods * 1e6 / carrier for periods in train]


def lasting(pulses: Iterable[float], period: float) -> tuple[float, ...]:
    """Return PULSES, which end with light, with so much dark behind them that PERIOD (µs) is full.

    What is as long by itself keeps the dark that a receiver needs to see its end.
    """
    lit = tuple(pulses)
    return (*lit, max(period - sum(lit), 10_000.0))


def pairs(train: Train) -> list[Pair]:
    """Return each light of TRAIN with the dark behind it."""
    return list(zip(train[::2], train[1::2], strict=False))


def like(pair: Pair, wanted: Pair) -> bool:
    """Tell whether both durations of PAIR are near those WANTED."""
    return near(pair[0], wanted[0]) and near(pair[1], wanted[1])


def near(duration: float, wanted: float) -> bool:
    """Tell whether a receiver would take DURATION for the one WANTED."""
    return abs(duration - wanted) <= TOLERANCE * wanted
