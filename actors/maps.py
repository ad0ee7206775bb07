"""The maps of the lab's applications: edges made of steps, screens known by checks."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import model_validator

from actors import document
from actors.checks.screen import Screen
from actors.parse import AnyCheck, AnyStep
from actors.variables import LATER
from navigation.complaint import complaint
from navigation.map import Map

if TYPE_CHECKING:
    from actors.screens import Screens


class AppMap(Map[AnyStep, AnyCheck]):
    """The map of an application of the lab."""

    @model_validator(mode="after")
    def _screens_are_known_by_what_they_show(self) -> Self:
        for name, screen in self.screens.items():
            for number, check in enumerate(screen.shows):
                if isinstance(check, Screen):
                    reason = "a screen of the map cannot be known by being a screen of the map"
                    raise complaint(("screens", name, "shows", number), reason, check.name)
        return self

    @model_validator(mode="after")
    def _nothing_is_left_open(self) -> Self:
        if later := LATER.search(repr((self.screens, self.edges))):
            raise ValueError(f"{later[0]} is read by a test case, and not known in a map")
        return self

    @cached_property
    def told_apart(self) -> Screens:
        """The screens, ready to be told apart in a frame."""
        from actors.screens import Screens

        return Screens(self)


def load_map(path: Path) -> AppMap:
    """Read a map and the pictures it refers to.  Raises ConfigError."""
    return document.read(path).read_as(AppMap)
