"""The params of a command of VirtualPyTest: values, or specifications of values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from navigation.formats.sheet import Note


class Lost(Exception):
    """A command that cannot be said in a map, because of REASON."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Log:
    """The NOTES on what did not carry over of WHERE, such as an edge."""

    where: str
    notes: list[Note] = field(default_factory=list)

    def add(self, what: str, why: str) -> None:
        """Note WHAT did not carry over, and WHY."""
        self.notes.append(Note(self.where, what, why))


def params_of(command: Mapping[str, Any]) -> dict[str, Any]:
    """Return the params of COMMAND; of a specification its default, and none that is empty.

    Raises Lost for what are no params.
    """
    written = command.get("params") or {}
    if not isinstance(written, Mapping):
        raise Lost(f"its params {written!r} have no names")
    plain = {name: _value(value) for name, value in written.items()}
    return {name: value for name, value in plain.items() if value not in (None, "")}


def number(params: Mapping[str, Any], *names: str) -> float:
    """Return the first of NAMES in PARAMS as a number, or 0.  Raises Lost where it is none."""
    for name in names:
        if name in params:
            try:
                return _finite(params[name])
            except (TypeError, ValueError):
                raise Lost(f"its {name} {params[name]!r} is no number") from None
    return 0.0


def _finite(written: Any) -> float:
    if not isfinite(value := float(written)):
        raise ValueError(written)
    return value


def needed(params: Mapping[str, Any], *names: str) -> str:
    """Return the first of NAMES in PARAMS, as a text.  Raises Lost where there is none."""
    for name in names:
        if name in params:
            return str(params[name])
    raise Lost(f"it has no {' or '.join(names)}")


def region(area: Any) -> list[int] | None:
    """Return AREA as left, top, width and height; of one with room around it, that of the room."""
    if not isinstance(area, Mapping):
        return None
    for names in (("fx", "fy", "fwidth", "fheight"), ("x", "y", "width", "height")):
        sides = [area.get(name) for name in names]
        if all(map(_is_number, sides)) and sides[2] and sides[3]:
            return [round(float(side)) for side in sides]  # type: ignore[arg-type]  # see above
    return None


def _is_number(side: Any) -> bool:
    return isinstance(side, int | float) and isfinite(side)


def _value(written: Any) -> Any:
    is_specified = isinstance(written, Mapping) and "default" in written and "type" in written
    return written["default"] if is_specified else written
