"""The map of an application: its screens, and the edges that lead from one to another.

Generic in what an action and a check are: a map needs no hardware, and no
picture, to be read and searched.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Generic, Self, TypeVar

from pydantic import Field, model_validator

from navigation.complaint import complaint
from navigation.edge import Edge, edge, way_back
from navigation.written import EVERYWHERE, EdgeSpec, Fact, Rung, Screen, Size, Written

Action = TypeVar("Action")
Check = TypeVar("Check")

_NO_PLACE = ("action", "entry", "popup")  # kinds of which no device stands on one


class Map(Written, Generic[Action, Check]):
    """Screens and edges, those of the maps that screens hold among them.

    A screen of a held map is called after the one that holds it: `settings/network`.
    """

    name: str
    about: str = ""
    size: Size = (1280, 720)
    variables: dict[str, Fact] = Field(default={})
    screens: dict[str, Screen[Action, Check]] = Field(min_length=1)
    edges: tuple[EdgeSpec[Action], ...] = ()
    recover: tuple[Rung[Action, Check], ...] = ()

    @model_validator(mode="after")
    def _edges_join_known_screens(self) -> Self:
        for number, spec in enumerate(self.edges):
            for field, screens in (("from", spec.starts), ("to", spec.goals)):
                for screen in screens:
                    if screen == EVERYWHERE and field == "from":
                        continue
                    if (reason := self._unfit(screen, field)) is not None:
                        raise complaint(("edges", number, field), reason, screen)
        return self

    @model_validator(mode="after")
    def _there_is_one_start(self) -> Self:
        starts = [name for name, screen in self.screens.items() if screen.start]
        if len(starts) != 1:
            having = ", ".join(starts) or "none"
            reason = f"exactly one needs 'start: true', but {having} has it"
            raise complaint(("screens",), reason, starts)
        if (kind := self.screens[starts[0]].kind) in _NO_PLACE:
            reason = f"no device can begin at a screen of kind {kind}"
            raise complaint(("screens", starts[0], "start"), reason, True)
        return self

    def _unfit(self, screen: str, field: str) -> str | None:
        """Return why no edge can have SCREEN at the end that FIELD names, or None."""
        if screen not in self.screens:
            return f"no screen {screen!r} (the map has {', '.join(self.screens)})"
        kind = self.screens[screen].kind
        if kind == "popup":
            return f"{screen!r} is a popup, which comes and goes by no edge"
        if kind == "action" and field == "from":
            return f"{screen!r} is an action, and no place to begin at"
        if kind == "entry" and field == "to":
            return f"{screen!r} is an entry, which no edge leads to"
        return None

    @cached_property
    def start(self) -> str:
        """The name of the screen from which the map is explored."""
        return next(name for name, screen in self.screens.items() if screen.start)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The screens that a device can be on, in file order."""
        return tuple(name for name, one in self.screens.items() if one.kind not in _NO_PLACE)

    @cached_property
    def popups(self) -> tuple[str, ...]:
        """The screens that come by themselves, in file order."""
        return tuple(name for name, one in self.screens.items() if one.kind == "popup")

    @cached_property
    def every(self) -> tuple[Edge[Action], ...]:
        """All edges, ways back included, each with a name of its own."""
        times: Counter[str] = Counter()
        found: dict[str, Edge[Action]] = {}
        for one in self._edges():
            name = one.name
            while name in found:
                times[one.name] += 1
                name = f"{one.name} #{times[one.name] + 1}"
            found[name] = one if name == one.name else replace(one, name=name)
        return tuple(found.values())

    @cached_property
    def leaving(self) -> dict[str, tuple[Edge[Action], ...]]:
        """The edges that leave each screen."""
        return self._by_end(one.start for one in self.every)

    @cached_property
    def arriving(self) -> dict[str, tuple[Edge[Action], ...]]:
        """The edges that arrive at each screen."""
        return self._by_end(one.goal for one in self.every)

    @cached_property
    def from_anywhere(self) -> tuple[Edge[Action], ...]:
        """The edges that can be tried wherever a device is, also where that is not known."""
        entries = {name for name, screen in self.screens.items() if screen.kind == "entry"}
        keys = (
            edge(spec, EVERYWHERE, goal)
            for spec in self.edges
            for goal in spec.goals
            if EVERYWHERE in spec.starts
        )
        return (*keys, *(one for one in self.every if one.start in entries))

    def unreachable(self) -> list[str]:
        """Return the screens that no edges lead to from the start screen, in file order.

        Popups come by themselves, and at an entry every device can begin.
        """
        reached, waiting = {self.start}, deque([self.start])
        while waiting:
            for one in self.leaving[waiting.popleft()]:
                if one.goal not in reached:
                    reached.add(one.goal)
                    waiting.append(one.goal)
        able = ("popup", "entry")
        return [n for n, one in self.screens.items() if n not in reached and one.kind not in able]

    def _edges(self) -> Iterator[Edge[Action]]:
        for spec in self.edges:
            for start in self._starts(spec):
                yield from (edge(spec, start, goal) for goal in spec.goals if goal != start)
            if spec.back:
                yield way_back(spec)

    def _starts(self, spec: EdgeSpec[Action]) -> tuple[str, ...]:
        if EVERYWHERE not in spec.starts:
            return spec.starts
        return self.places

    def _by_end(self, ends: Iterator[str]) -> dict[str, tuple[Edge[Action], ...]]:
        found: dict[str, list[Edge[Action]]] = {name: [] for name in self.screens}
        for one, end in zip(self.every, ends, strict=True):
            found[end].append(one)
        return {name: tuple(edges) for name, edges in found.items()}
