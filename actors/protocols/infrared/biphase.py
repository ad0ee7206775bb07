"""Bits told by the direction of a change between light and dark in their middle (Manchester)."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from actors.protocols.infrared.signal import Train

SLACK: Final = 0.4  # of a unit that a pulse may be off

Halves = list[int]  # what is seen in each half of a bit: 1 light, 0 dark
One = tuple[int, int]  # the halves of a 1; those of a 0 are the other way round


def halves_of(word: int, bits: int, one: One) -> Halves:
    """Return the halves of the lowest BITS of WORD, the highest of them first."""
    ordered = (word >> place & 1 for place in reversed(range(bits)))
    return [half for bit in ordered for half in (one if bit else one[::-1])]


def word_of(halves: Sequence[int], one: One) -> int | None:
    """Return the word whose bits have these HALVES, or None where one does not change."""
    word = 0
    for pair in zip(halves[::2], halves[1::2], strict=True):
        if pair not in (one, one[::-1]):
            return None
        word = word << 1 | (pair == one)
    return word


def pulses_of(halves: Sequence[int], unit: float) -> list[float]:
    """Return the durations (µs) of HALVES, one UNIT each.

    Dark at the beginning and the end is no pulse, and left out.
    """
    runs = [(level, len(list(run)) * unit) for level, run in groupby(halves)]
    first = 0 if runs[0][0] else 1
    last = len(runs) if runs[-1][0] else len(runs) - 1
    return [duration for _, duration in runs[first:last]]


def seen_in(pulses: Train, unit: float) -> Halves:
    """Return the halves that PULSES hold, or none where one is no multiple of UNIT (µs)."""
    seen: Halves = []
    for place, pulse in enumerate(pulses):
        units = round(pulse / unit)
        if units < 1 or abs(pulse - units * unit) > SLACK * unit:
            return []
        seen += [1 - place % 2] * units
    return seen


def frames(train: Train, gap: float) -> Iterator[Train]:
    """Yield the pulses of TRAIN between darks of at least GAP (µs), which are left out."""
    start = 0
    for place in range(1, len(train), 2):
        if train[place] >= gap:
            yield train[start:place]
            start = place + 1
