"""A remote control's infrared, sent by a Global Caché transmitter on the network."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from pydantic import Field

from actors.driver import Driver, Settings
from actors.globalcache import Refusal, Transmitter
from actors.interface import Remote
from actors.keymap import AnyKeymap


class IrSettings(Settings):
    """keymap: the name of a file with the codes, which is read where the lab file is."""

    main: ClassVar[str] = "host"

    host: str = Field(min_length=1)
    port: int = Field(default=4998, ge=1, le=65535)
    connector: str = Field(default="1:1", pattern=r"^\d+:\d+$")  # module and output
    keymap: AnyKeymap
    timeout: float = Field(default=3.0, gt=0)  # seconds


class Ir(Driver[IrSettings], Remote):
    """Returns from a press when the transmitter has sent the code; it cannot know who saw it."""

    Settings = IrSettings

    def __init__(self, settings: IrSettings) -> None:
        super().__init__(settings)
        self._transmitter = Transmitter(settings.host, settings.port, settings.timeout)

    @property
    def source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    def open(self) -> None:
        with self._sent():
            self._transmitter.open()

    def close(self) -> None:
        self._transmitter.close()

    def probe(self) -> str:
        with self._sent():
            return f"transmitter version {self._transmitter.version()}"

    def press(self, key: str, hold: float = 0.0) -> None:
        keymap = self.settings.keymap
        if key not in keymap.keys:
            known = ", ".join(keymap.keys)
            raise self.missing(f"the key {key!r} (keymap {keymap.name} has {known})")
        if hold:
            raise self.missing("holding a key")
        with self._sent():
            self._transmitter.send(self.settings.connector, keymap.frequency, keymap.pulses(key))

    @contextmanager
    def _sent(self) -> Iterator[None]:
        with self.explained(self.settings.timeout):
            try:
                yield
            except Refusal as e:
                raise self.refused(str(e)) from e
