"""The edges of a map as a postman sees them: arcs to go along, and short cuts that he may take."""

from collections import Counter
from collections.abc import Sequence
from typing import Generic, TypeVar

from navigation.edge import Edge
from navigation.graph import Graph
from navigation.map import Map
from navigation.written import EVERYWHERE

Action = TypeVar("Action")
Check = TypeVar("Check")

Arc = tuple[str, str, int]  # from, to, and which of the edges between the two


class Junction(str):
    """A node that is no screen: where all the starts of an edge from everywhere meet."""

    __slots__ = ()


class Streets(Generic[Action]):
    """What there is to go along on MAP, of what is open in GRAPH, from START.

    edges: the edge of each arc; one to an action ends where it begins.
    must: the arcs that are to be tried; may: those that can be gone along besides.

    An edge from everywhere is to be tried from one screen only.  So each of its starts leads, by
    an arc that may be taken, to a junction, and one arc, that must be, on to the goal.  One to an
    action is tried at START.
    """

    def __init__(self, map: Map[Action, Check], graph: Graph[Action], start: str) -> None:
        self.edges: dict[Arc, Edge[Action]] = {}
        self.must: list[Arc] = []
        self.may: list[Arc] = []
        self._shared: dict[Arc, Arc] = {}  # the arc of the edge that begins with one of `may`
        junctions, between = _junctions(map), Counter[tuple[str, str]]()
        for edge in (edge for edges in graph.leaving.values() for edge in edges):
            stays = map.screens[edge.goal].kind == "action"
            junction = junctions.get((id(edge.actions), edge.goal))
            if stays and junction and edge.start != start:
                continue
            ends = edge.start, edge.start if stays else edge.goal
            self._add((*ends, between[ends]), edge, None if stays else junction)
            between[ends] += 1

    def _add(self, arc: Arc, edge: Edge[Action], junction: Junction | None) -> None:
        self.edges[arc] = edge
        if junction is None:
            self.must.append(arc)
            return
        onward = (junction, arc[1], 0)
        if onward not in self.edges:
            self.must.append(onward)
            self.edges[onward] = edge
        self.may.append((arc[0], junction, 0))
        self._shared[self.may[-1]] = arc

    def walked(self, arcs: Sequence[Arc]) -> list[Arc]:
        """Return the arcs of the edges that a way along ARCS, whole as it is, consists of."""
        return [self._shared.get(arc, arc) for arc in arcs if not isinstance(arc[0], Junction)]


def _junctions(map: Map[Action, Check]) -> dict[tuple[int, str], Junction]:
    """Return that of each edge from everywhere, by its actions, the very same, and its goal."""
    return {
        (id(spec.do), goal): Junction(f"{EVERYWHERE} {number} {goal}")
        for number, spec in enumerate(map.edges)
        if EVERYWHERE in spec.starts
        for goal in spec.goals
    }
