"""The files that a map was assembled of, and where in them each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from actors import document
from actors.document import Document, Place
from navigation.written import WITHIN

Spot = tuple[str, int | None]  # a file, and a line of it where that is known


class Sources:
    """The OUTERMOST file of a map, and those that it extends and holds, read when asked for."""

    def __init__(self, outermost: Document) -> None:
        self._outermost = outermost
        self._read = cache(document.read)

    def spot(self, place: Place) -> Spot:
        """Return where PLACE of the assembled map stands."""
        match place:
            case ("screens", str(name), *rest):
                return self._screen(self._outermost, name, tuple(rest))
            case ("edges", int(number), *rest):
                return self._edge(self._outermost, number, tuple(rest))
        return _in(self._outermost, place)

    def _screen(self, source: Document, name: str, rest: Place) -> Spot:
        screens = part(source, "screens")
        if name in screens:
            return _in(source, ("screens", name, *rest))
        holder, _, inner = name.partition(WITHIN)
        while inner:
            if isinstance(held := screens.get(holder), dict) and "map" in held:
                return self._screen(self._beside(source, held["map"]), inner, rest)
            first, _, inner = inner.partition(WITHIN)
            holder = f"{holder}{WITHIN}{first}"
        if extends := source.data.get("extends"):
            return self._screen(self._beside(source, extends), name, rest)
        return str(source.path), None

    def _edge(self, source: Document, number: int, rest: Place) -> Spot:
        """Return where an edge stands: behind those of a file come those of the maps it holds."""
        own = len(part(source, "edges"))
        if number < own:
            return _in(source, ("edges", number, *rest))
        number -= own
        for held in self._held(source):
            if (count := self._count(held)) is None:
                break
            if number < count:
                return self._edge(held, number, rest)
            number -= count
        return str(source.path), None

    def _count(self, source: Document) -> int | None:
        """Return how many edges a map has; None where it extends another, and leaves some out."""
        inner = [self._count(held) for held in self._held(source)]
        if None in inner or source.data.get("extends"):
            return None
        return len(part(source, "edges")) + sum(filter(None, inner))

    def _held(self, source: Document) -> Iterator[Document]:
        if source.data.get("extends"):
            return  # how many edges are left of that one stands nowhere
        for screen in part(source, "screens").values():
            if isinstance(screen, dict) and "map" in screen:
                yield self._beside(source, screen["map"])

    def _beside(self, source: Document, name: str) -> Document:
        return self._read(source.path.parent / name)


def part(source: Document, field: str) -> Any:
    """Return what SOURCE has in FIELD, or nothing."""
    return source.data.get(field) or {}


def _in(source: Document, place: Place) -> Spot:
    return str(source.path), document.line_of(source.node, place)
