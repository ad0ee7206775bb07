"""RC-5, Philips' older protocol: 14 bits of 1.778 ms, with a bit that changes with each press.

Source: Philips, "Remote Control System RC-5 including command tables", 1992; in IRP notation
{36k,889,msb}<1,-1|-1,1>(1,~F:1:6,T:1,D:5,F:6,^114m)*.  The second bit is the complement of
the command's seventh.  A held key sends the same frame, its toggle bit unchanged.
"""

from typing import Final

from actors.protocols.infrared import biphase
from actors.protocols.infrared.protocol import Code, Protocol
from actors.protocols.infrared.signal import Signal, Train, lasting

CARRIER: Final = 36_000  # Hz
UNIT: Final = 32e6 / CARRIER  # µs: half a bit
PERIOD: Final = 128 * UNIT  # µs: 113.8 ms, as long as 64 bits
BITS: Final = 14
ONE: Final = (0, 1)
GAP: Final = 6 * UNIT  # µs of dark that no frame has within
SHORT: Final = 0x40  # the first command that takes the seventh bit


def encode(code: Code) -> Signal:
    """Return the signal of CODE."""
    seventh = 0 if code.command & SHORT else 1
    low = code.command & (SHORT - 1)
    word = 1 << 13 | seventh << 12 | code.toggle << 11 | code.address << 6 | low
    frame = lasting(biphase.pulses_of(biphase.halves_of(word, BITS, ONE), UNIT), PERIOD)
    return Signal(frame, frame, CARRIER)


def decode(train: Train) -> list[Code]:
    """Return the code of each frame that TRAIN holds."""
    return [code for frame in biphase.frames(train, GAP) if (code := _code(frame))]


def _code(frame: Train) -> Code | None:
    # the dark half that begins the first bit, and one that may end the last, are no pulses
    halves = [0, *biphase.seen_in(frame, UNIT)]
    if len(halves) == 2 * BITS - 1:
        halves.append(0)
    word = biphase.word_of(halves, ONE) if len(halves) == 2 * BITS else None
    if word is None:
        return None
    seventh = 0 if word >> 12 & 1 else SHORT
    return Code(word >> 6 & 0x1F, word & (SHORT - 1) | seventh, word >> 11 & 1)


RC5: Final = Protocol("rc5", range(0x20), range(0x80), encode, decode)
