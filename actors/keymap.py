"""The remote controls that can be imitated: which signal each of their keys sends."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from actors import document
from actors.errors import ConfigError
from actors.protocols.infrared.pronto import read_pronto
from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.protocols import PROTOCOLS
from actors.protocols.infrared.signal import CARRIER, Signal, Train

KEYMAPS: Final = Path(__file__).parent.parent / "configs" / "keymaps"
TEXTS: Final = ("raw", "pronto")  # which say all of a signal themselves

Sent = int | tuple[int, ...] | str


class Keymap(BaseModel):
    """One remote control.

    protocol: nec, samsung, rc5, rc6, sirc12, sirc15 or sirc20 send to the ADDRESS a command
    for each key (NEC above 255: that of extended NEC).  raw sends the key's own durations in
    µs, light and dark in turns, over and over while it is held.  pronto sends the key's
    Pronto hex.
    frequency: of the carrier (Hz), where it is not that of the protocol; Pronto has its own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    protocol: str
    address: int | None = Field(default=None, ge=0, le=0xFFFF)
    frequency: int | None = Field(default=None, ge=15_000, le=500_000)  # Hz
    keys: dict[str, Sent] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes_suit_the_protocol(self) -> Self:
        if self.protocol not in (*PROTOCOLS, *TEXTS):
            known = ", ".join((*PROTOCOLS, *TEXTS))
            raise ValueError(f"no protocol {self.protocol!r} (there are {known})")
        if (self.address is None) != (self.protocol in TEXTS):
            raise ValueError("an address is needed by every protocol but raw and pronto")
        if self.frequency and self.protocol == "pronto":
            raise ValueError("each Pronto code has its own frequency")
        for key in self.keys:
            self._check(key)
        return self

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        code, count = Counter(self.keys.values()).most_common(1)[0]
        if count > 1:
            twice = [key for key, sent in self.keys.items() if sent == code]
            raise ValueError(f"{' and '.join(twice)} send the same code")
        return self

    def signal(self, key: str, toggle: int = 0) -> Signal:
        """Return what KEY sends; TOGGLE tells a press from the one before.  Raises KeyError."""
        signal = self._signal(self.keys[key], toggle)
        return replace(signal, carrier=self.frequency) if self.frequency else signal

    def heard(self, train: Train) -> list[str]:
        """Return the keys that a receiver of this protocol makes out in TRAIN (µs), in order."""
        if self.protocol in TEXTS:
            return []
        names = {sent: key for key, sent in self.keys.items()}
        codes = PROTOCOLS[self.protocol].decode(train)
        ours = (code for code in codes if code.address == self.address)
        return [names[code.command] for code in ours if code.command in names]

    def _signal(self, sent: Sent, toggle: int) -> Signal:
        match self.protocol, sent:
            case "raw", tuple() if len(sent) % 2 == 0 and min(sent, default=0) > 0:
                return Signal(sent, sent, CARRIER)
            case "pronto", str():
                return read_pronto(sent)
            case name, int() if name in PROTOCOLS and self.address is not None:
                return PROTOCOLS[name].signal(Code(self.address, sent, toggle))
        raise ValueError(f"no code of the protocol {self.protocol}")

    def _check(self, key: str) -> None:
        try:
            self.signal(key)
        except ValueError as e:
            raise ValueError(f"what {key} sends is not right: {e}") from e


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


AnyKeymap = Annotated[Keymap, BeforeValidator(find_keymap)]
