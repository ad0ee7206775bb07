"""Infrared codes as trains of pulses: NEC, the protocol of most remote controls.

A train is a list of durations, light first, then dark, in turns; it ends dark.
Durations are microseconds, or periods of the carrier as a blaster wants them.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

CARRIER: Final = 38_000  # Hz

UNIT: Final = 562.5  # µs
LEADER: Final = (16 * UNIT, 8 * UNIT)
AGAIN: Final = (16 * UNIT, 4 * UNIT)
ZERO: Final = (UNIT, UNIT)
ONE: Final = (UNIT, 3 * UNIT)
FRAME: Final = 108_000.0  # µs from the start of one frame, or repeat, to the next
TOLERANCE: Final = 0.3  # of a duration: less than what ZERO and ONE differ by, from either side
BITS: Final = 32

Pair = tuple[float, float]


class NecCode(NamedTuple):
    """What a remote control says: ADDRESS (8 or 16 bits) of the device, and COMMAND (8 bits)."""

    address: int
    command: int


def encode_nec(code: NecCode, *, repeats: int = 0) -> list[float]:
    """Return the train of CODE in µs, with REPEATS of the short frame that says "still held".

    An address above 255 is sent in full, as extended NEC does, and others with
    their complement.  Raises ValueError for what does not fit.
    """
    if not (0 <= code.address <= 0xFFFF and 0 <= code.command <= 0xFF):
        raise ValueError(f"NEC has no address {code.address} with a command {code.command}")
    word = _address(code.address) | _with_complement(code.command) << 16
    bits = [ONE if word >> place & 1 else ZERO for place in range(BITS)]
    return [*_frame([LEADER, *bits]), *(_frame([AGAIN]) * repeats)]


def decode_nec(train: Sequence[float]) -> list[NecCode]:
    """Return the codes that TRAIN (µs) holds, in order; a held one once more for each repeat.

    What is no NEC in between is passed over, as a receiver does.
    """
    pairs = list(zip(train[::2], train[1::2], strict=False))
    found: list[NecCode] = []
    for place, pair in enumerate(pairs):
        if _like(pair, LEADER) and (code := _code(pairs[place + 1 : place + 2 + BITS])):
            found.append(code)
        elif found and _like(pair, AGAIN):
            found.append(found[-1])
    return found


def in_periods(train: Sequence[float], carrier: int = CARRIER) -> list[int]:
    """Return a train of µs in periods of CARRIER (Hz)."""
    return [max(1, round(duration * carrier / 1e6)) for duration in train]


def in_microseconds(train: Sequence[int], carrier: int = CARRIER) -> list[float]:
    """Return a train of periods of CARRIER (Hz) in µs."""
    return [periods * 1e6 / carrier for periods in train]


def _address(address: int) -> int:
    return address if address > 0xFF else _with_complement(address)


def _with_complement(byte: int) -> int:
    return byte | (byte ^ 0xFF) << 8


def _frame(pairs: list[Pair]) -> list[float]:
    train = [duration for pair in pairs for duration in pair]
    return [*train, UNIT, FRAME - sum(train) - UNIT]


def _code(pairs: Sequence[Pair]) -> NecCode | None:
    """Return the code in 32 bits and the light that ends the last of them."""
    bits = list(_bits(pairs[:BITS]))
    if len(pairs) <= BITS or len(bits) < BITS or not _near(pairs[BITS][0], UNIT):
        return None
    word = sum(bit << place for place, bit in enumerate(bits))
    address, command = word & 0xFFFF, word >> 16 & 0xFF
    if word >> 16 != _with_complement(command):
        return None
    low = address & 0xFF
    return NecCode(low if address == _with_complement(low) else address, command)


def _bits(pairs: Sequence[Pair]) -> Iterator[int]:
    for pair in pairs:
        if _like(pair, ZERO):
            yield 0
        elif _like(pair, ONE):
            yield 1


def _like(pair: Pair, wanted: Pair) -> bool:
    return _near(pair[0], wanted[0]) and _near(pair[1], wanted[1])


def _near(duration: float, wanted: float) -> bool:
    return abs(duration - wanted) <= TOLERANCE * wanted
