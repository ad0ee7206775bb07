"""Words whose bits are told by the dark between pulses: one unit for a 0, three for a 1."""

from collections.abc import Sequence
from typing import Final

from actors.protocols.infrared.signal import Pair, like, near

LONGEST: Final = 5  # units of dark that no bit has


def word_pairs(word: int, bits: int, unit: float) -> list[float]:
    """Return the pulses of the lowest BITS of WORD, the lowest first; UNIT is in µs."""
    pulses: list[float] = []
    for place in range(bits):
        pulses += (unit, 3 * unit if word >> place & 1 else unit)
    return pulses


def read_word(seen: Sequence[Pair], bits: int, unit: float) -> int | None:
    """Return the word that SEEN begins with, or None where it is none, or one of more bits.

    Behind the last bit, whose dark it ends, comes one more pulse and a dark that no bit has.
    """
    if len(seen) <= bits:
        return None
    light, dark = seen[bits]
    if not near(light, unit) or dark < LONGEST * unit:
        return None
    word = 0
    for place, pair in enumerate(seen[:bits]):
        if like(pair, (unit, 3 * unit)):
            word |= 1 << place
        elif not like(pair, (unit, unit)):
            return None
    return word
