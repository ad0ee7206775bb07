"""The tours of a validation, and what came of them: in a terminal, and as JSON for programs."""

from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from actors.steps import Step
from cluster.commands.summary import line
from cluster.experience import learned
from cluster.legs import AnyEdge
from cluster.reports.findings import Findings
from cluster.store import Store
from cluster.validation import Validation
from navigation.estimates import Estimates
from navigation.trial import Trial

COLUMNS = ("edge", "tries", "arrived", "seconds", "changed", "stable", "error", "trouble")

Results = list[Trial[Step]]


def foreseen(wanted: Validation, store: Store, *, now: float) -> dict[str, Any]:
    """Return each tour with its steps and expected seconds, by what is learned until NOW (Unix)."""
    estimates = Estimates(learned(store, wanted.map, wanted.model, now=now))
    tours = wanted.steps(estimates.cost)
    come_by = {edge for steps in tours for edge in steps}
    return {
        "map": wanted.map.name,
        "model": wanted.model,
        "tours": [
            {
                "edges": [ends(edge) for edge in steps],
                "steps": len(steps),
                "seconds": round(sum(map(estimates.cost, steps)), 3),
            }
            for steps in tours
        ],
        "left_out": [
            ends(edge) for tour in wanted.tours for edge in tour.edges if edge not in come_by
        ],
    }


def tell(tours: dict[str, Any], console: Console) -> None:
    """Print TOURS that are foreseen, a line for each."""
    for number, tour in enumerate(tours["tours"], 1):
        way = [edge["from"] for edge in tour["edges"][:1]] + [edge["to"] for edge in tour["edges"]]
        console.print(f"tour {number}, {tour['steps']} steps, {tour['seconds']:.0f} s expected:")
        console.print("  " + " → ".join(way), highlight=False, markup=False, soft_wrap=True)
    for edge in tours["left_out"]:
        why = f"left out: {edge['from']} → {edge['to']}, as no tour comes by"
        console.print(why, highlight=False, markup=False, soft_wrap=True)


def document(wanted: Validation, found: Findings, results: Results) -> dict[str, Any]:
    """Return what came of the edges as one document."""
    return {
        "execution": found.execution.id,
        "map": wanted.map.name,
        "model": wanted.model,
        "devices": [device.name for device in wanted.devices],
        "seconds": round(found.seconds, 3),
        "steps": {"planned": sum(map(len, wanted.steps())), "done": _done(found)},
        "edges": [_edge(one) for one in results],
    }


def show(wanted: Validation, found: Findings, results: Results, console: Console) -> None:
    """Print a row for each edge that was tried, why others were not, and the counts."""
    tried = [one for one in results if one.hops]
    table = Table(title=f"{wanted.map.name} on {wanted.model}: execution {found.execution.id}")
    for column in COLUMNS:
        table.add_column(column, no_wrap=column not in ("edge", "trouble"))
    for one in tried:
        table.add_row(*_row(one), style="" if one.holds else "red")
    console.print(table)
    untried = sorted((one for one in results if not one.hops), key=_why)
    for why, others in groupby(untried, key=_why):
        names = ", ".join(one.edge.name for one in others)
        console.print(Text(f"not tried, because {why}: {names}", "yellow"), soft_wrap=True)
    arrived = sum(bool(one.arrivals) for one in results)
    planned = sum(map(len, wanted.steps()))
    steps = f"{_done(found)} steps, {planned} planned"
    console.print(Text(f"{arrived} of {len(results)} edges arrived, in {steps}", "bold"))
    console.print(line(found))


def ends(edge: AnyEdge) -> dict[str, str]:
    """Return the two ends of EDGE, as every document of edges has them."""
    return {"from": edge.start, "to": edge.goal}


def _done(found: Findings) -> int:
    steps = (step for job in found.jobs for tried in job.attempts for step in tried.steps)
    return sum(len(step.hops) for step in steps)


def _edge(one: Trial[Step]) -> dict[str, Any]:
    return {
        **ends(one.edge),
        "name": one.edge.name,
        "tries": len(one.hops),
        "arrived": len(one.arrivals),
        "seconds": one.seconds,
        "changed": one.changed,
        "stable": one.stable,
        "error": one.error,
        "margin": one.margin,
        "holds": one.holds or one.excused,
        "trouble": one.trouble,
    }


def _row(one: Trial[Step]) -> list[str]:
    trouble = one.trouble or (f"once, {one.failure}" if one.failure else "")
    return [
        one.edge.name,
        str(len(one.hops)),
        str(len(one.arrivals)),
        *map(_seconds, (one.seconds, one.changed, one.stable)),
        f"{one.error:.2f}" if one.arrivals else "-",
        trouble,
    ]


def _why(one: Trial[Step]) -> str:
    return one.why


def _seconds(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f}"
