"""RC-6 mode 0, Philips' newer protocol: a leader, and a bit of double length for the press.

Source: sbprojects.net/knowledge/ir/rc6.php; in IRP notation
{36k,444,msb}<-1,1|1,-1>(6,-2,1:1,0:3,<-2,2|2,-2>(T:1),D:8,F:8,^107m)*.
A held key sends the same frame, its toggle bit unchanged.
"""

from typing import Final

from actors.protocols.infrared import biphase
from actors.protocols.infrared.protocol import Code, Protocol
from actors.protocols.infrared.signal import Signal, Train, lasting, like

CARRIER: Final = 36_000  # Hz
UNIT: Final = 16e6 / CARRIER  # µs: half a bit
LEADER: Final = (6 * UNIT, 2 * UNIT)
PERIOD: Final = 107_000.0  # µs
GAP: Final = 5 * UNIT  # µs of dark that no frame has within; 6 units end it
ONE: Final = (1, 0)
START: Final = [1, 0, *[0, 1] * 3]  # a 1, and mode 0 in three bits
TOGGLES: Final = ([0, 0, 1, 1], [1, 1, 0, 0])
BITS: Final = 16
HALVES: Final = len(START) + 4 + 2 * BITS


def encode(code: Code) -> Signal:
    """Return the signal of CODE."""
    word = code.address << 8 | code.command
    halves = [*START, *TOGGLES[code.toggle], *biphase.halves_of(word, BITS, ONE)]
    frame = lasting([*LEADER, *biphase.pulses_of(halves, UNIT)], PERIOD)
    return Signal(frame, frame, CARRIER)


def decode(train: Train) -> list[Code]:
    """Return the code of each frame that TRAIN holds."""
    return [code for frame in biphase.frames(train, GAP) if (code := _code(frame))]


def _code(frame: Train) -> Code | None:
    if len(frame) < 3 or not like((frame[0], frame[1]), LEADER):
        return None
    halves = biphase.seen_in(frame[2:], UNIT)
    if len(halves) == HALVES - 1:
        halves.append(0)  # the dark that ends the last bit is no pulse
    if len(halves) != HALVES or halves[: len(START)] != START:
        return None
    toggle, bits = halves[len(START) :][:4], halves[len(START) + 4 :]
    word = biphase.word_of(bits, ONE)
    if word is None or toggle not in TOGGLES:
        return None
    return Code(word >> 8, word & 0xFF, TOGGLES.index(toggle))


RC6: Final = Protocol("rc6", range(0x100), range(0x100), encode, decode)
