"""Tours that try every edge of a map: the fewest steps in all, and the longest as short as can be.

To try every edge at least once is the directed Chinese postman's problem, with tours that need
not return.  It has an exact answer: the cheapest flow of repeated edges that evens out how often
each screen is entered and left (Edmonds and Johnson, 1973), and a walk through all of that,
which exists as Euler and Hierholzer say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from navigation.balance import balanced
from navigation.edge import Edge
from navigation.errors import UnknownScreen
from navigation.map import Map
from navigation.open_end import within_reach

Action = TypeVar("Action")
Check = TypeVar("Check")

END = object()  # where every walk ends, after any screen

Arc = tuple[str, str, int]  # from, to, and which of the edges between the two


@dataclass(frozen=True)
class Cover(Generic[Action]):
    """TOURS, of which each begins at the start, and together try every edge but those LEFT_OUT.

    lower_bound: no tours of so many walkers that try the same edges have fewer steps in all.
    left_out: edges that no tour of so many walkers could try besides, as there is no way back.
    """

    tours: tuple[tuple[Edge[Action], ...], ...]
    lower_bound: int
    left_out: tuple[Edge[Action], ...]

    @property
    def steps(self) -> int:
        """The number of edges in all tours."""
        return sum(map(len, self.tours))

    @property
    def longest(self) -> int:
        """The number of edges in the longest tour."""
        return max(map(len, self.tours))


def cover(map: Map[Action, Check], *, walkers: int = 1, start: str | None = None) -> Cover[Action]:
    """Return tours for WALKERS, each from START, by default the map's.

    Raises UnknownScreen.
    """
    begin = map.start if start is None else start
    if begin not in map.screens:
        raise UnknownScreen(begin, tuple(map.screens))
    edges = _arcs(map)
    tried = within_reach(edges, begin, walkers)
    tours, bound = _tours(tried, begin, walkers)
    left_out = tuple(edge for arc, edge in edges.items() if arc not in tried)
    return Cover(tuple(tuple(edges[arc] for arc in tour) for tour in tours), bound, left_out)


def _arcs(map: Map[Action, Check]) -> dict[Arc, Edge[Action]]:
    between: Counter[tuple[str, str]] = Counter()
    found: dict[Arc, Edge[Action]] = {}
    for edge in (edge for leaving in map.leaving.values() for edge in leaving):
        pair = edge.start, edge.goal
        found[(*pair, between[pair])] = edge
        between[pair] += 1
    return found


def _tours(arcs: Sequence[Arc], start: str, walkers: int) -> tuple[list[list[Arc]], int]:
    """Return the tours, and the least number of steps that any could have."""
    again = _repeated(arcs, start, walkers)
    walks = _euler([*arcs, *again], start, walkers)
    return balanced(walks, start), len(arcs) + len(again)


def _repeated(arcs: Sequence[Arc], start: str, walkers: int) -> list[Arc]:
    """Return the fewest arcs, each as often as needed, that make WALKERS' walks through all."""
    import networkx as nx

    missing: Counter[object] = Counter({start: -walkers, END: walkers})
    for tail, head, _ in arcs:
        missing[tail] += 1
        missing[head] -= 1
    graph = nx.DiGraph()
    graph.add_nodes_from((node, {"demand": demand}) for node, demand in missing.items())
    graph.add_edges_from(((tail, head) for tail, head, _ in arcs), weight=1)
    graph.add_edges_from(((node, END) for node in missing if node is not END), weight=0)
    _, flow = nx.network_simplex(graph)
    return [
        (tail, head, 0)
        for tail, heads in flow.items()
        for head, times in heads.items()
        if head is not END
        for _ in range(times)
    ]


def _euler(arcs: Iterable[Arc], start: str, walkers: int) -> list[list[Arc]]:
    """Return WALKERS' walks from START that together go along each of ARCS once.

    Hierholzer's: walk until there is no way on, and begin anew wherever another way was left.
    """
    unused: defaultdict[str, list[Arc]] = defaultdict(list)
    for arc in arcs:
        unused[arc[0]].append(arc)
    walks = [_until_stuck(unused, start) for _ in range(walkers)]
    return [_with_loops(unused, start, walk) for walk in walks]


def _until_stuck(unused: dict[str, list[Arc]], here: str) -> list[Arc]:
    walk: list[Arc] = []
    while unused[here]:
        walk.append(unused[here].pop())
        here = walk[-1][1]
    return walk


def _with_loops(unused: dict[str, list[Arc]], here: str, walk: list[Arc]) -> list[Arc]:
    """Return WALK, from HERE, with what is UNUSED put in where it leads back to the same place."""
    ahead, gone = walk[::-1], list[Arc]()
    while unused[here] or ahead:
        ahead += _until_stuck(unused, here)[::-1]
        gone.append(ahead.pop())
        here = gone[-1][1]
    return gone
