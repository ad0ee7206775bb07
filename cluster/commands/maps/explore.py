"""`vpt map explore`: let a device be looked through by itself, and write a draft of its map."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from actors.errors import DeviceError
from actors.keys import KEYS
from actors.survey.explore import Explorer
from actors.survey.learned import write_map
from actors.survey.naming import names_of
from actors.survey.remote import Reached
from actors.survey.replay import Found, Replay
from actors.survey.survey import Survey
from cluster.commands.lab import DEFAULT
from cluster.commands.maps.told import progress, report
from cluster.commands.maps.wired import refuse_to_replace, wired
from cluster.interrupts import stopping


def explore(
    device: Annotated[str, typer.Argument(help="a device that is wired to this machine")],
    out: Annotated[Path, typer.Option(help="map file to write", metavar="FILE.yaml")],
    lab: Annotated[Path, typer.Option(help="lab file")] = DEFAULT,
    keys: Annotated[str, typer.Option(help="keys to try")] = "UP,DOWN,LEFT,RIGHT,OK,BACK",
    elements: Annotated[
        bool, typer.Option("--elements", help="tap what the device says can be clicked, too")
    ] = False,
    start: Annotated[str, typer.Option(help="key that leads there from everywhere")] = "HOME",
    budget: Annotated[int, typer.Option(min=1, help="keys to explore with")] = 300,
    minutes: Annotated[float, typer.Option(min=0.1, help="to explore for, at most")] = 10.0,
    force: Annotated[bool, typer.Option("--force", help="replace a map")] = False,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Press the keys that promise to find new screens, and write a draft of the map for review.

    \b
    vpt map explore tv-1 --lab configs/lab.yaml --out configs/maps/launcher.yaml
    vpt map explore phone-1 --keys BACK --elements --out configs/maps/shop.yaml

    It presses whatever it finds: keep it away from what can be bought, deleted or reset.  Where
    nothing is to be seen, it presses the key of --start, and POWER if that does not help.
    No lab may run that has the device.  What moves by itself, such as a clock, a video or an
    animation, tells no screens apart, nor does where the focus is.  Each way that was found is
    replayed after that, which takes about as many keys again; those that do not arrive twice
    are left out, and stand as comments.  Ctrl-C, and a device that is gone, let it write what is
    known by then.

    With --json: map, screens, edges, failed, keys, and whether all ways were replayed.

    Exit codes: 0 written, 2 bad usage or a bad file, 3 no answer from the device.
    """
    refuse_to_replace(out, force=force)
    wanted = _keys(keys)
    stop, until = threading.Event(), time.monotonic() + 60 * minutes
    with wired(device, lab) as reached, stopping(stop):
        survey = Survey(Reached(reached, elements=elements))
        explorer = Explorer(
            survey, wanted, _keys(start)[0], budget,
            is_over=lambda: stop.is_set() or time.monotonic() > until,
        )  # fmt: skip
        found, trouble = _learned(explorer, stop.is_set)
    if survey.trace.states:
        about = f"explored on {device} with {survey.spent} keys"
        draft = write_map(
            survey, found, out,
            start=explorer.start, about=about, naming=names_of, reset=explorer.reset,
        )  # fmt: skip
        report(draft, out, survey.spent, json=json)
    if trouble:
        raise trouble


def _learned(explorer: Explorer, is_over: Callable[[], bool]) -> tuple[Found, DeviceError | None]:
    """Return the ways that EXPLORER finds, and what cut it off, if anything."""
    survey, trouble = explorer.survey, None
    try:
        with progress(survey, "exploring"):
            explorer.explore()
    except DeviceError as e:
        trouble = e  # what was found before is worth a draft
    replay = Replay(survey, explorer.crawl, explorer.start, is_over, trouble)
    with progress(survey, "replaying"):
        found = replay.run()
    return found, replay.trouble


def _keys(written: str) -> list[str]:
    keys = written.replace(",", " ").upper().split()
    if unknown := [key for key in keys if key not in KEYS]:
        raise typer.BadParameter(f"no key {unknown[0]!r} (there are {', '.join(KEYS)})")
    if not keys:
        raise typer.BadParameter("no key to press")
    return keys
