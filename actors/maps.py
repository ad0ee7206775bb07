"""The maps of the lab's applications: edges made of steps, screens known by checks."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import ValidationError, ValidationInfo, model_validator

from actors import document
from actors.checks.screen import Screen
from actors.errors import ConfigError
from actors.parse import AnyCheck, AnyStep
from actors.variables import LATER
from navigation.assemble import assembled
from navigation.complaint import complaint
from navigation.map import Map
from navigation.written import MapFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actors.screens import Screens
    from actors.steps import Step

Place = tuple[str | int, ...]


class AppMapFile(MapFile[AnyStep, AnyCheck]):
    """The file of a map of an application of the lab."""

    @model_validator(mode="after")
    def _screens_are_known_by_what_they_show(self) -> Self:
        for name, screen in self.screens.items():
            for number, check in enumerate(screen.shows):
                if isinstance(check, Screen):
                    reason = "a screen of the map cannot be known by being a screen of the map"
                    raise complaint(("screens", name, "shows", number), reason, check.name)
        return self

    @model_validator(mode="after")
    def _no_edge_walks(self) -> Self:
        for place, steps in self._steps():
            for number, step in enumerate(steps):
                if step.walks:
                    reason = "nothing that a map does can walk on it: let an edge begin there"
                    raise complaint((*place, number), reason, str(step))
        return self

    @model_validator(mode="after")
    def _nothing_is_left_open(self, info: ValidationInfo) -> Self:
        if (info.context or {}).get("literal"):
            return self  # there is no variable in the whole file
        for place, part in self._parts():
            if later := LATER.search(repr(part)):
                reason = f"{later[0]} is read by a test case, and not known in a map"
                raise complaint(place, reason, later[0])
        return self

    def _steps(self) -> Iterator[tuple[Place, tuple[Step, ...]]]:
        for name, screen in self.screens.items():
            yield ("screens", name, "dismiss"), screen.dismiss
        for number, edge in enumerate(self.edges):
            yield ("edges", number, "do"), edge.do
            yield ("edges", number, "back"), edge.back
            yield ("edges", number, "retry"), edge.retry
            yield ("edges", number, "failed"), edge.failed
        for number, rung in enumerate(self.recover):
            yield ("recover", number, "do"), rung.do

    def _parts(self) -> Iterator[tuple[Place, object]]:
        yield from ((("screens", name), screen) for name, screen in self.screens.items())
        yield from ((("edges", number), edge) for number, edge in enumerate(self.edges))
        yield from ((("recover", number), rung) for number, rung in enumerate(self.recover))


class AppMap(Map[AnyStep, AnyCheck]):
    """The map of an application of the lab."""

    @cached_property
    def told_apart(self) -> Screens:
        """The screens, ready to be told apart in a frame."""
        from actors.screens import Screens

        return Screens(self)


def load_map(path: Path) -> AppMap:
    """Read a map, those that it extends or holds, and their pictures.  Raises ConfigError."""
    return _load(path, ())


def _load(path: Path, around: tuple[Path, ...]) -> AppMap:
    source = document.read(path)
    file = source.read_as(AppMapFile)
    inside = (*around, path.resolve())
    base = _other(source, file.extends, ("extends",), inside) if file.extends else None
    held = {
        name: _other(source, screen.map, ("screens", name, "map"), inside)
        for name, screen in file.screens.items()
        if screen.map
    }
    try:
        return AppMap.model_validate(vars(assembled(file, base=base, held=held)))
    except ValidationError as e:
        raise source.refused(_in_the_file(e, len(file.edges))) from e


def _in_the_file(error: ValidationError, edges: int) -> ValidationError:
    """Return ERROR at a place of the file, whose EDGES come first: the others are extended."""
    first = error.errors()[0]
    match first["loc"]:
        case ("edges", int(number), *_) if number >= edges:
            pass
        case _:
            return error
    reason = f"of an edge of it, {first['msg']}: replace that edge, too, or leave it out"
    return complaint(("extends",), reason, first["input"])


def _other(source: document.Document, name: str, place: Place, inside: tuple[Path, ...]) -> AppMap:
    """Return the map in the file of that NAME beside SOURCE, which stands there at PLACE."""
    path = source.path.parent / name
    line = document.line_of(source.node, place)
    field = ".".join(map(str, place))
    if (found := _file(path)) is None:
        raise ConfigError(str(source.path), f"no map at {path}", field, line)
    if found in inside:
        raise ConfigError(str(source.path), f"{name} leads back to itself", field, line)
    return _seen_from(source.path.parent, path.parent, _load(path, inside))


def _file(path: Path) -> Path | None:
    with suppress(OSError, RuntimeError, ValueError):  # none, links in a ring, or no name at all
        found = path.resolve(strict=True)
        return found if found.is_file() else None
    return None


def _seen_from(folder: Path, other: Path, map: AppMap) -> AppMap:
    """Return the MAP of a file in the folder OTHER with its pictures as found from FOLDER."""
    if other == folder:
        return map
    way = Path(os.path.relpath(other, folder))
    screens = {
        name: screen.model_copy(update={"picture": str(way / screen.picture)})
        if screen.picture
        else screen
        for name, screen in map.screens.items()
    }
    return map.model_copy(update={"screens": screens})
