"""The lab file: which nodes there are, which device is wired to which, and their maps."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from actors import document
from actors.device import DeviceSpec
from actors.errors import ConfigError
from actors.maps import AppMap, load_map
from navigation.complaint import complaint


class Node(BaseModel):
    """A machine that devices are wired to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str


class Lab(BaseModel):
    """Nodes and devices, as the lab file describes them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nodes: dict[str, Node] = Field(min_length=1)
    devices: tuple[DeviceSpec, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _devices_are_wired_to_known_nodes(self) -> Self:
        for number, device in enumerate(self.devices):
            if device.node not in self.nodes:
                known = ", ".join(self.nodes)
                reason = (
                    f"{device.name} is wired to unknown node {device.node!r} (there are {known})"
                )
                raise complaint(("devices", number, "node"), reason, device.node)
        return self

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        seen: set[str] = set()
        for number, device in enumerate(self.devices):
            if device.name in seen:
                reason = f"{device.name!r} is named twice"
                raise complaint(("devices", number, "name"), reason, device.name)
            seen.add(device.name)
        return self


@dataclass(frozen=True)
class LoadedLab:
    """A lab file with all that it refers to, ready to be placed."""

    path: Path
    lab: Lab
    maps: dict[str, AppMap]

    @property
    def devices(self) -> dict[str, DeviceSpec]:
        """The devices by name, in the order of the file."""
        return {device.name: device for device in self.lab.devices}

    def map_of(self, device: DeviceSpec) -> AppMap | None:
        """Return the map that DEVICE is walked on."""
        return self.maps[device.map] if device.map else None

    def warnings(self) -> list[str]:
        """Return what is odd in the lab and its maps, and yet no error."""
        return [*self._shared(), *self._unreachable()]

    def _shared(self) -> Iterator[str]:
        """Yield where two devices of a node are reached by the same hardware."""
        owners: dict[tuple[str, str], str] = {}
        for device in self.lab.devices:
            for link in device.drivers:
                if not link.model_fields_set:
                    continue  # as simulated ones may be, each of its own
                first = owners.setdefault((device.node, link.model_dump_json()), device.name)
                if first != device.name:
                    yield f"{self.path}: {first} and {device.name} have the same {link.kind}"

    def _unreachable(self) -> list[str]:
        return [
            f"{self.path.parent / 'maps' / (name + '.yaml')}: "
            f"no edges lead from {map.start!r} to {', '.join(map.unreachable())}"
            for name, map in self.maps.items()
            if map.unreachable()
        ]


def load_lab(path: Path) -> LoadedLab:
    """Read a lab file and its maps, from `maps` beside it.

    Raises ConfigError, which names file, line and field.
    """
    lab = document.read(path).read_as(Lab)
    maps: dict[str, AppMap] = {}
    for number, device in enumerate(lab.devices):
        if device.map and device.map not in maps:
            maps[device.map] = _map_of(path, number, device.map)
    return LoadedLab(path.resolve(), lab, maps)


def _map_of(lab: Path, number: int, name: str) -> AppMap:
    path = lab.parent / "maps" / f"{name}.yaml"
    if not path.is_file():
        line = document.line_of(document.read(lab).node, ("devices", number, "map"))
        raise ConfigError(str(lab), f"no map at {path}", f"devices.{number}.map", line)
    return load_map(path)
