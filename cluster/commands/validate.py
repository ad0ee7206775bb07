"""`vpt validate`: try every edge of a map on the devices that use it."""

import json
import os
import threading
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from actors.steps import Step
from cluster.commands.run import carry_out, lab_for, make_room
from cluster.commands.tours import document, foreseen, show, tell
from cluster.execute import Archive, prepare
from cluster.join import joined
from cluster.lab import load_lab
from cluster.reports.findings import Findings
from cluster.reports.html import write_html
from cluster.reports.junit import write_junit
from cluster.settings import Settings
from cluster.validation import plan
from navigation.tour import SECONDS
from navigation.trial import Trial


def validate(
    map: Annotated[Path, typer.Argument(help="map file", metavar="MAP")],
    lab: Annotated[
        Path | None, typer.Option(help="lab file; else the lab that is up, or the one beside it")
    ] = None,
    model: Annotated[str | None, typer.Option(help="only devices of this model")] = None,
    device: Annotated[list[str] | None, typer.Option(help="only this one; may be repeated")] = None,
    within: Annotated[float, typer.Option(min=1, help="seconds for each tour")] = SECONDS,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only tell the tours")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
    junit: Annotated[Path | None, typer.Option(help="write a JUnit report")] = None,
    html: Annotated[Path | None, typer.Option(help="write a report with all pictures")] = None,
) -> None:
    """Try every edge of a map on the lab, and tell how each went and which could not be tried.

    \b
    vpt validate configs/maps/launcher.yaml --model android-tv
    vpt validate configs/maps/launcher.yaml --device tv-1 --device tv-2 --json
    vpt validate configs/maps/launcher.yaml --model stb --dry-run

    The edges are split over all devices of one model that use the map; what only some of them have
    open, by their labels, is tried by these.  Where an edge fails, the tour goes on from where the
    device is; the tour of a device that is lost is done by another.
    Times are medians, from the key to the screen, to the first change and to the last.

    With --json: {"execution", "map", "model", "devices", "seconds", "steps": {"planned", "done"},
    "edges": [{"from", "to", "name", "tries", "arrived", "seconds", "changed", "stable", "error",
    "margin", "holds", "trouble"}, …]}.  With --dry-run: {"map", "model", "tours": [{"edges":
    [{"from", "to"}, …], "steps", "seconds"}, …], "left_out": [edge, …]}: no way leads to these.

    Exit codes: 0 every edge arrived, 1 one did not, or not in time, or a device gave it up, 2 bad
    usage or file, 3 the lab could not give an answer, 130 interrupted.
    """
    settings = Settings.from_environment(os.environ)
    loaded = load_lab(lab or lab_for(map, settings))
    wanted = plan(loaded, map, model=model, names=device or ())
    archive = Archive.opened(settings)
    console = Console(stderr=as_json)
    if dry_run:
        planned = foreseen(wanted, archive.store, now=time.time())
        if as_json:
            print(json.dumps(planned))
        else:
            tell(planned, console)
        return
    make_room(junit, html)
    stop = threading.Event()
    with joined(loaded, settings.home, lambda what: console.print(f"[dim]{what}[/dim]")):
        found = carry_out(prepare(wanted.campaign(within), archive.store), archive, console, stop)
    results = wanted.trials(found)
    if junit:
        write_junit(found, junit, edges=results)
    if html:
        write_html(found, archive.artifacts.find, html)
    if as_json:
        print(json.dumps(document(wanted, found, results)))
    else:
        show(wanted, found, results, console)
    if stop.is_set():
        raise KeyboardInterrupt
    raise typer.Exit(_code(found, results))


def _code(found: Findings, results: list[Trial[Step]]) -> int:
    if (code := found.exit_code()) > 1:
        return code
    return 0 if all(one.holds or one.excused for one in results) else 1
