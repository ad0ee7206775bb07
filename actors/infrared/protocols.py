"""All protocols by name, and which of them a train that was learned speaks."""

from collections.abc import Mapping
from typing import Final

from actors.infrared.nec import NEC
from actors.infrared.protocol import Code, Protocol
from actors.infrared.rc5 import RC5
from actors.infrared.rc6 import RC6
from actors.infrared.samsung import SAMSUNG
from actors.infrared.signal import Train
from actors.infrared.sirc import SIRC

PROTOCOLS: Final[Mapping[str, Protocol]] = {
    protocol.name: protocol for protocol in (NEC, SAMSUNG, RC5, RC6, *SIRC)
}


def recognised(train: Train) -> tuple[Protocol, Code] | None:
    """Return the protocol that TRAIN (µs) speaks, and the first code, or None for no known one."""
    for protocol in PROTOCOLS.values():
        if codes := protocol.decode(train):
            return protocol, codes[0]
    return None
