"""A remote control's infrared, sent by a Global Caché transmitter on the network."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from pydantic import Field

from actors.errors import DriverError, NotSupported, TookTooLong, Unreachable
from actors.globalcache import Refusal, Transmitter
from actors.interface import Driver, Remote, Settings
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

    def open(self) -> None:
        with self._explained():
            self._transmitter.open()

    def close(self) -> None:
        self._transmitter.close()

    def probe(self) -> str:
        with self._explained():
            return f"transmitter version {self._transmitter.version()}"

    def press(self, key: str) -> None:
        keymap = self.settings.keymap
        if key not in keymap.keys:
            known = ", ".join(keymap.keys)
            raise NotSupported(self._source, f"the key {key!r} (keymap {keymap.name} has {known})")
        with self._explained():
            self._transmitter.send(self.settings.connector, keymap.frequency, keymap.pulses(key))

    @property
    def _source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as e:
            reason = f"no answer within {self.settings.timeout:g} s"
            raise TookTooLong("ir", self._source, reason) from e
        except OSError as e:
            raise Unreachable("ir", self._source, e.strerror or str(e)) from e
        except Refusal as e:
            raise DriverError("ir", self._source, str(e)) from e
