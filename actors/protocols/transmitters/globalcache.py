"""Transmitters that speak Global Caché's line protocol (iTach, Flex, Global Connect).

Source: Global Caché, "iTach API Specification" 1.7; learning as of its "get_IRL".
"""

import math
import re
import socket
import time
from collections.abc import Iterator
from typing import Final

from actors.protocols.infrared.signal import Signal, Train, in_microseconds, in_periods
from actors.protocols.transmitters.control import CannotSend, Refusal
from actors.protocols.transmitters.lines import Lines

PORT: Final = 4998
CAUSES: Final = {
    1: "it does not know the command",
    2: "it has no such module",
    3: "it has no such connector",
    4: "the ID of the command is not valid",
    5: "the carrier frequency is not valid",
    6: "the repeat count is not valid",
    7: "the offset of the repeated part is not valid",
    8: "the number of pulses is not valid",
    9: "a pulse has a length that is not valid",
    10: "a pulse has no pause after it",
    11: "the line has no end",
    12: "too many repeats",
    13: "the connector is set up as an input",
    14: "the connector is not set up for a blaster",
    15: "the line is longer than its buffer",
    16: "the line has no end",
    17: "the syntax of the command is wrong",
    18: "the connector is not set up as an input",
    19: "it could not send the repeats",
    20: "the code has more pulses than it takes",
    21: "a symbol of the code is cut short",
    22: "the code has an undefined symbol",
    23: "it does not know the option",
    24: "the baud rate is not valid",
    25: "the flow control is not valid",
    26: "the parity is not valid",
    27: "its settings are locked",
}
_ERROR = re.compile(r"(?:ERR\D*(?:\d+:\d+,)?|unknowncommand,?\s*)(\d+)")
_VERSION = re.compile(r"(?:version,)?([\w.,-]*\d[\w.,-]*)", re.ASCII)
_LEARNED = re.compile(r"sendir,\d+:\d+,\d+,(\d+),\d+,(\d+),([\dA-O,]+)", re.ASCII)
LAST_ID: Final = 65_535
MOST_REPEATS: Final = 50
MOST_PAIRS: Final = 260
LAST_OFFSET: Final = 383


class GlobalCache:
    """The transmitter at HOST and PORT, whose CONNECTOR (module:output) the signals go out of.

    timeout: seconds for each answer, beside those that sending takes.
    """

    def __init__(self, place: tuple[str, int], connector: str, timeout: float) -> None:
        self._connector, self._timeout = connector, timeout
        self._lines = Lines(lambda seconds: socket.create_connection(place, seconds), b"\r")
        self._number = 0

    def open(self) -> None:
        """Connect anew."""
        self._lines.open(self._timeout)

    def close(self) -> None:
        """End the connection."""
        self._lines.close()

    def version(self) -> str:
        """Return what the firmware calls itself."""
        for answer in self._answers("getversion", self._timeout):
            if found := _VERSION.fullmatch(answer):
                return found[1]
            if not answer.startswith("completeir"):
                break
        raise Refusal(f"answers {answer!r}, which is no version")

    def send(self, signal: Signal, repeats: int) -> None:
        """Send SIGNAL with so many REPEATS, and see it done."""
        if not signal.carrier:
            raise CannotSend("a signal without a carrier")
        self._number = self._number % LAST_ID + 1
        target = f"{self._connector},{self._number}"
        count, offset, train = _passes(signal, repeats)
        pulses = ",".join(map(str, in_periods(train, signal.carrier)))
        command = f"sendir,{target},{signal.carrier},{count},{offset},{pulses}"
        for answer in self._answers(command, self._timeout + signal.seconds(repeats)):
            if answer == f"completeir,{target}":
                return
            if answer.startswith("busyIR"):
                raise Refusal("it is busy with another client's code")

    def learn(self, seconds: float) -> Signal:
        """Return what a remote control sends into its learning eye within SECONDS."""
        for answer in self._answers("get_IRL", seconds):
            if "Unavailable" in answer:
                raise Refusal("it cannot learn as it is set up (LED lighting)")
            if found := _LEARNED.fullmatch(answer):
                self._lines.say("stop_IRL", time.monotonic() + self._timeout)
                return _learned(int(found[1]), int(found[2]), found[3])
        raise AssertionError  # the answers end with an error, never by themselves

    def _answers(self, command: str, seconds: float) -> Iterator[str]:
        """Send COMMAND, and yield the lines that come; they may answer earlier commands too."""
        deadline = time.monotonic() + seconds
        self._lines.say(command, deadline)
        while True:
            answer = self._lines.hear(deadline)
            if error := _ERROR.match(answer):
                code = int(error[1])
                raise Refusal(f"error {code}: {CAUSES.get(code, 'of unknown meaning')}")
            yield answer


def _passes(signal: Signal, repeats: int) -> tuple[int, int, Train]:
    """Return how often a transmitter sends a train, from which offset on, and the train.

    It sends the train once, then again from the offset (counted from 1) on, as often as
    fits the count; what is more than it counts is written out in the train itself.
    """
    same = signal.once == signal.again
    first, times = ((), repeats + 1) if same else (signal.once, repeats)
    if not times:
        return 1, 1, first
    block = math.ceil(times / MOST_REPEATS)
    rest = times % block
    offset = len(first) + rest * len(signal.again) + 1
    train = (*first, *signal.again * (rest + block))
    if offset > LAST_OFFSET or len(train) > 2 * MOST_PAIRS:
        raise CannotSend(f"holding a key for {signal.seconds(repeats):.1f} s")
    return times // block, offset, train


def _learned(carrier: int, offset: int, written: str) -> Signal:
    try:
        train = in_microseconds(_expanded(written), carrier)
        return Signal(tuple(train), tuple(train[offset - 1 :]), carrier)
    except (ValueError, IndexError, ZeroDivisionError) as e:
        raise Refusal(f"learned {written!r}, which is no code") from e


def _expanded(written: str) -> list[int]:
    """Return the periods in a text such as "4,5A8,9B", where letters stand for earlier pairs."""
    periods: list[int] = []
    known: list[list[int]] = []
    for token in re.findall(r"\d+|[A-O]", written):
        if token.isdecimal():
            periods.append(int(token))
            if len(periods) % 2 == 0 and periods[-2:] not in known:
                known.append(periods[-2:])
        else:
            periods += known["ABCDEFGHIJKLMNO".index(token)]
    if len(periods) % 2 or 0 in periods:
        raise ValueError(written)
    return periods
