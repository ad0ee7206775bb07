"""`vpt cover`: tours that try every edge of a map."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from actors.maps import load_map
from navigation.cover import Cover
from navigation.cover import cover as covered
from navigation.edge import Edge


def cover(
    map: Annotated[Path, typer.Argument(help="map file", metavar="MAP")],
    walkers: Annotated[int, typer.Option(min=1, help="devices that walk at the same time")] = 1,
    start: Annotated[
        str | None, typer.Option("--from", help="screen; else the map's start")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Plan the fewest steps that try every edge of a map, split evenly over some devices.

    \b
    vpt cover configs/maps/launcher.yaml
    vpt cover configs/maps/launcher.yaml --walkers 4 --json

    With --json: {"tours": [[{"from": a, "to": b}, …], …], "steps": n, "longest": n,
    "lower_bound": n, "left_out": [edge, …]}.  Each tour begins at the start screen, and each edge
    where the one before ended, which is where it began for one to an action.  An edge from "*" is
    tried once.  No tours of so many walkers try these edges in fewer steps than the lower bound.
    Left out is what cannot be tried, as no way leads there, or none back for another try.

    Exit codes: 0 planned, 2 a bad map, or no such screen.
    """
    planned = covered(load_map(map), walkers=walkers, start=start)
    if as_json:
        print(json.dumps(_document(planned)))
        return
    for number, tour in enumerate(planned.tours, 1):
        screens = [tour[0].start, *(edge.goal for edge in tour)] if tour else []
        print(f"tour {number}, {len(tour)} steps: {' → '.join(screens)}")
    print(
        f"{planned.steps} steps in all, at least {planned.lower_bound} are needed; "
        f"the longest tour has {planned.longest}"
    )
    for edge in planned.left_out:
        print(f"left out: {edge}, as no tour comes by")


def _document(planned: Cover[Any]) -> dict[str, Any]:
    return {
        "tours": [[_edge(edge) for edge in tour] for tour in planned.tours],
        "steps": planned.steps,
        "longest": planned.longest,
        "lower_bound": planned.lower_bound,
        "left_out": [_edge(edge) for edge in planned.left_out],
    }


def _edge(edge: Edge[Any]) -> dict[str, str]:
    return {"from": edge.start, "to": edge.goal}
