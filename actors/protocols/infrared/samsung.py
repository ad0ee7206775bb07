"""Samsung's protocol of 32 bits, as its televisions have it: the address twice, then as NEC.

Source: Samsung S3F80KB remote control application note; IRP notation
{38k,564}<1,-1|1,-3>(8,-8,D:8,D:8,F:8,~F:8,1,^108m)*.  A held key sends its whole frame again.
"""

from typing import Final

from actors.protocols.infrared.distance import read_word, word_pairs
from actors.protocols.infrared.protocol import Code, Protocol
from actors.protocols.infrared.signal import Pair, Signal, Train, lasting, like, pairs

UNIT: Final = 562.5  # µs
LEADER: Final = (8 * UNIT, 8 * UNIT)
PERIOD: Final = 108_000.0  # µs
BITS: Final = 32


def encode(code: Code) -> Signal:
    """Return the signal of CODE."""
    frame = lasting([*LEADER, *word_pairs(_word(code), BITS, UNIT), UNIT], PERIOD)
    return Signal(frame, frame)


def decode(train: Train) -> list[Code]:
    """Return the code of each frame that TRAIN holds."""
    seen = pairs(train)
    starts = [place for place, pair in enumerate(seen) if like(pair, LEADER)]
    return [code for start in starts if (code := _code(seen[start + 1 :]))]


def _word(code: Code) -> int:
    command = code.command | (code.command ^ 0xFF) << 8
    return code.address | code.address << 8 | command << 16


def _code(seen: list[Pair]) -> Code | None:
    word = read_word(seen, BITS, UNIT)
    if word is None:
        return None
    code = Code(word & 0xFF, word >> 16 & 0xFF)
    return code if _word(code) == word else None


SAMSUNG: Final = Protocol("samsung", range(0x100), range(0x100), encode, decode)
