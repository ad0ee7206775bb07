"""What an infrared protocol is: codes, the signals that carry them, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from actors.protocols.infrared.signal import Signal, Train


class Code(NamedTuple):
    """What a remote control says: ADDRESS of the device, COMMAND of the key.

    toggle: 0 or 1, the other one with each new press, in protocols that tell presses apart.
    """

    address: int
    command: int
    toggle: int = 0


@dataclass(frozen=True)
class Protocol:
    """A way to send codes; ADDRESSES and COMMANDS are those that fit.

    decode: returns the codes that a train (µs) holds, in order, once more for each repeat;
    what is none in between is passed over, as a receiver does.
    """

    name: str
    addresses: range
    commands: range
    encode: Callable[[Code], Signal]
    decode: Callable[[Train], list[Code]]

    def signal(self, code: Code) -> Signal:
        """Return what carries CODE.  Raises ValueError for one that does not fit."""
        if code.address not in self.addresses or code.command not in self.commands:
            said = f"no address {code.address} with a command {code.command}"
            raise ValueError(f"{self.name} has {said}")
        return self.encode(code)
