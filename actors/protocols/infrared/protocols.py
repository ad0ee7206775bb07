"""All protocols by name, and which of them a train that was learned speaks."""

from collections.abc import Mapping
from typing import Final

from actors.protocols.infrared.nec import NEC
from actors.protocols.infrared.protocol import Code, Protocol
from actors.protocols.infrared.rc5 import RC5
from actors.protocols.infrared.rc6 import RC6
from actors.protocols.infrared.samsung import SAMSUNG
from actors.protocols.infrared.signal import Train
from actors.protocols.infrared.sirc import SIRC

PROTOCOLS: Final[Mapping[str, Protocol]] = {
    protocol.name: protocol for protocol in (NEC, SAMSUNG, RC5, RC6, *SIRC)
}


def recognised(train: Train) -> tuple[Protocol, Code] | None:
    """Return the protocol that TRAIN (µs) speaks, and the first code, or None for no known one."""
    for protocol in PROTOCOLS.values():
        if codes := protocol.decode(train):
            return protocol, codes[0]
    return None
