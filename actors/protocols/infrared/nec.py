"""NEC, the protocol of most remote controls, and its variant with 16 bits of address.

Source: NEC µPD6121 data sheet, "Output waveform"; sbprojects.net/knowledge/ir/nec.php.
A held key sends its code once, then every 108 ms a short frame that says "still held".
"""

from typing import Final

from actors.protocols.infrared.distance import read_word, word_pairs
from actors.protocols.infrared.protocol import Code, Protocol
from actors.protocols.infrared.signal import Pair, Signal, Train, lasting, like, pairs

UNIT: Final = 562.5  # µs
LEADER: Final = (16 * UNIT, 8 * UNIT)
AGAIN: Final = (16 * UNIT, 4 * UNIT)
PERIOD: Final = 108_000.0  # µs from the start of one frame, or repeat, to the next
BITS: Final = 32


def encode(code: Code) -> Signal:
    """Return the signal of CODE.

    An address above 255 is sent in full, as extended NEC does, and others with
    their complement.
    """
    return Signal(
        lasting([*LEADER, *word_pairs(_word(code), BITS, UNIT), UNIT], PERIOD),
        lasting([*AGAIN, UNIT], PERIOD),
    )


def decode(train: Train) -> list[Code]:
    """Return the codes that TRAIN holds, a held one once more for each repeat."""
    seen = pairs(train)
    found: list[Code] = []
    for place, pair in enumerate(seen):
        if like(pair, LEADER) and (code := _code(seen[place + 1 :])):
            found.append(code)
        elif found and like(pair, AGAIN):
            found.append(found[-1])
    return found


def _code(seen: list[Pair]) -> Code | None:
    word = read_word(seen, BITS, UNIT)
    if word is None:
        return None
    address, low = word & 0xFFFF, word & 0xFF
    code = Code(low if address == _with_complement(low) else address, word >> 16 & 0xFF)
    return code if _word(code) == word else None


def _word(code: Code) -> int:
    address = code.address if code.address > 0xFF else _with_complement(code.address)
    return address | _with_complement(code.command) << 16


def _with_complement(byte: int) -> int:
    return byte | (byte ^ 0xFF) << 8


NEC: Final = Protocol("nec", range(0x1_0000), range(0x100), encode, decode)
