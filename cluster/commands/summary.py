"""The table that a campaign ends with, in a terminal, and its JSON for programs."""

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cluster.commands.progress import COLOURS
from cluster.reports.findings import Findings, JobFindings
from cluster.reports.html import duration


def show(found: Findings, console: Console) -> None:
    """Print a row for each job, and one line for them all."""
    table = Table(title=f"{found.execution.campaign}: execution {found.execution.id}")
    for column in ("#", "case", "device", "outcome", "took", "reason"):
        table.add_column(column, no_wrap=column != "reason")
    for job in found.jobs:
        table.add_row(*_row(job))
    console.print(table)
    console.print(Text(line(found), "bold"))
    if found.navigating:
        console.print(navigating(found))


def line(found: Findings) -> str:
    """Return the counts in one line."""
    counts = found.execution.counts
    parts = [f"{counts.passed} of {counts.jobs} jobs passed"]
    for word in ("flaky", "failed", "error", "lost", "timeout", "cancelled"):
        if number := getattr(counts, word):
            parts.append(f"{number} {word}")
    ratio = f", {found.ratio:.2f} x the lower bound" if found.ratio else ""
    return f"{', '.join(parts)} in {duration(found.seconds)}{ratio}"


def navigating(found: Findings) -> str:
    """Return in one line how much of their time the devices were on the way to screens."""
    each = ", ".join(f"{times.device} {times.share:.0%}" for times in found.times)
    return f"navigating took {found.navigating:.0%} of the devices' time ({each})"


def as_json(found: Findings) -> dict[str, Any]:
    """Return the execution and its jobs as one document."""
    return {
        "execution": found.execution.model_dump(mode="json"),
        "seconds": round(found.seconds, 3),
        "ratio": found.ratio,
        "navigating": found.navigating,
        "devices": [times.model_dump(mode="json") for times in found.times],
        "jobs": [
            {
                **job.job.model_dump(mode="json"),
                "attempts": [a.attempt.model_dump(mode="json") for a in job.attempts],
            }
            for job in found.jobs
        ],
    }


def _row(found: JobFindings) -> list[Text | str]:
    job = found.job
    word = "flaky" if job.flaky else str(job.outcome or job.state)
    style = "yellow" if job.flaky else COLOURS[job.outcome] if job.outcome else "dim"
    devices = ", ".join(a.attempt.device for a in found.attempts)
    took = duration(job.ended - job.started) if job.ended and job.started else "–"
    return [str(job.number), job.case, devices, Text(word, style), took, job.reason]
