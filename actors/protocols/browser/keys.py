"""Keys of a remote control, as pages that are made for televisions know them.

Names are W3C's UI Events KeyboardEvent key Values, numbers the key codes of CEA-2014-A that
HbbTV (ETSI TS 102 796, Annex A) and webOS use; the others are those of keyboards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import Any


@dataclass(frozen=True)
class WebKey:
    """A key as a page is told of it: by NAME, its number, and what it writes."""

    name: str
    number: int
    text: str = ""
    code: str = ""  # the place on a keyboard, where it is none of its name

    def __str__(self) -> str:
        return self.name

    @property
    def down(self) -> dict[str, Any]:
        """The Input.dispatchKeyEvent, of the DevTools protocol, of pressing it."""
        if not self.text:
            return {"type": "rawKeyDown", **self._fields}
        return {"type": "keyDown", **self._fields, "text": self.text}

    @property
    def up(self) -> dict[str, Any]:
        """That of letting it go."""
        return {"type": "keyUp", **self._fields}

    @property
    def _fields(self) -> dict[str, Any]:
        code = self.code or self.name
        return {"key": self.name, "code": code, "windowsVirtualKeyCode": self.number}


_NUMBERS = {
    "ArrowUp": 38, "ArrowDown": 40, "ArrowLeft": 37, "ArrowRight": 39, "GoBack": 461,
    "Home": 36, "ContextMenu": 93, "Info": 457, "Guide": 458, "Power": 409,
    "Teletext": 459, "Subtitle": 460, "AudioVolumeUp": 447, "AudioVolumeDown": 448,
    "AudioVolumeMute": 449, "ChannelUp": 427, "ChannelDown": 428, "MediaPlay": 415,
    "Pause": 19, "MediaPlayPause": 179, "MediaStop": 413, "MediaRewind": 412,
    "MediaFastForward": 417, "MediaTrackNext": 425, "MediaTrackPrevious": 424,
    "MediaRecord": 416, "ColorF0Red": 403, "ColorF1Green": 404,
    "ColorF2Yellow": 405, "ColorF3Blue": 406, "Escape": 27, "Tab": 9, "Backspace": 8,
    "PageUp": 33, "PageDown": 34, **{f"F{number}": 111 + number for number in range(1, 13)},
}  # fmt: skip

_NAMES = {
    "UP": "ArrowUp", "DOWN": "ArrowDown", "LEFT": "ArrowLeft", "RIGHT": "ArrowRight",
    "BACK": "GoBack", "EXIT": "Escape", "HOME": "Home", "MENU": "ContextMenu", "INFO": "Info",
    "GUIDE": "Guide", "POWER": "Power", "TELETEXT": "Teletext", "CAPTIONS": "Subtitle",
    "VOLUME_UP": "AudioVolumeUp", "VOLUME_DOWN": "AudioVolumeDown", "MUTE": "AudioVolumeMute",
    "CHANNEL_UP": "ChannelUp", "CHANNEL_DOWN": "ChannelDown", "PLAY": "MediaPlay",
    "PAUSE": "Pause", "PLAY_PAUSE": "MediaPlayPause", "STOP": "MediaStop",
    "REWIND": "MediaRewind", "FAST_FORWARD": "MediaFastForward", "NEXT": "MediaTrackNext",
    "PREVIOUS": "MediaTrackPrevious", "RECORD": "MediaRecord",
    "RED": "ColorF0Red", "GREEN": "ColorF1Green", "YELLOW": "ColorF2Yellow",
    "BLUE": "ColorF3Blue", "ESCAPE": "Escape", "TAB": "Tab", "DEL": "Backspace",
    "PAGE_UP": "PageUp", "PAGE_DOWN": "PageDown",
    **{f"F{number}": f"F{number}" for number in range(1, 13)},
}  # fmt: skip

_ENTER = WebKey("Enter", 13, "\r")

# By the names in test cases; letters are there for devices whose own keys they are.
WEB_KEYS: Mapping[str, WebKey] = {
    **{key: WebKey(name, _NUMBERS[name]) for key, name in _NAMES.items()},
    **dict.fromkeys(("OK", "ENTER"), _ENTER),
    "SPACE": WebKey(" ", 32, " ", "Space"),
    **{f"NUM_{digit}": WebKey(digit, ord(digit), digit, f"Digit{digit}") for digit in digits},
    **{
        letter: WebKey(letter, ord(letter.upper()), letter, f"Key{letter.upper()}")
        for letter in ascii_lowercase
    },
}
