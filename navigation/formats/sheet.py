"""A map file that is yet to be written, with what it lacks as comments in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from navigation.formats.flow import flow

UNSEEN = ("action", "entry")  # kinds of screens that need not show anything
NO_PLACE = (*UNSEEN, "popup")  # those that cannot be the start

NO_CHECKS = "nothing tells it: give it 'shows', as `vpt reference cut` prints it"
NO_ACTIONS = "nothing says what to do: give it 'do'"


@dataclass(frozen=True)
class Part:
    """The FIELDS of a screen or an edge, and what it LACKS to stand in a map, if anything."""

    fields: Mapping[str, Any]
    lacks: str = ""


@dataclass(frozen=True)
class Note:
    """WHAT of the other format, and WHERE, is not in the map as it was, and WHY."""

    where: str
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}: {self.why}"


@dataclass(frozen=True)
class Sheet:
    """What a map file will say: its other fields are in HEAD, and its ladder in RECOVER."""

    head: Mapping[str, Any]
    screens: Mapping[str, Part]
    edges: tuple[Part, ...] = ()
    recover: tuple[Mapping[str, Any], ...] = ()

    def completed(self, *, elsewhere: bool = True) -> Sheet:
        """Return it with a start, and what cannot stand in a map marked so, and why.

        Where nothing tells the start, it is ELSEWHERE: at the first screen that can be it.
        An edge goes with its screens, but for where no screen is known: nothing of that is a
        map yet, and all of it stays where it is to be completed.
        """
        screens = {name: _told(part) for name, part in self.screens.items()}
        known = {name for name, part in screens.items() if not part.lacks}
        start = _start(screens, known if elsewhere else set(screens))
        screens = {
            name: replace(part, fields=_with_start(part.fields, name == start))
            for name, part in screens.items()
        }
        lost = {name for name in screens if name not in known} if known else set()
        edges = tuple(each for edge in self.edges for each in _possible(edge, lost))
        return replace(self, screens=screens, edges=edges)

    @property
    def text(self) -> str:
        """The YAML of it."""
        return "".join(f"{line}\n" for line in self._lines())

    @property
    def lacking(self) -> Iterator[Note]:
        """What stands in it as comments only."""
        for name, part in self.screens.items():
            if part.lacks:
                yield Note(f"screen {name}", self._standing, part.lacks)
        for part in self.edges:
            if part.lacks:
                yield Note(f"edge {ends(part.fields)}", self._standing, part.lacks)

    @property
    def has_start(self) -> bool:
        """Whether its start is known by anything."""
        return any(part.fields.get("start") and not part.lacks for part in self.screens.values())

    @property
    def _is_known(self) -> bool:
        return any(not part.lacks for part in self.screens.values())

    @property
    def _standing(self) -> str:
        return "stands as a comment" if self._is_known else "is not complete"

    def _lines(self) -> Iterator[str]:
        yield "format: 1"
        yield from (f"{flow(name)}: {flow(value)}" for name, value in self.head.items())
        yield "screens:"
        for name, part in self.screens.items():
            yield self._line(f"{flow(name)}: {flow(part.fields)}", part)
        stands = any(not (part.lacks and self._is_known) for part in self.edges)
        yield "edges:" if stands else "edges: []"
        yield from (self._line(f"- {flow(part.fields)}", part) for part in self.edges)
        if self.recover:
            yield "recover:"
            yield from (f"  - {flow(rung)}" for rung in self.recover)

    def _line(self, text: str, part: Part) -> str:
        lacks = " ".join(part.lacks.split())  # a name in it may have several lines
        if not lacks:
            return f"  {text}"
        return f"  # {text}  # {lacks}" if self._is_known else f"  {text}  # {lacks}"


@dataclass(frozen=True)
class Imported:
    """The SHEETS of the files that a map becomes, the outermost first, and what to know of them.

    notes: what did not carry over, each by itself.
    pictures: the content of the references that came along, by name.
    """

    sheets: Mapping[str, Sheet]
    notes: tuple[Note, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def ends(fields: Mapping[str, Any]) -> str:
    """Return from where to where the edge of FIELDS leads, in words."""
    return f"{_listed(fields['from'])} → {_listed(fields['to'])}"


def _listed(names: str | list[str]) -> str:
    return names if isinstance(names, str) else ", ".join(names)


def _told(part: Part) -> Part:
    fields = part.fields
    seen = fields.get("shows") or fields.get("map") or fields.get("kind") in UNSEEN
    return part if part.lacks or seen else replace(part, lacks=NO_CHECKS)


def _start(screens: Mapping[str, Part], known: set[str]) -> str | None:
    """Return the screen that is the start already, or else the first known one that can be it."""
    able = [name for name, part in screens.items() if part.fields.get("kind") not in NO_PLACE]
    for name in able:
        if screens[name].fields.get("start") and (name in known or not known):
            return name
    return next((name for name in able if name in known or not known), None)


def _with_start(fields: Mapping[str, Any], is_start: bool) -> dict[str, Any]:
    rest = {name: value for name, value in fields.items() if name != "start"}
    return {**rest, "start": True} if is_start else rest


def _possible(edge: Part, lost: set[str]) -> Iterator[Part]:
    """Yield EDGE as far as its ends are not LOST, and the rest of it as a comment."""
    if not edge.lacks and not edge.fields.get("do"):
        edge = replace(edge, lacks=NO_ACTIONS)
    starts, goals = _names(edge.fields["from"]), _names(edge.fields["to"])
    gone = [name for name in (*starts, *goals) if name in lost]
    if edge.lacks or not gone:
        yield edge
        return
    left = [[name for name in side if name not in lost] for side in (starts, goals)]
    why = f"{', '.join(dict.fromkeys(gone))} cannot be told yet"
    if all(left):
        yield Part({**edge.fields, "from": left[0], "to": left[1]})
    yield replace(edge, lacks=why)


def _names(written: str | Iterable[str]) -> list[str]:
    return [written] if isinstance(written, str) else list(written)
