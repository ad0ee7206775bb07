"""`vpt run`: execute a campaign and tell by the exit code what came of it."""

import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from actors import document
from actors.errors import ConfigError
from cluster.campaign import LoadedCampaign, load_campaign
from cluster.commands import summary
from cluster.commands.progress import Progress, shown
from cluster.execute import Archive, Plan, execute, prepare
from cluster.execute import resume as resume_plan
from cluster.interrupts import stopping
from cluster.join import joined
from cluster.lab import load_lab
from cluster.local.up import LocalLab
from cluster.records import State
from cluster.reports.findings import Findings, findings
from cluster.reports.html import write_html
from cluster.reports.junit import write_junit
from cluster.settings import Settings
from cluster.store import Store


@dataclass(frozen=True)
class Wanted:
    """What is to be written about an execution, beside the terminal."""

    json: bool = False
    junit: Path | None = None
    html: Path | None = None


def run(
    campaign: Annotated[Path | None, typer.Argument(help="campaign file")] = None,
    lab: Annotated[
        Path | None, typer.Option(help="lab file; else the lab that is up, or the one beside it")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
    junit: Annotated[Path | None, typer.Option(help="write a JUnit report")] = None,
    html: Annotated[Path | None, typer.Option(help="write a report with all pictures")] = None,
    resume: Annotated[int | None, typer.Option(help="go on with this execution")] = None,
) -> None:
    """Run a campaign on the lab that is up, or on a cluster of its own.

    \b
    vpt run configs/demo/campaigns/demo.yaml --html report.html
    vpt run nightly.yaml --lab lab.yaml --junit junit.xml --json
    vpt run --resume 12

    The first Ctrl-C ends it in order: what is done is kept, the rest is cancelled.

    Exit codes: 0 all passed (flaky included), 1 the product failed, 2 a bad file or case,
    3 the lab could not give an answer, 130 interrupted.
    """
    if resume is None and campaign is None:
        raise typer.BadParameter("needs a campaign file, or --resume ID")
    settings = Settings.from_environment(os.environ)
    archive = Archive.opened(settings)
    wanted = Wanted(json, *(path and path.absolute() for path in (junit, html)))
    console = Console(stderr=json)
    stop = threading.Event()
    found = None if resume is None else _ended(resume, archive.store)
    if found is None:
        loaded = (
            _loaded(campaign, lab, settings)
            if resume is None and campaign
            else _resumed(resume or 0, archive, campaign=campaign, lab=lab)
        )
        make_room(junit, html)
        with joined(loaded.lab, settings.home, lambda what: console.print(f"[dim]{what}[/dim]")):
            plan = (
                resume_plan(resume, loaded, archive.store)
                if resume is not None
                else prepare(loaded, archive.store)
            )
            found = carry_out(plan, archive, console, stop)
    write(found, archive, wanted, console)
    end(found, stop)


def carry_out(plan: Plan, archive: Archive, console: Console, stop: threading.Event) -> Findings:
    """Execute PLAN with live progress on CONSOLE; the first Ctrl-C sets STOP."""
    devices = sorted({name for planned in plan.jobs.values() for name in planned.job.devices})
    name = plan.campaign.campaign.name
    progress = Progress(name, jobs=len(plan.jobs), devices=devices)
    with shown(progress, console), stopping(stop):
        execute(plan, archive, stop=stop, watch=progress.see, complain=console.print)
    return findings(plan.execution, archive.store)


def end(found: Findings, stop: threading.Event) -> NoReturn:
    """End the command with the exit code that FOUND, or an interrupt, comes to."""
    if stop.is_set():
        raise KeyboardInterrupt
    raise typer.Exit(found.exit_code())


def write(found: Findings, archive: Archive, wanted: Wanted, console: Console) -> None:
    """Show FOUND, and write the reports that are WANTED."""
    if wanted.junit:
        write_junit(found, wanted.junit)
    if wanted.html:
        write_html(found, archive.artifacts.find, wanted.html)
    if wanted.json:
        print(json.dumps(summary.as_json(found), indent=1))
        return
    summary.show(found, console)
    for report in (wanted.html, wanted.junit):
        if report:
            console.print(f"report: {report.resolve()}")


def make_room(*reports: Path | None) -> None:
    """Make the folders of REPORTS, so that none is refused when the campaign is over."""
    for report in filter(None, reports):
        report.parent.mkdir(parents=True, exist_ok=True)
        if report.is_dir() or not os.access(report.parent, os.W_OK):
            raise ConfigError(str(report), "cannot be written")


def _loaded(campaign: Path, lab: Path | None, settings: Settings) -> LoadedCampaign:
    return load_campaign(campaign, load_lab(lab or lab_for(campaign, settings)))


def lab_for(file: Path, settings: Settings) -> Path:
    """Return the lab file that goes with a campaign or map FILE: of what is up, or beside it.

    Raises ConfigError.
    """
    document.read(file)  # a wrong name is said before anything about labs
    up = LocalLab(settings.home).current()
    if up is not None:
        return up.lab
    beside = file.parent.parent / "lab.yaml"
    if not beside.is_file():
        raise ConfigError(str(file), f"no lab is up, and there is none at {beside}: use --lab")
    return beside


def _ended(execution: int, store: Store) -> Findings | None:
    """Return what EXECUTION found, where nothing of it is left to run."""
    found = findings(execution, store)
    return found if found.execution.state is State.ENDED else None


def _resumed(
    execution: int, archive: Archive, *, campaign: Path | None, lab: Path | None
) -> LoadedCampaign:
    """Return the campaign of EXECUTION, from where it was then or from where it is said to be."""
    record = findings(execution, archive.store).execution
    if any(job.case_file == record.campaign_file for job in archive.store.jobs(execution)):
        reason = f"execution {execution} tried its edges: begin anew, with `vpt validate`"
        raise ConfigError(record.campaign_file, reason)
    loaded = load_lab(lab or Path(record.lab_file))
    return load_campaign(campaign or Path(record.campaign_file), loaded)
