"""The keys and signs of a computer's keyboard, as X11 and VNC number them: keysyms.

The numbers are those of X11's keysymdef.h and XF86keysym.h; a sign beyond Latin-1 is 0x01000000
and its number in Unicode (appendix A of the X Window System Protocol).
"""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, Field

Chord = tuple[int, ...]  # keysyms that are pressed in this order, and let go in the other

UNICODE: Final = 0x01000000
SHIFT, CAPS_LOCK = 0xFFE1, 0xFFE5

KEYSYMS: Final = {
    **{"BackSpace": 0xFF08, "Tab": 0xFF09, "Return": 0xFF0D, "Pause": 0xFF13, "Escape": 0xFF1B},
    **{"Home": 0xFF50, "Left": 0xFF51, "Up": 0xFF52, "Right": 0xFF53, "Down": 0xFF54},
    **{"Page_Up": 0xFF55, "Page_Down": 0xFF56, "End": 0xFF57, "Print": 0xFF61, "Insert": 0xFF63},
    **{"Menu": 0xFF67, "Num_Lock": 0xFF7F, "KP_Enter": 0xFF8D, "Delete": 0xFFFF},
    **{f"F{number}": 0xFFBD + number for number in range(1, 25)},
    **{"Shift_L": 0xFFE1, "Shift_R": 0xFFE2, "Control_L": 0xFFE3, "Control_R": 0xFFE4},
    **{"Caps_Lock": 0xFFE5, "Alt_L": 0xFFE9, "Alt_R": 0xFFEA, "Super_L": 0xFFEB},
    **{"Super_R": 0xFFEC, "ISO_Level3_Shift": 0xFE03, "space": 0x20},
    **{"XF86AudioLowerVolume": 0x1008FF11, "XF86AudioMute": 0x1008FF12},
    **{"XF86AudioRaiseVolume": 0x1008FF13, "XF86AudioPlay": 0x1008FF14},
    **{"XF86AudioStop": 0x1008FF15, "XF86AudioPrev": 0x1008FF16, "XF86AudioNext": 0x1008FF17},
    **{"XF86HomePage": 0x1008FF18, "XF86Search": 0x1008FF1B, "XF86AudioRecord": 0x1008FF1C},
    **{"XF86Back": 0x1008FF26, "XF86PowerOff": 0x1008FF2A, "XF86WakeUp": 0x1008FF2B},
    **{"XF86Eject": 0x1008FF2C, "XF86Sleep": 0x1008FF2F, "XF86AudioPause": 0x1008FF31},
    **{"XF86AudioRewind": 0x1008FF3E, "XF86AudioForward": 0x1008FF97},
}

# What a key of a remote control is on a keyboard.
KEYS: Final[Mapping[str, str]] = {
    **{"UP": "Up", "DOWN": "Down", "LEFT": "Left", "RIGHT": "Right", "OK": "Return"},
    **{"ENTER": "Return", "BACK": "Escape", "EXIT": "Escape", "ESCAPE": "Escape"},
    **{"HOME": "Home", "MENU": "Menu", "TAB": "Tab", "SPACE": "space", "DEL": "BackSpace"},
    **{"PAGE_UP": "Page_Up", "PAGE_DOWN": "Page_Down"},
    **{f"NUM_{digit}": str(digit) for digit in range(10)},
    **{"VOLUME_UP": "XF86AudioRaiseVolume", "VOLUME_DOWN": "XF86AudioLowerVolume"},
    **{"MUTE": "XF86AudioMute", "SEARCH": "XF86Search", "EJECT": "XF86Eject"},
    **{"PLAY_PAUSE": "XF86AudioPlay", "PLAY": "XF86AudioPlay", "PAUSE": "XF86AudioPause"},
    **{"STOP": "XF86AudioStop", "NEXT": "XF86AudioNext", "PREVIOUS": "XF86AudioPrev"},
    **{"REWIND": "XF86AudioRewind", "FAST_FORWARD": "XF86AudioForward"},
    **{"RECORD": "XF86AudioRecord", "POWER": "XF86PowerOff", "SLEEP": "XF86Sleep"},
    **{"WAKEUP": "XF86WakeUp"},
}

CONTROLS: Final = {"\n": KEYSYMS["Return"], "\t": KEYSYMS["Tab"]}


def parse_chord(written: str) -> Chord:
    """Return the keysyms of a chord such as Control_L+c: names of X11, of KEYS, or single signs.

    Raises ValueError for what is none.
    """
    names = written.split("+") if len(written) > 1 else [written]
    return tuple(_keysym(name) for name in names)


def keysym_of(sign: str) -> int | None:
    """Return the keysym that types SIGN, one character; None for one that no keyboard types."""
    if sign in CONTROLS:
        return CONTROLS[sign]
    number = ord(sign)
    if number < 0x20 or 0x7F <= number < 0xA0 or 0xD800 <= number < 0xE000:
        return None
    return number if number < 0x100 else UNICODE + number


def _keysym(name: str) -> int:
    name = KEYS.get(name, name)
    found = KEYSYMS.get(name) or (keysym_of(name) if len(name) == 1 else None)
    if found is None:
        raise ValueError(
            f"{name!r} is no key (they are named as in X11, such as F5 or Control_L+c)"
        )
    return found


def _readable(keys: dict[str, str]) -> dict[str, str]:
    for chord in keys.values():
        parse_chord(chord)
    return keys


CHORDS: Final = {key: parse_chord(name) for key, name in KEYS.items()}

# What the lab file says of keys that differ, such as {SEARCH: Control_L+f, F5: F5}.
OwnChords = Annotated[dict[str, str], AfterValidator(_readable), Field(default={})]
