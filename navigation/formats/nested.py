"""Flat screens and edges, as an assembled map has them, as the files that it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from navigation.formats.errors import BadFormat
from navigation.formats.sheet import Part, Sheet
from navigation.written import WITHIN

Fields = Mapping[str, Any]
START = "start"
LOOKS = ("shows", "match")  # what a screen and the start of the map that it holds have in common


@dataclass
class Files:
    """The SHEETS of the maps that screens hold, by the names of their files."""

    sheets: dict[str, Sheet] = field(default_factory=dict)

    def outermost(
        self, head: Fields, screens: Mapping[str, Fields], edges: Sequence[Fields]
    ) -> Sheet:
        """Return the map of HEAD with SCREENS and EDGES, of which held maps become other sheets.

        Raises BadFormat where a screen lies within none that holds a map.
        """
        own = {name: dict(fields) for name, fields in screens.items() if not _is_inner(name)}
        left = list(edges)
        inner = [name for name in screens if _is_inner(name)]
        for holder in [name for name, fields in own.items() if "map" in fields]:
            held = [name for name in inner if name.startswith(holder + WITHIN)]
            inside = {holder, *held}
            inner = [name for name in inner if name not in inside]
            within = [each for each in left if inside.issuperset(_ends(each))]
            left = [each for each in left if not inside.issuperset(_ends(each))]
            sheet = self._held(head, {name: screens[name] for name in (holder, *held)}, within)
            own[holder]["map"] = self._kept(PurePath(str(own[holder]["map"])).name, sheet)
        if inner:
            raise BadFormat(f"{inner[0]!r} lies within no screen that holds a map")
        parts = {name: Part(fields) for name, fields in own.items()}
        return Sheet(head, parts, tuple(Part(each) for each in left))

    def _held(self, head: Fields, screens: Mapping[str, Fields], edges: Sequence[Fields]) -> Sheet:
        """Return the map of SCREENS, the first of which holds it, and EDGES among them."""
        holder, *held = screens
        inner = {name: name.removeprefix(holder + WITHIN) for name in held}
        start = START  # what it was called is not in a flat map
        while start in inner.values():
            start += "-"
        names = {holder: start, **inner}
        looks = {name: value for name, value in screens[holder].items() if name in LOOKS}
        within: dict[str, Fields] = {start: {**looks, "start": True}}
        within |= {inner[name]: screens[name] for name in held}
        own = {"name": holder} | {name: head[name] for name in ("size",) if name in head}
        return self.outermost(own, within, [_renamed(each, names) for each in edges])

    def _kept(self, file: str, sheet: Sheet) -> str:
        """Return the name under which SHEET is kept: FILE, or where that is another map's, more."""
        stem, number = PurePath(file).stem, 1
        while (known := self.sheets.get(file)) is not None and not _same(known, sheet):
            number += 1
            file = f"{stem}-{number}.yaml"
        self.sheets.setdefault(file, sheet)
        return file


def _is_inner(name: str) -> bool:
    return WITHIN in name


def _same(one: Sheet, other: Sheet) -> bool:
    return (one.screens, one.edges) == (other.screens, other.edges)


def _ends(fields: Fields) -> Iterator[str]:
    yield from fields["from"]
    yield from fields["to"]


def _renamed(fields: Fields, names: Mapping[str, str]) -> Fields:
    sides = {side: [names[name] for name in fields[side]] for side in ("from", "to")}
    return {**fields, **sides}
