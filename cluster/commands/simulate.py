"""`vpt simulate`: the schedule of a scenario, in virtual time."""

import json
from pathlib import Path
from statistics import quantiles
from typing import Annotated, Any

import typer

from cluster.scheduling.bound import lower_bound
from cluster.scheduling.scenario import Scenario, load_scenario
from cluster.scheduling.simulation import Run, Start
from cluster.scheduling.simulation import simulate as simulated


def simulate(
    file: Annotated[Path, typer.Argument(help="scenario file", metavar="SCENARIO")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Try the scheduler on a lab and its jobs in virtual time, and tell how near the best it is.

    \b
    vpt simulate scenario.json
    vpt simulate scenario.json --json

    A scenario is {"devices": [{"name": …, "capabilities": [c, …], "down": [[from, to], …]}, …],
    "jobs": [{"id": …, "needs": [c, …], "estimate": s or null, "duration": s, "priority": n,
    "arrives": s}, …]}, in seconds.  The scheduler sees of a job what it needs, its estimate and
    its priority from when it arrives on, and learns that a device is down when it is.  A job
    that runs there is lost and begins again, from its beginning, wherever it can.

    With --json: {"makespan": s, "lower_bound": s, "ratio": r, "starts": [{"job": …, "device": …,
    "at": s}, …], "lost": [those of "starts" that were lost], "decision_ms": {"p50": ms, "p99":
    ms}}.  No schedule could be done before the lower bound, even if it had known all.

    Exit codes: 0 simulated, 2 a bad scenario, or a job that no device can do.
    """
    scenario = load_scenario(file)
    told = _document(scenario, simulated(scenario))
    if as_json:
        print(json.dumps(told))
        return
    print(
        f"{len(scenario.jobs)} jobs on {len(scenario.devices)} devices take "
        f"{told['makespan']:.1f} s, {told['ratio']:.4f} times the {told['lower_bound']:.1f} s "
        f"that no schedule could beat; attempts lost: {len(told['lost'])}"
    )
    spent = told["decision_ms"]
    print(f"a decision takes {spent['p50']:.3f} ms, 99 % of them at most {spent['p99']:.3f} ms")


def _document(scenario: Scenario, run: Run) -> dict[str, Any]:
    bound = lower_bound(scenario)
    return {
        "makespan": run.makespan,
        "lower_bound": bound,
        "ratio": run.makespan / bound if bound else 1.0,
        "starts": [_start(start) for start in run.starts],
        "lost": [_start(start) for start in run.lost],
        "decision_ms": _milliseconds(run.decisions),
    }


def _start(start: Start) -> dict[str, Any]:
    return {"job": start.job, "device": start.device, "at": start.at}


def _milliseconds(seconds: list[float]) -> dict[str, float]:
    if len(seconds) < 2:
        return dict.fromkeys(("p50", "p99"), sum(seconds) * 1000)
    cuts = quantiles(seconds, n=100, method="inclusive")
    return {"p50": cuts[49] * 1000, "p99": cuts[98] * 1000}
