"""`vpt route`: the cheapest way from one screen of a map to another."""

import json
from pathlib import Path
from typing import Annotated

import typer

from actors.maps import load_map
from navigation.graph import Graph
from navigation.route import expected_seconds, success
from navigation.route import route as cheapest


def route(
    map: Annotated[Path, typer.Argument(help="map file", metavar="MAP")],
    goal: Annotated[str, typer.Option("--to", help="screen to go to")],
    start: Annotated[str | None, typer.Option("--from", help="screen; else the start")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Find the way between two screens of a map that is expected to take the least time.

    \b
    vpt route configs/maps/launcher.yaml --from home --to network
    vpt route configs/maps/launcher.yaml --to network --json

    With --json: {"edges": [{"from": a, "to": b}, …], "expected_seconds": s, "success": p}.
    The time of an edge is its `seconds` in the map, over its `success`, as it is tried again
    when it fails; p is how likely all of them arrive at the first try.

    Exit codes: 0 found, 2 a bad map or no such screen, 3 no way leads there.
    """
    loaded = load_map(map)
    graph = Graph(loaded)
    edges = cheapest(graph, start or loaded.start, goal)
    if as_json:
        way = [{"from": edge.start, "to": edge.goal} for edge in edges]
        told = {"expected_seconds": expected_seconds(graph, edges), "success": success(edges)}
        print(json.dumps({"edges": way, **told}))
        return
    for edge in edges:
        print(f"{edge}: {', '.join(str(action) for action in edge.actions)}")
    print(f"{expected_seconds(graph, edges):.1f} s expected, {success(edges):.0%} at the first try")
