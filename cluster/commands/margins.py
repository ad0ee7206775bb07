"""`vpt margins`: the checks that still pass, and by less each time."""

import json as json_module
import os
import time
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from cluster.errors import UnknownCampaign
from cluster.margins import DAY, Drift, drifts
from cluster.settings import Settings
from cluster.store import Store

MOST = 3650.0  # days that can be looked back on


def margins(
    campaign: Annotated[str | None, typer.Option(help="only of this campaign")] = None,
    days: Annotated[float, typer.Option(min=0.01, max=MOST, help="to look back on")] = 30.0,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """List the checks that are judged by a threshold, the most endangered first.

    \b
    vpt margins
    vpt margins --campaign nightly --days 90 --json

    A margin is a score less its threshold.  A check sinks where its margins fall from execution
    to execution by more than chance would have it (Mann-Kendall, at least 6 executions); the
    median slope (Theil-Sen) tells in how many days it would begin to fail, if that is no longer
    than the time looked back on.  Another setting or reference is another check.  What has to
    last for some time passes with its whole score only, and has no margin.

    With --json: checks, each with check, case, model, passes, early and late (median margins of
    the first and the last third), worst, per_day, sinks, and zero_in, days or null.

    Exit codes: 0 listed, 2 bad usage, 3 no answer from the store.
    """
    settings = Settings.from_environment(os.environ)
    with Store(settings.store) as store:
        if campaign is not None and store.latest(campaign) is None:
            raise UnknownCampaign(campaign)
        found = drifts(store.passes(time.time() - days * DAY, campaign=campaign))
    if json:
        print(json_module.dumps({"days": days, "checks": [_as_json(each) for each in found]}))
        return
    _show(found, Console())


def _as_json(drift: Drift) -> dict[str, Any]:
    return {
        "check": drift.passes.asked.text,
        "case": drift.passes.case,
        "model": drift.passes.model,
        "passes": len(drift.passes.margins),
        "early": round(drift.early, 4),
        "late": round(drift.late, 4),
        "worst": round(drift.worst, 4),
        "per_day": round(drift.per_day, 6),
        "sinks": drift.sinks,
        "zero_in": None if drift.zero_in is None else round(drift.zero_in, 2),
    }


def _show(found: list[Drift], console: Console) -> None:
    table = Table()
    for column in ("check", "case", "model", "passes", "early", "late", "worst", "outlook"):
        table.add_column(column, no_wrap=column != "check")
    for each in found:
        table.add_row(*_row(each), style="" if each.sinks else "dim")
    if found:
        console.print(table)
    sinking = sum(each.sinks for each in found)
    console.print(f"{sinking} of {len(found)} checks are sinking")


def _row(drift: Drift) -> list[str]:
    told = drift.passes
    numbers = (f"{value:.3f}" for value in (drift.early, drift.late, drift.worst))
    return [
        told.asked.text,
        told.case,
        told.model,
        str(len(told.margins)),
        *numbers,
        _outlook(drift),
    ]


def _outlook(drift: Drift) -> str:
    if drift.zero_in is not None:
        return f"fails in {drift.zero_in:.1f} days"
    return f"sinks by {-drift.per_day:.4f} a day" if drift.sinks else "steady"
