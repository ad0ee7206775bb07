"""What keys and signs are called in USB's Human Interface Devices, which Bluetooth took over.

Source: USB-IF, "HID Usage Tables" 1.12, keyboard page (0x07) and consumer page (0x0C).
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

KEYBOARD: Final = 1  # the number of a report, as the report map has it
CONSUMER: Final = 2
SHIFT: Final = 0x02  # the left one, among the modifiers


class Usage(NamedTuple):
    """A key: in which REPORT it is told, its NUMBER there, and the MODIFIERS that it needs."""

    report: int
    number: int
    modifiers: int = 0

    def pressed(self) -> bytes:
        """Return the report that says that it is down, and nothing else is."""
        if self.report == CONSUMER:
            return self.number.to_bytes(2, "little")
        return bytes([self.modifiers, 0, self.number, 0, 0, 0, 0, 0])

    def released(self) -> bytes:
        """Return the report that says that nothing is down."""
        return bytes(len(self.pressed()))


def _on(report: int, **numbers: int) -> dict[str, Usage]:
    return {name: Usage(report, number) for name, number in numbers.items()}


# OK, BACK and HOME are those of remote controls; a PC takes ENTER and ESCAPE
KEYS: Final[Mapping[str, Usage]] = {
    **_on(KEYBOARD, UP=0x52, DOWN=0x51, LEFT=0x50, RIGHT=0x4F, ENTER=0x28, ESCAPE=0x29),
    **_on(KEYBOARD, DEL=0x2A, TAB=0x2B, SPACE=0x2C, PAGE_UP=0x4B, PAGE_DOWN=0x4E, NUM_0=0x27),
    **{f"NUM_{digit}": Usage(KEYBOARD, 0x1D + digit) for digit in range(1, 10)},
    **_on(CONSUMER, OK=0x41, MENU=0x40, BACK=0x224, HOME=0x223, EXIT=0x204, SEARCH=0x221),
    **_on(CONSUMER, POWER=0x30, SLEEP=0x32, INFO=0x60, CAPTIONS=0x61, GUIDE=0x8D),
    **_on(CONSUMER, VOLUME_UP=0xE9, VOLUME_DOWN=0xEA, MUTE=0xE2),
    **_on(CONSUMER, CHANNEL_UP=0x9C, CHANNEL_DOWN=0x9D, LAST_CHANNEL=0x83),
    **_on(CONSUMER, PLAY=0xB0, PAUSE=0xB1, RECORD=0xB2, FAST_FORWARD=0xB3, REWIND=0xB4),
    **_on(CONSUMER, NEXT=0xB5, PREVIOUS=0xB6, STOP=0xB7, EJECT=0xB8, PLAY_PAUSE=0xCD),
    **_on(CONSUMER, RED=0x69, GREEN=0x6A, BLUE=0x6B, YELLOW=0x6C),
}

# The keys of a US keyboard that have two signs each, from 0x1E and from 0x2C on
_DIGITS = ("1234567890", "!@#$%^&*()")
_OTHERS = (" -=[]\\", " _+{}|")
_LAST = (";'`,./", ':"~<>?')


def _row(first: int, plain: str, shifted: str) -> dict[str, Usage]:
    keys = {sign: Usage(KEYBOARD, first + place, SHIFT) for place, sign in enumerate(shifted)}
    return keys | {sign: Usage(KEYBOARD, first + place) for place, sign in enumerate(plain)}


LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
SIGNS: Final[Mapping[str, Usage]] = {
    **_row(0x04, LETTERS, LETTERS.upper()),
    **_row(0x1E, *_DIGITS),
    **_row(0x2C, *_OTHERS),
    **_row(0x33, *_LAST),
}
