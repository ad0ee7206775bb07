"""How long routes through 10,000 screens and 40,000 edges take, beside networkx on the same map."""

import random
from collections.abc import Callable, Iterable

import networkx as nx

from navigation.graph import Graph
from navigation.map import Map
from navigation.route import route
from tests.bench.figure import Figure, percentiles, timed
from tests.bench.mazes import grid, maze, scattered

SCREENS, EDGES = 10_000, 40_000
ROUTES, REFERENCES = 1000, 40
FIRST = 200  # routes before, in which a new graph comes to know its arcs and its landmarks
PATIENCE = 10.0  # milliseconds, for 99 of 100 routes

Pair = tuple[str, str]


def figures() -> list[Figure]:
    """Return what routes take after the FIRST, and the slowest of those.

    References are networkx's bidirectional Dijkstra, and its plain one.
    """
    maps = {"menus": maze(3, SCREENS), "grid": grid(100), "no order": scattered(SCREENS, EDGES)}
    return [figure for what, map in maps.items() for figure in _figures(what, map)]


def _figures(what: str, map: Map[str, str]) -> list[Figure]:
    other = nx.DiGraph()
    # of several edges between the same two the cheapest is the last, and stays
    dearest_first = sorted(map.every, key=lambda edge: -edge.cost)
    other.add_weighted_edges_from((edge.start, edge.goal, edge.cost) for edge in dearest_first)
    graph = Graph(map)
    pairs = _pairs(graph, other)
    few = pairs[:REFERENCES]
    taken = _times(lambda a, b: route(graph, a, b), pairs)
    first, ours = taken[:FIRST], taken[FIRST:]
    both_ends = percentiles(_times(lambda a, b: nx.bidirectional_dijkstra(other, a, b), few))
    plain = percentiles(_times(lambda a, b: nx.dijkstra_path(other, a, b), few))
    what = f"{what}, {len(map.every)} edges"
    return [
        Figure(f"{what}: p50", percentiles(ours)["p50"], "ms", both_ends["p50"]),
        Figure(f"{what}: p99", percentiles(ours)["p99"], "ms", both_ends["p99"], most=PATIENCE),
        Figure(f"{what}: p99, beside the plain one", percentiles(ours)["p99"], "ms", plain["p99"]),
        Figure(f"{what}: slowest of the first {FIRST}", max(first), "ms"),
        Figure(f"{what}: making the graph", timed(lambda: Graph(map)), "ms"),
    ]


def _pairs(graph: Graph[str], other: nx.DiGraph) -> list[Pair]:
    """Return screens between which there is a way."""
    core = max(nx.strongly_connected_components(other), key=len)
    screens, chance = [screen for screen in graph.screens if screen in core], random.Random(0)
    return [(chance.choice(screens), chance.choice(screens)) for _ in range(FIRST + ROUTES)]


def _times(search: Callable[[str, str], object], pairs: Iterable[Pair]) -> list[float]:
    return [timed(lambda a=a, b=b: search(a, b)) for a, b in pairs]
