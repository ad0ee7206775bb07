"""Tours that try every edge of a map: the fewest steps in all, and the longest as short as can be.

To try every edge at least once is the directed Chinese postman's problem, with tours that need
not return.  It has an exact answer: the cheapest flow of repeated edges that evens out how often
each screen is entered and left (Edmonds and Johnson, 1973), and a walk through all of that,
which exists as Euler and Hierholzer say.

An edge from everywhere, such as a HOME key, is tried once, where that takes the fewest steps; an
edge shared by several screens is tried at each.  An edge to an action ends where it begins.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from navigation.balance import balanced
from navigation.edge import Edge
from navigation.errors import UnknownScreen
from navigation.graph import Graph
from navigation.map import Map
from navigation.open_end import within_reach
from navigation.streets import Arc, Junction, Streets
from navigation.written import Fact

Action = TypeVar("Action")
Check = TypeVar("Check")

END = object()  # where every walk ends, after any screen


@dataclass(frozen=True)
class Cover(Generic[Action]):
    """TOURS, of which each begins at the start, and together try every edge but those LEFT_OUT.

    lower_bound: no tours of so many walkers that try the same edges have fewer steps in all.
    left_out: edges that no tour of so many walkers could try besides, as no way leads there, as
        to those from an entry, or none back for another try.
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


def cover(
    map: Map[Action, Check],
    *,
    walkers: int = 1,
    start: str | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> Cover[Action]:
    """Return tours for WALKERS, each from START, by default the map's, of what is open by FACTS.

    Raises UnknownScreen, also for a START that is no place.
    """
    begin = map.start if start is None else start
    if begin not in map.places:
        raise UnknownScreen(begin, map.places)
    streets = Streets(map, Graph(map, facts=facts), begin)
    tried = within_reach(streets.must, begin, walkers, may=streets.may)
    tours, bound = _tours(streets, tried, begin, walkers)
    left_out = tuple(streets.edges[arc] for arc in streets.must if arc not in set(tried))
    return Cover(
        tuple(tuple(streets.edges[arc] for arc in tour) for tour in tours), bound, left_out
    )


def _tours(
    streets: Streets[Action], arcs: Sequence[Arc], start: str, walkers: int
) -> tuple[list[list[Arc]], int]:
    """Return the tours, and the least number of steps that any could have."""
    ends = {start, *(end for arc in arcs for end in arc[:2])}
    may = [arc for arc in streets.may if arc[0] in ends and arc[1] in ends]
    needed = [*arcs, *_repeated(arcs, may, start, walkers)]
    walks = _euler(needed, start, walkers)
    walked = [streets.walked(walk) for walk in walks]
    return balanced(walked, start), len(streets.walked(needed))


def _repeated(arcs: Sequence[Arc], may: Sequence[Arc], start: str, walkers: int) -> list[Arc]:
    """Return the fewest arcs, each as often as needed, that make WALKERS' walks through all ARCS.

    They are some of ARCS and of those that MAY be taken.
    """
    import networkx as nx

    missing: Counter[object] = Counter({start: -walkers, END: walkers})
    for tail, head, _ in arcs:
        missing[tail] += 1
        missing[head] -= 1
    graph = nx.DiGraph()
    graph.add_nodes_from((node, {"demand": demand}) for node, demand in missing.items())
    for tail, head, _ in (*arcs, *may):
        graph.add_edge(tail, head, weight=0 if isinstance(tail, Junction) else 1)
    graph.add_edges_from(((node, END) for node in missing if _is_screen(node)), weight=0)
    _, flow = nx.network_simplex(graph)
    return [
        (tail, head, 0)
        for tail, heads in flow.items()
        for head, times in heads.items()
        if head is not END
        for _ in range(times)
    ]


def _is_screen(node: object) -> bool:
    return node is not END and not isinstance(node, Junction)


def _euler(arcs: Iterable[Arc], start: str, walkers: int) -> list[list[Arc]]:
    """Return WALKERS' walks from START that together go along each of ARCS once.

    Hierholzer's: walk until there is no way on, and begin anew wherever another way was left.
    """
    unused: defaultdict[str, list[Arc]] = defaultdict(list)
    for arc in arcs:
        unused[arc[0]].append(arc)
    walks = [_until_stuck(unused, start) for _ in range(walkers)]
    walks = [_with_loops(unused, start, walk) for walk in walks]
    for junction in [node for node in unused if isinstance(node, Junction)]:
        # edges from everywhere that lead to one another only are a loop that can begin anywhere
        if loop := _with_loops(unused, junction, []):
            walk = min(walks, key=len)
            walk += [(walk[-1][1] if walk else start, junction, 0), *loop[:-1]]
    return walks


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
