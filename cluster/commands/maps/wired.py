"""A device that is wired to this machine, driven by a command itself and by nobody else."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from actors.device import Device
from actors.errors import ConfigError
from cluster.errors import ClusterError, UnknownDevice
from cluster.lab import load_lab
from cluster.local.up import LocalLab
from cluster.settings import Settings


class Held(ClusterError):
    """Actors of a lab that runs may act on DEVICE at any time."""

    def __init__(self, device: str, lab: str) -> None:
        super().__init__(device, lab)
        self.device, self.lab = device, lab

    def __str__(self) -> str:
        return f"{self.device} belongs to the lab of {self.lab}, which runs: end it first"


@contextlib.contextmanager
def wired(name: str, lab: Path) -> Iterator[Device]:
    """Yield the device NAME of the file LAB, opened when it is used and closed after that.

    Raises ConfigError, UnknownDevice, and Held where a lab is up that has a device of that name.
    """
    loaded = load_lab(lab)
    if name not in loaded.devices:
        raise UnknownDevice(name, tuple(loaded.devices))
    _refuse_if_held(name)
    device = Device(loaded.devices[name])
    try:
        yield device
    finally:
        device.close()


def refuse_to_replace(out: Path, *, force: bool) -> None:
    """Raise ConfigError where OUT is there already, or can be no map, unless with FORCE."""
    if out.suffix != ".yaml":
        raise ConfigError(str(out), "a map is a .yaml file")
    if out.exists() and not force:
        raise ConfigError(str(out), "is there already (--force replaces it)")


def _refuse_if_held(name: str) -> None:
    settings = Settings.from_environment(os.environ)
    if (up := LocalLab(settings.home).current()) and name in load_lab(up.lab).devices:
        raise Held(name, str(up.lab))
    if address := os.environ.get("RAY_ADDRESS"):
        raise Held(name, f"RAY_ADDRESS={address}")
