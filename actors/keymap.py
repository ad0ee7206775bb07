"""The remote controls that can be imitated: which code each of their keys sends."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from actors import document
from actors.errors import ConfigError
from actors.infrared import CARRIER, NecCode, encode_nec, in_periods

KEYMAPS: Final = Path(__file__).parent.parent / "configs" / "keymaps"


class Keymap(BaseModel):
    """One remote control.

    protocol: "nec" sends the ADDRESS, above 255 that of extended NEC, and for each
    key a command; "raw" sends the key's own durations in µs, light and dark in turns.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    protocol: Literal["nec", "raw"]
    address: int | None = Field(default=None, ge=0, le=0xFFFF)
    frequency: int = Field(default=CARRIER, ge=15_000, le=500_000)  # Hz, of the carrier
    keys: dict[str, int | tuple[int, ...]] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes_suit_the_protocol(self) -> Self:
        if (self.address is None) == (self.protocol == "nec"):
            raise ValueError("an address is needed by the protocol nec, and by no other")
        suits = _is_byte if self.protocol == "nec" else _is_train
        if bad := [key for key, sent in self.keys.items() if not suits(sent)]:
            raise ValueError(f"what {bad[0]} sends is no code of the protocol {self.protocol}")
        return self

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        code, count = Counter(self.keys.values()).most_common(1)[0]
        if count > 1:
            twice = [key for key, sent in self.keys.items() if sent == code]
            raise ValueError(f"{' and '.join(twice)} send the same code")
        return self

    def code(self, key: str) -> NecCode | None:
        """Return the NEC code that KEY sends, or None where it sends none."""
        command = self.keys.get(key)
        if self.address is None or not isinstance(command, int):
            return None
        return NecCode(self.address, command)

    def key(self, code: NecCode) -> str | None:
        """Return the key that sends CODE, or None for another remote control's."""
        keys = (key for key in self.keys if self.code(key) == code)
        return next(keys, None)

    def pulses(self, key: str) -> list[int]:
        """Return what KEY sends, in periods of the carrier.  Raises KeyError."""
        code, sent = self.code(key), self.keys[key]
        train = encode_nec(code) if code else sent
        assert not isinstance(train, int)  # a command has a code
        return in_periods(train, self.frequency)


def load_keymap(name: str, folder: Path = KEYMAPS) -> Keymap:
    """Read the keymap NAME of FOLDER.  Raises ConfigError."""
    return document.read(folder / f"{name}.yaml").read_as(Keymap)


def find_keymap(written: Any, info: ValidationInfo) -> Any:
    """Return the keymap of the name WRITTEN in a config file, which may have folders in it.

    It is looked up in the file's folder, in `keymaps` there and beside that
    folder, and among the shipped ones.  Raises ValueError.
    """
    if not isinstance(written, str):
        return written
    folder, name = (info.context or {}).get("folder", Path()), written.removesuffix(".yaml")
    for place in (folder, folder / "keymaps", folder.parent / "keymaps", KEYMAPS):
        if (place / f"{name}.yaml").is_file():
            return _loaded(name, place)
    raise ValueError(f"no keymap {name}.yaml in {folder}, a keymaps folder beside it, or {KEYMAPS}")


def _loaded(name: str, folder: Path) -> Keymap:
    try:
        return load_keymap(name, folder)
    except ConfigError as e:
        raise ValueError(str(e)) from e


def _is_byte(sent: int | tuple[int, ...]) -> bool:
    return isinstance(sent, int) and 0 <= sent <= 0xFF


def _is_train(sent: int | tuple[int, ...]) -> bool:
    return not isinstance(sent, int) and len(sent) % 2 == 0 and min(sent, default=0) > 0


AnyKeymap = Annotated[Keymap, BeforeValidator(find_keymap)]
