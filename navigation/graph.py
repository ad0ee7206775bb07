"""What can be walked on a map where some things are so, and what each way costs."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from navigation.edge import Edge
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
        self.cost = cost
        if any(edge.when for edge in map.every):
            self.leaving, self.arriving = (
                _open(map.leaving, self.facts),
                _open(map.arriving, self.facts),
            )


def _open(ways: Ways[Action], facts: Mapping[str, Fact]) -> Ways[Action]:
    return {
        screen: tuple(edge for edge in edges if edge.is_open(facts))
        for screen, edges in ways.items()
    }
