"""Keys and text, as Android's `input` command and a keyboard for tests take them."""

import base64
import re
import shlex
from collections.abc import Mapping

from actors.keys import code_of

# A keyboard that types what it is sent: github.com/senzhk/ADBKeyBoard.
IME = "com.android.adbkeyboard/.AdbIME"
CURRENT_IME = "settings get secure default_input_method"


def _codes(prefix: str, names: str) -> dict[str, str]:
    return {name: f"KEYCODE_{prefix}{name}" for name in names.split()}


# The constants of Android's android.view.KeyEvent.
KEYCODES: Mapping[str, str] = {
    **_codes("DPAD_", "UP DOWN LEFT RIGHT"),
    "OK": "KEYCODE_DPAD_CENTER",
    **{f"NUM_{digit}": f"KEYCODE_{digit}" for digit in range(10)},
    **_codes("", "HOME BACK MENU POWER WAKEUP SLEEP SEARCH SETTINGS GUIDE INFO DVR TV_INPUT"),
    **_codes("", "CHANNEL_UP CHANNEL_DOWN LAST_CHANNEL VOLUME_UP VOLUME_DOWN CAPTIONS ASSIST"),
    "MUTE": "KEYCODE_VOLUME_MUTE",
    "AUDIO": "KEYCODE_MEDIA_AUDIO_TRACK",
    "TELETEXT": "KEYCODE_TV_TELETEXT",
    **_codes("MEDIA_", "PLAY_PAUSE PLAY PAUSE STOP NEXT PREVIOUS REWIND FAST_FORWARD RECORD EJECT"),
    **_codes("PROG_", "RED GREEN YELLOW BLUE"),
    **_codes("", "DEL ENTER ESCAPE SPACE TAB PAGE_UP PAGE_DOWN MOVE_HOME MOVE_END"),
    **_codes("", "APP_SWITCH ALL_APPS"),
}


def keyevent(key: str, own: Mapping[str, str], serial: str, *, hold: float = 0.0) -> str:
    """Return the command that presses KEY for HOLD seconds; the device's OWN keycodes go first.

    A name such as KEYCODE_BUTTON_A stands for itself.
    Raises NotSupported for a key that Android has no keycode for.
    """
    code = own.get(key, key)
    if not code.startswith("KEYCODE_"):
        code = code_of(key, own=own, codes=KEYCODES, source=serial)
    held = f"--duration {max(1, round(hold * 1000))} " if hold else ""
    return f"input keyevent {held}{shlex.quote(code)}"


def input_text(text: str) -> str:
    """Return the command that types TEXT, which is printable ASCII."""
    # `input text` reads %s as a space and knows no way to write %s itself, but as two texts
    texts = re.split("(?<=%)(?=s)", text)
    return " && ".join(f"input text {shlex.quote(part.replace(' ', '%s'))}" for part in texts)


def ime_text(text: str) -> str:
    """Return the command by which the IME types TEXT, which is printable."""
    return f"am broadcast -a ADB_INPUT_B64 --es msg {base64.b64encode(text.encode()).decode()}"


def untypable(text: str, *, ime: bool) -> str:
    """Return the signs of TEXT that cannot be typed, sorted; with the IME all that print can."""
    return "".join(sorted({s for s in text if not s.isprintable() or not (ime or s.isascii())}))
