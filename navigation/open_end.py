"""Which edges some walkers can try at all, where a map has ways without a way back."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

AnyArc = TypeVar("AnyArc", bound=tuple[str, str, int])


def within_reach(
    arcs: Iterable[AnyArc], start: str, walkers: int, *, may: Sequence[AnyArc] = ()
) -> list[AnyArc]:
    """Return as many of ARCS as WALKERS, each walking once from START, can go along.

    They may take those of MAY, too, on the way.

    A walker who leaves a group of screens that lead to one another for good tries one of the
    edges out of it; which ones are worth it is a flow of greatest gain through the groups.
    """
    import networkx as nx

    every = list(arcs)
    graph = nx.DiGraph((tail, head) for tail, head, _ in (*every, *may))
    graph.add_node(start)
    reached = {start, *nx.descendants(graph, start)}
    near = [arc for arc in every if arc[0] in reached]
    groups = list(nx.strongly_connected_components(graph.subgraph(reached)))
    group = {screen: number for number, screens in enumerate(groups) for screen in screens}
    pairs = Counter((group[tail], group[head]) for tail, head, _ in near)
    pairs.update({(group[tail], group[head]): 0 for tail, head, _ in may if tail in reached})
    tried = _worth_it(pairs, group[start], walkers) if len(groups) > 1 else pairs
    return [arc for arc in near if _one_of(tried, (group[arc[0]], group[arc[1]]))]


def _one_of(tried: Counter[tuple[int, int]], pair: tuple[int, int]) -> bool:
    """Take one of those TRIED from the groups of PAIR, and tell whether there was any."""
    tried[pair] -= 1
    return tried[pair] >= 0


def _worth_it(
    pairs: Counter[tuple[int, int]], start: int, walkers: int
) -> Counter[tuple[int, int]]:
    """Return how many of the arcs from group to group, and within each, are tried for the best."""
    import networkx as nx

    flow = nx.MultiDiGraph()
    flow.add_node((start, "in"), demand=-walkers)
    flow.add_node("end", demand=walkers)
    for one in {group for pair in pairs for group in pair}:
        flow.add_edge((one, "in"), (one, "out"), key="gain", capacity=1, weight=-pairs[one, one])
        flow.add_edge((one, "in"), (one, "out"), key="again", weight=0)
        flow.add_edge((one, "out"), "end", key="again", weight=0)
    for (one, other), count in pairs.items():
        if one != other:
            flow.add_edge((one, "out"), (other, "in"), key="gain", capacity=count, weight=-1)
            flow.add_edge((one, "out"), (other, "in"), key="again", weight=0)
    _, taken = nx.network_simplex(flow)
    tried: Counter[tuple[int, int]] = Counter()
    for (one, other), count in pairs.items():
        if one == other:
            tried[one, one] = count if taken[one, "in"][one, "out"]["gain"] else 0
        else:
            tried[one, other] = taken[one, "out"][other, "in"]["gain"]
    return tried
