"""Android's keycodes, and what they are on the remote control of a television."""

from typing import Final

from actors.simulator.keys import NUMBERS

PREFIX: Final = "KEYCODE_"
HIGHEST: Final = 320

_PRESSES: Final = {
    3: "HOME", 4: "BACK", 19: "UP", 20: "DOWN", 21: "LEFT", 22: "RIGHT", 23: "OK",
    24: "VOLUME_UP", 25: "VOLUME_DOWN", 26: "POWER", 66: "OK", 67: "DEL", 82: "MENU",
    85: "PLAY_PAUSE", 111: "BACK", 160: "OK", 164: "MUTE", 166: "CHANNEL_UP", 167: "CHANNEL_DOWN",
    **{7 + digit: key for digit, key in enumerate(NUMBERS)},
    **{144 + digit: key for digit, key in enumerate(NUMBERS)},
}  # fmt: skip
_TYPES: Final = {62: " ", **{29 + place: chr(ord("a") + place) for place in range(26)}}
_NUMBERS: Final = {
    "HOME": 3, "BACK": 4, "DPAD_UP": 19, "DPAD_DOWN": 20, "DPAD_LEFT": 21, "DPAD_RIGHT": 22,
    "DPAD_CENTER": 23, "VOLUME_UP": 24, "VOLUME_DOWN": 25, "POWER": 26, "TAB": 61, "SPACE": 62,
    "ENTER": 66, "DEL": 67, "MENU": 82, "SEARCH": 84, "MEDIA_PLAY_PAUSE": 85, "MEDIA_STOP": 86,
    "MEDIA_NEXT": 87, "MEDIA_PREVIOUS": 88, "MEDIA_REWIND": 89, "MEDIA_FAST_FORWARD": 90,
    "MUTE": 91, "PAGE_UP": 92, "PAGE_DOWN": 93, "ESCAPE": 111, "MOVE_HOME": 122, "MOVE_END": 123,
    "MEDIA_PLAY": 126, "MEDIA_PAUSE": 127, "MEDIA_EJECT": 129, "MEDIA_RECORD": 130,
    "NUMPAD_ENTER": 160, "VOLUME_MUTE": 164, "INFO": 165, "CHANNEL_UP": 166, "CHANNEL_DOWN": 167,
    "GUIDE": 172, "DVR": 173, "CAPTIONS": 175, "SETTINGS": 176, "TV_INPUT": 178, "PROG_RED": 183,
    "PROG_GREEN": 184, "PROG_YELLOW": 185, "PROG_BLUE": 186, "APP_SWITCH": 187, "ASSIST": 219,
    "MEDIA_AUDIO_TRACK": 222, "SLEEP": 223, "WAKEUP": 224, "LAST_CHANNEL": 229, "TV_TELETEXT": 233,
    "ALL_APPS": 284,
    **{str(digit): 7 + digit for digit in range(10)},
    **{f"NUMPAD_{digit}": 144 + digit for digit in range(10)},
    **{text.upper(): number for number, text in _TYPES.items() if text != " "},
}  # fmt: skip


def keycode(written: str) -> int | None:
    """Return the number of a keycode, written as a number or a name; None for what is neither."""
    name = written.removeprefix(PREFIX)
    if written.isdigit():
        return int(written) if int(written) <= HIGHEST else None
    return _NUMBERS.get(name)


def pressed(number: int) -> str | None:
    """Return the key of the remote control that the keycode NUMBER is."""
    return _PRESSES.get(number)


def typed(number: int) -> str | None:
    """Return the text that the keycode NUMBER types."""
    return _TYPES.get(number)
