"""The line protocol of Global Caché's iTach, as the transmitter understands it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

IR_CONNECTORS: Final = ("1:1", "1:2")
SENSOR_CONNECTORS: Final = ("1:3",)
CARRIERS: Final = range(15_000, 500_001)  # Hz
IDS: Final = range(65_536)
PERIODS: Final = range(1, 65_636)
OFFSETS: Final = range(1, 384, 2)
MOST_REPEATS: Final = 50
MOST_PAIRS: Final = 260
SHORTEST: Final = 80e-6  # seconds
SYMBOLS: Final = "ABCDEFGHIJKLMNO"

Pair = tuple[int, int]


class Code(IntEnum):
    """The numbers of the errors."""

    COMMAND = 1
    MODULE = 2
    CONNECTOR = 3
    ID = 4
    CARRIER = 5
    REPEAT = 6
    OFFSET = 7
    PULSE_COUNT = 8
    PULSE = 9
    UNEVEN = 10
    IS_INPUT = 13
    TOO_LONG = 15
    SYNTAX = 17
    NO_INPUT = 18
    TOO_MANY_PAIRS = 20
    SYMBOL_BOUNDARY = 21
    SYMBOL = 22


class Refused(Exception):
    """A command has the fault CODE; CONNECTOR is where it was meant for, if that is known."""

    def __init__(self, code: Code, connector: str = "0:0") -> None:
        super().__init__(code, connector)
        self.code, self.connector = code, connector

    def __str__(self) -> str:
        return f"ERR_{self.connector},{self.code:03}"


@dataclass(frozen=True)
class Transmission:
    """What a `sendir` asks for: PULSES, light and dark in turns, in periods of the CARRIER (Hz).

    They are sent once, and those from OFFSET (counted from 1) on REPEAT - 1 times more.
    """

    connector: str
    id: int
    carrier: int
    repeat: int
    offset: int
    pulses: tuple[int, ...]

    @property
    def passes(self) -> list[tuple[int, ...]]:
        """The pulses, cut where they begin anew."""
        return [self.pulses] + [self.pulses[self.offset - 1 :]] * (self.repeat - 1)


def parse_sendir(fields: Sequence[str]) -> Transmission:
    """Return what the FIELDS after `sendir` say.  Raises Refused."""
    if len(fields) < 5:
        raise Refused(Code.SYNTAX)
    connector = ir_connector(fields[0])
    number, carrier, repeat, offset = (_number(field) for field in fields[1:5])
    pulses = _pulses(",".join(fields[5:]), connector)
    for holds, code in (
        (number in IDS, Code.ID),
        (carrier in CARRIERS, Code.CARRIER),
        (repeat >= 1, Code.REPEAT),
        (offset in OFFSETS and offset < len(pulses), Code.OFFSET),
        (all(_is_pulse(each, carrier) for each in pulses), Code.PULSE),
    ):
        if not holds:
            raise Refused(code, connector)
    return Transmission(connector, number, carrier, min(repeat, MOST_REPEATS), offset, pulses)


def ir_connector(written: str) -> str:
    """Return the connector WRITTEN if it sends infrared.  Raises Refused."""
    if known_connector(written) in SENSOR_CONNECTORS:
        raise Refused(Code.IS_INPUT, written)
    return written


def sensor_connector(written: str) -> str:
    """Return the connector WRITTEN if it is an input.  Raises Refused."""
    if known_connector(written) in IR_CONNECTORS:
        raise Refused(Code.NO_INPUT, written)
    return written


def known_connector(written: str) -> str:
    """Return the connector WRITTEN if there is one.  Raises Refused."""
    if not re.fullmatch(r"\d+:\d+", written):
        raise Refused(Code.SYNTAX)
    if not written.startswith("1:"):
        raise Refused(Code.MODULE)
    if written not in IR_CONNECTORS + SENSOR_CONNECTORS:
        raise Refused(Code.CONNECTOR)
    return written


def _number(field: str) -> int:
    return int(field) if field.isdecimal() else -1


def _is_pulse(periods: int, carrier: int) -> bool:
    return periods in PERIODS and periods / carrier >= SHORTEST


def _pulses(written: str, connector: str) -> tuple[int, ...]:
    """Return the durations in a text such as "4,5A8,9B", where letters repeat earlier pairs."""
    pairs: list[Pair] = []
    different: list[Pair] = []
    pending: list[int] = []
    for token in re.findall(r"\d+|[^\d,]", written):
        if token.isdecimal():
            pending.append(int(token))
        elif not (token.isascii() and token.isupper()):
            raise Refused(Code.PULSE, connector)
        elif pending:
            raise Refused(Code.SYMBOL_BOUNDARY, connector)
        else:
            pairs.append(_symbol(token, different, connector))
        if len(pending) == 2:
            pair = (pending[0], pending[1])
            pairs.append(pair)
            pending = []
            if pair not in different and len(different) < len(SYMBOLS):
                different.append(pair)
    return _checked(pairs, pending, connector)


def _symbol(letter: str, different: Sequence[Pair], connector: str) -> Pair:
    place = SYMBOLS.find(letter)
    if not 0 <= place < len(different):
        raise Refused(Code.SYMBOL, connector)
    return different[place]


def _checked(pairs: Sequence[Pair], pending: Sequence[int], connector: str) -> tuple[int, ...]:
    if pending:
        raise Refused(Code.UNEVEN, connector)
    if not pairs:
        raise Refused(Code.PULSE_COUNT, connector)
    if len(pairs) > MOST_PAIRS:
        raise Refused(Code.TOO_MANY_PAIRS, connector)
    return tuple(periods for pair in pairs for periods in pair)
