"""What can be walked on a map where some things are so, and what each way costs."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from navigation.arcs import Arcs
from navigation.edge import Edge
from navigation.landmarks import Landmarks
from navigation.map import Map
from navigation.written import Fact

Action = TypeVar("Action")
Check = TypeVar("Check")

Ways = Mapping[str, tuple[Edge[Action], ...]]


def own_cost(edge: Edge[Action]) -> float:
    """Return the seconds that EDGE takes by what the map itself says of it."""
    return edge.cost


class Graph(Generic[Action]):
    """The edges of MAP that are open where FACTS are so; COST tells the expected seconds of each.

    facts: variables, labels and the model of a device; the map's own variables stand behind them.
    cost: asked once for an edge, when a search first comes by; where costs have changed, or facts,
    another graph is made, which takes no time to speak of.  No cost is below 0.
    """

    def __init__(
        self,
        map: Map[Action, Check],
        *,
        facts: Mapping[str, Fact] | None = None,
        cost: Callable[[Edge[Action]], float] = own_cost,
    ) -> None:
        self.facts = {**map.variables, **(facts or {})}
        self.screens = tuple(map.screens)
        self.leaving: Ways[Action] = map.leaving
        self.arriving: Ways[Action] = map.arriving
        if any(spec.when for spec in map.edges):
            self.leaving, self.arriving = (
                _open(map.leaving, self.facts),
                _open(map.arriving, self.facts),
            )
        self.landmarks: Landmarks | None = None  # until a search finds that they are needed
        self.start, self._ask, self._costs = map.start, cost, dict[Edge[Action], float]()

    def cost(self, edge: Edge[Action]) -> float:
        """Return the expected seconds until EDGE arrives, as they were when first asked for."""
        if (known := self._costs.get(edge)) is None:
            known = self._costs[edge] = self._ask(edge)
        return known

    @cached_property
    def number(self) -> dict[str, int]:
        """The place of each screen in `screens`."""
        return {screen: place for place, screen in enumerate(self.screens)}

    @cached_property
    def ahead(self) -> Arcs[Action]:
        """The arcs that leave each screen."""
        number = self.number
        return Arcs(
            self.screens, self.leaving.__getitem__, lambda edge: number[edge.goal], self.cost
        )

    @cached_property
    def behind(self) -> Arcs[Action]:
        """The arcs that arrive at each screen."""
        number = self.number
        return Arcs(
            self.screens, self.arriving.__getitem__, lambda edge: number[edge.start], self.cost
        )

    def find_landmarks(self) -> None:
        """Find bounds for what ways cost, which takes as long as some dozen long searches."""
        self.landmarks = Landmarks(self.ahead, self.behind, start=self.number[self.start])


def _open(ways: Ways[Action], facts: Mapping[str, Fact]) -> Ways[Action]:
    return {
        screen: tuple(edge for edge in edges if not edge.when or edge.is_open(facts))
        for screen, edges in ways.items()
    }
