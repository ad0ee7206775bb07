"""The maps of the lab's applications: edges made of steps, screens known by checks."""

from pathlib import Path

from actors import document
from actors.parse import AnyCheck, AnyStep
from navigation.map import Map

AppMap = Map[AnyStep, AnyCheck]


def load_map(path: Path) -> AppMap:
    """Read a map and the pictures it refers to.  Raises ConfigError."""
    return document.read(path).read_as(AppMap)
