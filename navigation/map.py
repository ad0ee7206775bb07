"""The map of an application: its screens, and the edges that lead from one to another.

Generic in what an action and a check are: a map needs no hardware, and no
picture, to be read and searched.
"""

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from navigation.complaint import complaint

Action = TypeVar("Action")
Check = TypeVar("Check")

Size = tuple[int, int]  # width and height, pixels


class Screen(BaseModel, Generic[Check]):
    """One thing that the application can show, known by the checks that all hold on it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shows: tuple[Check, ...] = Field(min_length=1)
    start: bool = False
    timeout: float = Field(default=5.0, gt=0)  # seconds until it must show after an edge


class EdgeSpec(BaseModel, Generic[Action]):
    """A way from one screen to another, as it is written; BACK, if any, is the way back."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    start: str = Field(alias="from")
    goal: str = Field(alias="to")
    do: tuple[Action, ...] = Field(min_length=1)
    back: tuple[Action, ...] = ()
    seconds: float = Field(default=1.0, gt=0)  # expected time of one traversal
    success: float = Field(default=1.0, gt=0, le=1)  # how likely one try arrives


@dataclass(frozen=True)
class Edge(Generic[Action]):
    """One direction of a way: do ACTIONS at START, and arrive at GOAL."""

    start: str
    goal: str
    actions: tuple[Action, ...]
    seconds: float
    success: float = 1.0

    @cached_property
    def cost(self) -> float:
        """The seconds until it arrives, where it is tried again after each failure."""
        return self.seconds / self.success

    def __str__(self) -> str:
        return f"{self.start} → {self.goal}"


class Map(BaseModel, Generic[Action, Check]):
    """Screens and edges; regions in its checks are pixels of a picture of SIZE."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    size: Size = (1280, 720)
    screens: dict[str, Screen[Check]] = Field(min_length=1)
    edges: tuple[EdgeSpec[Action], ...] = ()

    @model_validator(mode="after")
    def _edges_join_known_screens(self) -> Self:
        for number, edge in enumerate(self.edges):
            for field, screen in (("from", edge.start), ("to", edge.goal)):
                if screen not in self.screens:
                    known = ", ".join(self.screens)
                    reason = f"no screen {screen!r} (the map has {known})"
                    raise complaint(("edges", number, field), reason, screen)
        return self

    @model_validator(mode="after")
    def _there_is_one_start(self) -> Self:
        starts = [name for name, screen in self.screens.items() if screen.start]
        if len(starts) != 1:
            having = ", ".join(starts) or "none"
            reason = f"exactly one needs 'start: true', but {having} has it"
            raise complaint(("screens",), reason, starts)
        return self

    @cached_property
    def start(self) -> str:
        """The name of the screen from which the map is explored."""
        return next(name for name, screen in self.screens.items() if screen.start)

    @cached_property
    def leaving(self) -> dict[str, tuple[Edge[Action], ...]]:
        """The edges that leave each screen, ways back included."""
        found: dict[str, list[Edge[Action]]] = {name: [] for name in self.screens}
        for spec in self.edges:
            expected = spec.seconds, spec.success
            found[spec.start].append(Edge(spec.start, spec.goal, spec.do, *expected))
            if spec.back:
                found[spec.goal].append(Edge(spec.goal, spec.start, spec.back, *expected))
        return {name: tuple(edges) for name, edges in found.items()}

    @cached_property
    def arriving(self) -> dict[str, tuple[Edge[Action], ...]]:
        """The edges that arrive at each screen, ways back included."""
        found: dict[str, list[Edge[Action]]] = {name: [] for name in self.screens}
        for edge in (edge for edges in self.leaving.values() for edge in edges):
            found[edge.goal].append(edge)
        return {name: tuple(edges) for name, edges in found.items()}

    def unreachable(self) -> list[str]:
        """Return the screens that no edges lead to from the start screen, in file order."""
        reached, waiting = {self.start}, deque([self.start])
        while waiting:
            for edge in self.leaving[waiting.popleft()]:
                if edge.goal not in reached:
                    reached.add(edge.goal)
                    waiting.append(edge.goal)
        return [name for name in self.screens if name not in reached]
