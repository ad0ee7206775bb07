"""A port of a USB hub whose supply can be switched, by the program uhubctl."""

import re
import subprocess
from typing import ClassVar

from pydantic import Field

from actors.driver import Driver, Settings
from actors.errors import DriverError
from actors.interface import Power
from actors.power import confirmed, proof, word


class PowerUsbSettings(Settings):
    """location, port: the hub and its port, as `uhubctl` lists them, such as 1-1.4 and 2.

    Few hubs can do it (https://github.com/mvp/uhubctl, "Compatible USB hubs").  A hub of USB 3 is
    two hubs at two locations; either of them stands for both.
    timeout: seconds for the program, and for the port to be as it was told.
    """

    main: ClassVar[str] = "location"

    location: str = Field(pattern=r"^\d+(-\d+(\.\d+)*)?$")
    port: int = Field(ge=1)
    timeout: float = Field(default=5.0, gt=0)  # seconds


class PowerUsb(Driver[PowerUsbSettings], Power):
    """Nothing is held open: each command is a run of the program."""

    Settings = PowerUsbSettings
    programs = ("uhubctl",)

    @property
    def source(self) -> str:
        return f"USB hub {self.settings.location}, port {self.settings.port}"

    def open(self) -> None:
        self.is_on()

    def close(self) -> None:
        """Nothing is held."""

    def probe(self) -> str:
        return proof(f"port {self.settings.port}", self.is_on(), None)

    def switch(self, on: bool) -> None:
        with confirmed(self, on, self.settings.timeout):
            self._ran("--action", word(on))

    def is_on(self) -> bool:
        """Tell whether the port has power, of either of the two hubs that it may belong to."""
        states = re.findall(rf"^ *Port {self.settings.port}: (.*)$", self._ran(), re.MULTILINE)
        if not states:
            raise self.refused(f"the hub has no port {self.settings.port}")
        return any("power" in state.split() for state in states)

    def _ran(self, *words: str) -> str:
        s = self.settings
        command = ["uhubctl", "--location", s.location, "--ports", str(s.port), *words]
        try:
            with self.explained(s.timeout):
                done = subprocess.run(
                    command, check=False, capture_output=True, timeout=s.timeout, errors="replace"
                )
        except subprocess.TimeoutExpired as e:
            raise self.late(s.timeout) from e
        if done.returncode:
            raise self._failure(done.stderr + done.stdout)
        return done.stdout

    def _failure(self, said: str) -> DriverError:
        reason = said.strip().partition("\n")[0] or "uhubctl failed without a word"
        return self.refused(reason) if "permission" in said else self.unreachable(reason)
