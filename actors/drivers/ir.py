"""A remote control's infrared, sent by a transmitter on the node or on its network."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from actors.driver import Driver, Settings
from actors.interface import Remote
from actors.keymap import AnyKeymap
from actors.keys import OwnKeys, code_of
from actors.protocols.transmitters import broadlink, globalcache, lircd
from actors.protocols.transmitters.control import CannotSend, Control, Imitated, Refusal, place_of


def _place(written: str) -> str:
    place_of(written, lircd.PORT)
    return written


def _socket(written: str) -> str:
    return written if written.startswith("/") else _place(written)


Place = Annotated[str, AfterValidator(_place)]
Socket = Annotated[str, AfterValidator(_socket)]


class IrSettings(Settings):
    """One of lirc, globalcache and broadlink says which transmitter it is.

    lirc: the socket of lircd, such as /run/lirc/lircd, or its host or host:port.
    remote: the name of the remote control in lircd's configuration, which has its keys.
    globalcache: host or host:port of a Global Caché transmitter.
    connector: module:output of it that the emitter is on; 1:1 where nothing is said.
    broadlink: host or host:port of a Broadlink RM.
    keymap: the name of a file with the codes, which is read where the lab file is.
    keys: names of keys that this remote control calls otherwise, such as {OK: ENTER}.
    """

    lirc: Socket | None = None
    remote: str | None = Field(default=None, pattern=r"^\S+$")
    globalcache: Place | None = None
    connector: str | None = Field(default=None, pattern=r"^\d+:\d+$")
    broadlink: Place | None = None
    keymap: AnyKeymap | None = None
    keys: OwnKeys
    timeout: float = Field(default=5.0, gt=0)  # seconds, beside those that sending takes

    @model_validator(mode="after")
    def _is_one_transmitter(self) -> Self:
        if sum(one is not None for one in (self.lirc, self.globalcache, self.broadlink)) != 1:
            raise ValueError("needs one of lirc, globalcache and broadlink")
        if (self.remote is None) != (self.lirc is None):
            raise ValueError("remote is needed with lirc, and with nothing else")
        if (self.keymap is None) == (self.lirc is None):
            raise ValueError("keymap is needed with globalcache and broadlink, and not with lirc")
        if self.connector and not self.globalcache:
            raise ValueError("connector belongs to globalcache")
        return self


class Ir(Driver[IrSettings], Remote):
    """Returns from a press when the transmitter has sent the code; it cannot know who saw it.

    Only Broadlink needs the package.
    """

    Settings = IrSettings
    packages = ("broadlink",)

    def __init__(self, settings: IrSettings) -> None:
        super().__init__(settings)
        self._control = _control(settings)

    @property
    def source(self) -> str:
        s = self.settings
        return f"{s.lirc or s.globalcache or s.broadlink}"

    def lacks(self) -> tuple[str, ...]:
        return super().lacks() if self.settings.broadlink else ()

    def open(self) -> None:
        with self._told():
            self._control.open()

    def close(self) -> None:
        self._control.close()

    def probe(self) -> str:
        with self._told():
            return f"transmitter version {self._control.version()}"

    def press(self, key: str, hold: float = 0.0) -> None:
        with self._told():
            codes = self._control.keys()
            name = code_of(key, own=self.settings.keys, codes=codes, source=self.source)
            self._control.press(name, hold)

    @contextmanager
    def _told(self) -> Iterator[None]:
        with self.explained(self.settings.timeout):
            try:
                yield
            except Refusal as e:
                raise self.refused(str(e)) from e
            except CannotSend as e:
                raise self.missing(str(e)) from e


def _control(s: IrSettings) -> Control:
    if s.lirc and s.remote:
        place = s.lirc if s.lirc.startswith("/") else place_of(s.lirc, lircd.PORT)
        return lircd.Lircd(place, s.remote, s.timeout)
    assert s.keymap is not None  # as the settings are checked
    if s.broadlink:
        place = place_of(s.broadlink, broadlink.PORT)
        return Imitated(s.keymap, broadlink.Broadlink(place, s.timeout))
    place = place_of(s.globalcache or "", globalcache.PORT)
    connector = s.connector or "1:1"
    return Imitated(s.keymap, globalcache.GlobalCache(place, connector, s.timeout))
