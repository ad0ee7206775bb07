"""SIRC, Sony's protocol: bits told by the length of the light, in frames of 12, 15 or 20 of them.

Source: sbprojects.net/knowledge/ir/sirc.php; in IRP notation
{40k,600}<1,-1|2,-1>(4,-1,F:7,D:5,^45m)* with D:8 for 15 bits, and D:5,S:8 for 20.
A press sends three frames, as devices believe no fewer; a held key sends more of them.
"""

from functools import partial
from typing import Final

from actors.protocols.infrared.biphase import frames
from actors.protocols.infrared.protocol import Code, Protocol
from actors.protocols.infrared.signal import Signal, Train, lasting, near

CARRIER: Final = 40_000  # Hz
UNIT: Final = 600.0  # µs
LEADER: Final = 4 * UNIT
PERIOD: Final = 45_000.0  # µs
GAP: Final = 5 * UNIT  # µs of dark that no frame has within
COMMAND: Final = 7  # bits, which come first
PRESS: Final = 3  # frames


def encode(code: Code, *, bits: int) -> Signal:
    """Return the signal of CODE in frames of BITS."""
    word = code.command | code.address << COMMAND
    pulses = [LEADER]
    for place in range(bits):
        pulses += (UNIT, 2 * UNIT if word >> place & 1 else UNIT)
    frame = lasting(pulses, PERIOD)
    return Signal(frame * PRESS, frame, CARRIER)


def decode(train: Train, *, bits: int) -> list[Code]:
    """Return the code of each frame of BITS that TRAIN holds."""
    return [code for frame in frames(train, GAP) if (code := _code(frame, bits))]


def _code(frame: Train, bits: int) -> Code | None:
    lit, dark = frame[::2], frame[1::2]
    fits = len(lit) == bits + 1 and near(lit[0], LEADER) and all(near(d, UNIT) for d in dark)
    if not fits or not all(near(light, UNIT) or near(light, 2 * UNIT) for light in lit[1:]):
        return None
    word = sum(1 << place for place, light in enumerate(lit[1:]) if light > 1.5 * UNIT)
    return Code(word >> COMMAND, word & 0x7F)


def _protocol(bits: int) -> Protocol:
    addresses, commands = range(1 << bits - COMMAND), range(1 << COMMAND)
    encoder, decoder = partial(encode, bits=bits), partial(decode, bits=bits)
    return Protocol(f"sirc{bits}", addresses, commands, encoder, decoder)


SIRC: Final = tuple(_protocol(bits) for bits in (12, 15, 20))
