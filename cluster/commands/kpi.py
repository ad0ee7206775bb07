"""`vpt kpi`: how long the edges of maps take, and since when otherwise."""

import json as json_module
import os
import time
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from actors.maps import AppMap, load_map
from cluster.kpi import DAY, EdgeKpi, Kept, Limits, Times, Turn, kpis
from cluster.settings import Settings
from cluster.store import Store

MOST = 3650.0  # days that can be looked back on
NEWEST = 100_000  # tries that are looked at, at most: a few seconds
COLUMNS = ("edge", "model", "tries", "success", "median", "p95", "changes", "stable")
NARROW = ("tries", "success", "median", "changes", "stable")
BROKEN = 1
WHERE = "limits stand in map files: vpt kpi MAP tells whether they are kept"
STYLES = {Kept.BROKEN: "red", Kept.UNSURE: "yellow"}

_edges = TypeAdapter(list[EdgeKpi])


def kpi(
    map: Annotated[Path | None, typer.Argument(help="map file", metavar="MAP")] = None,
    model: Annotated[str | None, typer.Option(help="only devices of this model")] = None,
    build: Annotated[str | None, typer.Option(help="only devices with this label `build`")] = None,
    since: Annotated[float, typer.Option(min=0.01, max=MOST, help="days to look back on")] = 30.0,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Tell how long each edge takes, from the key to the screen, on each model.

    \b
    vpt kpi
    vpt kpi configs/maps/launcher.yaml --model android-tv
    vpt kpi configs/maps/launcher.yaml --build 14.2 --since 7 --json

    Times are those of tries that arrived, by the pictures' own clock.  The 95th percentile is
    told with the interval that it surely lies in (95 %, from the binomial distribution).  With a
    MAP, its edges' limits are looked at: `within` for each try, and `p95`, which is broken where
    that whole interval is above it.  Since when an edge takes longer or shorter than before is
    found by rank sums (Pettitt); in 2 % of edges that did not change, one is found by chance.

    Of more than 100,000 tries the newest are looked at, and how far back they reach is said.

    With --json: days that were looked back on, and edges, each with map, edge, model, tries,
    success, times (count, mean, median, error, p95 with value, low and high, per_day), changed,
    stable, too_slow, kept (kept, broken, "not enough data" or "no limit"), turns (at, by, build)
    and builds, the times on each.

    Exit codes: 0 told, 1 a limit is broken, 2 bad usage or map, 3 no answer from the store.
    """
    wanted = load_map(map) if map else None
    settings, now = Settings.from_environment(os.environ), time.time()
    with Store(settings.store) as store:
        name, begun = wanted.name if wanted else None, now - since * DAY
        hops = store.hops(name, model=model, build=build, since=begun, limit=NEWEST)
    days = since if len(hops) < NEWEST else (now - hops[0].hop.ended) / DAY
    found = kpis(hops, _limits(wanted) if wanted else None)
    if json:
        told = {"days": days, "edges": _edges.dump_python(found, mode="json")}
        print(json_module.dumps(told))
    else:
        _show(found, wanted, Console())
        if days < since:
            print(f"the newest {NEWEST} tries were looked at, those of the last {days:.2g} days")
    if any(edge.kept is Kept.BROKEN for edge in found):
        raise typer.Exit(BROKEN)


def _limits(map: AppMap) -> dict[tuple[str, str], Limits]:
    return {(map.name, edge.name): Limits(edge.within, edge.p95) for edge in map.every}


def _show(found: list[EdgeKpi], map: AppMap | None, console: Console) -> None:
    if not found:
        what = f"no edge of the map {map.name}" if map else "no edge"
        reason = f"{what} was tried in that time: `vpt validate MAP` tries all of a map"
        told = f"{reason}, or run a campaign whose cases use `goto`"
        console.print(told, markup=False, soft_wrap=True)
        return
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column in (*COLUMNS, *(["limits"] if map else [])):
        table.add_column(column, no_wrap=column in NARROW, min_width=10 if column == "edge" else 0)
    for edge in found:
        table.add_row(*_row(edge, map), style=STYLES.get(edge.kept, ""))
    console.print(table)
    for edge in found:
        for news in _news(edge):
            console.print(f"{edge.edge} on {edge.model}: {news}", markup=False)
    broken = sum(edge.kept is Kept.BROKEN for edge in found)
    limits = f"{broken} of {len(found)} edges break a limit" if map else WHERE
    console.print(limits)


def _row(edge: EdgeKpi, map: AppMap | None) -> list[str]:
    return [
        escape(edge.edge),
        escape(edge.model),
        str(edge.tries),
        f"{edge.success:.0%}",
        _seconds(edge.times.median if edge.times else None),
        _p95(edge.times) if edge.times else "-",
        _seconds(edge.changed),
        _seconds(edge.stable),
        *([_limit(edge)] if map else []),
    ]


def _news(edge: EdgeKpi) -> list[str]:
    """Return what has changed, as steps or, where there are none, from day to day."""
    per_day = edge.times.per_day if edge.times else 0.0
    drift = [f"{100 * per_day:+.1f} % a day"] if per_day else []
    return [_turned(turn) for turn in edge.turns] or drift


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f}"


def _p95(times: Times) -> str:
    p95 = times.p95
    is_bound = (p95.low, p95.high) != (None, None)
    bounds = f" ({_seconds(p95.low)} to {_seconds(p95.high)})" if is_bound else ""
    return f"{p95.value:.2f}{bounds}"


def _limit(edge: EdgeKpi) -> str:
    if edge.kept is Kept.NONE:
        return "-"
    return f"{edge.too_slow} too slow" if edge.too_slow else str(edge.kept)


def _turned(turn: Turn) -> str:
    date = time.strftime("%Y-%m-%d", time.gmtime(turn.at))
    return f"{100 * turn.by:+.0f} % since {f'build {turn.build}' if turn.build else date}"
