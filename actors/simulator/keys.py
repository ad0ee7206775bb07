"""The keys of a remote control."""

from typing import Final

NUMBERS: Final = tuple(f"NUM_{digit}" for digit in range(10))

KEYS: Final = frozenset(
    (
        *("UP", "DOWN", "LEFT", "RIGHT", "OK", "BACK", "HOME", "MENU", "POWER", "DEL"),
        *("CHANNEL_UP", "CHANNEL_DOWN", "VOLUME_UP", "VOLUME_DOWN", "MUTE", "PLAY_PAUSE"),
        *NUMBERS,
    )
)


class UnknownKey(KeyError):
    """The remote control has no key of that name."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"no key {self.key!r} (there are {', '.join(sorted(KEYS))})"
