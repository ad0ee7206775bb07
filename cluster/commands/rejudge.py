"""`vpt rejudge`: what past verdicts would be with another reference or threshold."""

import json as json_module
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from cluster.commands.written import setting
from cluster.errors import UnknownAttempt, UnknownCampaign
from cluster.execute import Archive
from cluster.rejudge import Judged, Rejudging, Skipped, Wanted
from cluster.reports.findings import Findings, findings
from cluster.settings import Settings
from cluster.store import Store

_ATTEMPT = re.compile(r"(\d{1,18})/(\d{1,18})/(\d{1,18})")  # as long as the store can take
_EXECUTION = re.compile(r"\d{1,18}")
_WORDS = {True: "holds", False: "does not", None: "cannot be asked"}


def rejudge(
    of: Annotated[
        str,
        typer.Argument(
            metavar="CAMPAIGN|EXECUTION|ATTEMPT",
            help="name of a campaign, whose latest execution it is; number of an execution; or "
            "EXECUTION/JOB/ATTEMPT",
        ),
    ],
    set: Annotated[
        list[str] | None, typer.Option(help="another setting of the checks, as name=value")
    ] = None,
    reference: Annotated[Path | None, typer.Option(help="another picture to look for")] = None,
    kind: Annotated[str | None, typer.Option(help="only checks of this kind")] = None,
    check: Annotated[str, typer.Option(help="only checks whose words have this in them")] = "",
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Judge past verdicts again on their kept pictures, and list which would flip.

    \b
    vpt rejudge nightly --set threshold=0.9 --kind image
    vpt rejudge 12 --reference new/home.png --check home.png
    vpt rejudge 12/3/1 --set 'region=[0, 0, 640, 90]'

    Nothing is saved: to keep a change, write it into the case or the map.  Only checks that
    have the settings are judged; what needs more than one picture cannot be judged again.

    With --json: execution, judged, flips (each with job, attempt, step, device, case, check,
    then and now with holds, reason, score and threshold, and recorded, what came of it on the
    device), strays (those that are judged otherwise though nothing is changed, as the picture
    was kept with a little loss amid a change), skipped (each with a reason), and saved: false.

    Exit codes: 0 none would flip, 1 some would, 2 bad usage, 3 no answer from the archive.
    """
    settings = dict(setting(text) for text in set or [])
    if reference is not None:
        settings["reference"] = str(reference)
    if not settings:
        raise typer.BadParameter("needs --set NAME=VALUE or --reference FILE")
    archive = Archive.opened(Settings.from_environment(os.environ))
    found = _found(of, archive.store)
    told = Rejudging(archive.artifacts, settings).of(found, Wanted(kind, check))
    judged = [each for each in told if isinstance(each, Judged)]
    skipped = [each for each in told if isinstance(each, Skipped)]
    flips = [each for each in judged if each.flips]
    if json:
        document = _as_json(found, settings, judged, skipped)
        print(json_module.dumps(document, indent=1, default=str))
    else:
        _show(judged, skipped, Console())
    raise typer.Exit(1 if flips else 0)


def _found(of: str, store: Store) -> Findings:
    """Return what OF names.  Raises UnknownExecution, UnknownCampaign and UnknownAttempt."""
    if attempt := _ATTEMPT.fullmatch(of):
        execution, job, number = map(int, attempt.groups())
        return _only(findings(execution, store), job, number)
    if _EXECUTION.fullmatch(of):
        return findings(int(of), store)
    latest = store.latest(of)
    if latest is None:
        raise UnknownCampaign(of)
    return findings(latest, store)


def _only(found: Findings, job: int, number: int) -> Findings:
    jobs = [
        replace(each, attempts=tuple(a for a in each.attempts if a.attempt.number == number))
        for each in found.jobs
        if each.job.number == job
    ]
    if not any(each.attempts for each in jobs):
        raise UnknownAttempt(f"{found.execution.id}/{job}/{number}")
    return replace(found, jobs=tuple(jobs))


def _as_json(
    found: Findings,
    settings: Mapping[str, Any],
    judged: list[Judged],
    skipped: list[Skipped],
) -> dict[str, Any]:
    return {
        "execution": found.execution.id,
        "settings": settings,
        "judged": len(judged),
        "flips": [_flip(each) for each in judged if each.flips],
        "strays": [_place(each) for each in judged if each.strays],
        "skipped": [{**_place(each), "reason": each.reason} for each in skipped],
        "saved": False,
    }


def _flip(judged: Judged) -> dict[str, Any]:
    recorded = {"outcome": judged.step.outcome, "score": judged.step.score}
    return {
        **_place(judged),
        "then": asdict(judged.then),
        "now": asdict(judged.now),
        "recorded": recorded,
    }


def _place(each: Judged | Skipped) -> dict[str, Any]:
    return {
        "job": each.attempt.job,
        "attempt": each.attempt.number,
        "step": each.step.number,
        "device": each.attempt.device,
        "case": each.attempt.case,
        "check": each.step.asked.text if each.step.asked else "",
    }


def _show(judged: list[Judged], skipped: list[Skipped], console: Console) -> None:
    flips = [each for each in judged if each.flips]
    table = Table()
    for column in ("step", "of", "check", "then", "now"):
        table.add_column(column, no_wrap=column == "step")
    for each in flips:
        table.add_row(*_row(each))
    if flips:
        console.print(table)
    for reason in sorted({each.reason for each in skipped}):
        number = sum(each.reason == reason for each in skipped)
        console.print(f"[dim]{number} not judged: {reason}[/dim]")
    if strays := sum(each.strays for each in judged):
        console.print(f"[dim]{strays} are judged otherwise from the kept picture anyway[/dim]")
    console.print(f"{len(flips)} of {len(judged)} verdicts would flip; nothing was saved")


def _row(each: Judged) -> list[str]:
    place = _place(each)
    where = f"{place['job']}/{place['attempt']}/{place['step']}"
    then, now = (
        _WORDS[answer.holds] + ("" if answer.score is None else f" {answer.score:.3f}")
        for answer in (each.then, each.now)
    )
    return [where, f"{place['case']} on {place['device']}", place["check"], then, now]
