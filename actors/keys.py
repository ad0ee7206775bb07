"""The names that keys have in maps and test cases, whatever remote control sends them."""

from collections.abc import Mapping
from typing import Annotated, Final, TypeVar

from pydantic import Field

from actors.errors import NotSupported

Code = TypeVar("Code")

# All that a lab may use; a device has those of them that its remote control has.
KEYS: Final = (
    *("UP", "DOWN", "LEFT", "RIGHT", "OK", "BACK", "EXIT", "HOME", "MENU", "INFO", "GUIDE"),
    *("POWER", "WAKEUP", "SLEEP", "TV_INPUT", "SETTINGS", "SEARCH"),
    *("VOLUME_UP", "VOLUME_DOWN", "MUTE", "CHANNEL_UP", "CHANNEL_DOWN", "LAST_CHANNEL"),
    *(f"NUM_{digit}" for digit in range(10)),
    *("PLAY", "PAUSE", "PLAY_PAUSE", "STOP", "REWIND", "FAST_FORWARD", "NEXT", "PREVIOUS"),
    *("RECORD", "EJECT", "RED", "GREEN", "YELLOW", "BLUE", "CAPTIONS", "AUDIO", "TELETEXT"),
    *("ENTER", "ESCAPE", "TAB", "SPACE", "DEL", "PAGE_UP", "PAGE_DOWN"),
)

# What the lab file says of keys that a device calls otherwise, such as {BACK: EXIT}.
OwnKeys = Annotated[dict[str, str], Field(default={})]


def code_of(key: str, *, own: Mapping[str, str], codes: Mapping[str, Code], source: str) -> Code:
    """Return the code of KEY: of the one that the device's OWN names put in its place, if any.

    What OWN names may be a key, or else a code itself.
    Raises NotSupported, at SOURCE, with the keys that there are.
    """
    wanted = own.get(key, key)
    if wanted in codes:
        return codes[wanted]
    by_code = {str(code): code for code in codes.values()}
    if key in own and wanted in by_code:
        return by_code[wanted]
    known = ", ".join(dict.fromkeys([*own, *codes]))
    raise NotSupported(source, f"the key {key!r} (it has {known})")
