"""Keys and text, as Android's `input` command takes them."""

import re
import shlex
from collections.abc import Mapping

from actors.errors import NotSupported


def _codes(prefix: str, names: str) -> dict[str, str]:
    return {name: f"KEYCODE_{prefix}{name}" for name in names.split()}


KEYCODES: Mapping[str, str] = {
    **_codes("DPAD_", "UP DOWN LEFT RIGHT"),
    "OK": "KEYCODE_DPAD_CENTER",
    **{f"NUM_{digit}": f"KEYCODE_{digit}" for digit in range(10)},
    **_codes("", "HOME BACK MENU POWER WAKEUP SLEEP SEARCH SETTINGS GUIDE INFO DVR TV_INPUT"),
    **_codes("", "CHANNEL_UP CHANNEL_DOWN LAST_CHANNEL VOLUME_UP VOLUME_DOWN CAPTIONS ASSIST"),
    "MUTE": "KEYCODE_VOLUME_MUTE",
    **_codes("MEDIA_", "PLAY_PAUSE PLAY PAUSE STOP NEXT PREVIOUS REWIND FAST_FORWARD RECORD EJECT"),
    **_codes("PROG_", "RED GREEN YELLOW BLUE"),
    **_codes("", "DEL ENTER ESCAPE SPACE TAB PAGE_UP PAGE_DOWN MOVE_HOME MOVE_END"),
    **_codes("", "APP_SWITCH ALL_APPS"),
}


def keyevent(key: str, own: Mapping[str, str], serial: str) -> str:
    """Return the command that presses KEY, which may be one of the device's OWN keycodes.

    Raises NotSupported for a key that Android has no keycode for.
    """
    code = own.get(key) or KEYCODES.get(key) or (key if key.startswith("KEYCODE_") else None)
    if code is None:
        raise NotSupported(serial, f"the key {key!r} (adb knows {', '.join(KEYCODES)}, KEYCODE_…)")
    return f"input keyevent {shlex.quote(code)}"


def input_text(text: str, serial: str) -> str:
    """Return the command that types TEXT.  Raises NotSupported for what is not printable ASCII."""
    if wrong := "".join(sorted({sign for sign in text if not " " <= sign <= "~"})):
        raise NotSupported(serial, f"typing {wrong!r} (Android's input takes printable ASCII only)")
    # `input text` reads %s as a space and knows no way to write %s itself, but as two texts
    texts = re.split("(?<=%)(?=s)", text)
    return " && ".join(f"input text {shlex.quote(part.replace(' ', '%s'))}" for part in texts)
