"""Pronto hex: signals as text, as remote control databases and manuals have them.

Source: Barry V. Gordon, "The Pronto's IR Code Format", 2003.  Four words of a preamble, then
pairs of light and dark in periods of the carrier: 0000 for modulated light and 0100 for
unmodulated; the carrier, in units of 0.241246 µs a period; how many pairs to send once; and
how many to repeat.
"""

import re
from typing import Final

from actors.protocols.infrared.signal import Signal, Train, in_microseconds

CLOCK: Final = 1 / 0.241246e-6  # Hz, of the Pronto's own crystal
MODULATED: Final = 0x0000
UNMODULATED: Final = 0x0100
PREAMBLE: Final = 4
PERIODS: Final = range(1, 0x1_0000)
_WORD = re.compile(r"[\dA-F]{4}", re.ASCII | re.IGNORECASE)


def read_pronto(text: str) -> Signal:
    """Return the signal of a Pronto hex TEXT.  Raises ValueError for what is none.

    One that has only a part to repeat sends it once for a press.
    """
    words = _words(text)
    form, divider, once, again = words[:PREAMBLE]
    if form not in (MODULATED, UNMODULATED):
        raise ValueError(f"Pronto code of the form {form:04X}; read are 0000 and 0100 (learned)")
    if not divider:
        raise ValueError("Pronto code without a carrier")
    durations = words[PREAMBLE:]
    if len(durations) != 2 * (once + again) or not durations:
        told = f"tells {once} + {again} pairs and has {len(durations)} durations"
        raise ValueError(f"Pronto code that {told}")
    if 0 in durations:
        raise ValueError("Pronto code with a duration of 0")
    train = tuple(in_microseconds(durations, round(CLOCK / divider)))
    first, rest = train[: 2 * once], train[2 * once :]
    return Signal(first or rest, rest, round(CLOCK / divider) if form == MODULATED else 0)


def write_pronto(signal: Signal) -> str:
    """Return SIGNAL as Pronto hex.  Raises ValueError for a pulse that is too long for it."""
    divider = round(CLOCK / (signal.carrier or 38_000))
    unit = 1e6 * divider / CLOCK
    once = [] if signal.once == signal.again else _periods(signal.once, unit)
    again = _periods(signal.again, unit)
    form = MODULATED if signal.carrier else UNMODULATED
    words = [form, divider, len(once) // 2, len(again) // 2, *once, *again]
    return " ".join(f"{word:04X}" for word in words)


def _words(text: str) -> list[int]:
    words = text.split()
    if len(words) < PREAMBLE or not all(map(_WORD.fullmatch, words)):
        raise ValueError("Pronto code is no row of words of four hexadecimal digits")
    return [int(word, 16) for word in words]


def _periods(train: Train, unit: float) -> list[int]:
    periods = [max(1, round(duration / unit)) for duration in train]
    if any(each not in PERIODS for each in periods):
        raise ValueError(f"Pronto code has no pulse of {max(train):.0f} µs")
    return periods
