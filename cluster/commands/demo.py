"""`vpt demo`: a simulated lab, and a campaign on it, in one command."""

import os
import sys
import threading
from pathlib import Path
from typing import Annotated

import ray
import typer
from rich.console import Console

from cluster import nodes
from cluster.campaign import LoadedCampaign, load_campaign
from cluster.commands.run import Wanted, carry_out, end, make_room, write
from cluster.commands.up import API_PORT, DASHBOARD_PORT
from cluster.execute import Archive, prepare
from cluster.lab import load_lab
from cluster.local import up
from cluster.local.process import tied, wait_until
from cluster.placement import bring_in
from cluster.settings import Settings


def demo(
    devices: Annotated[int, typer.Option(min=1, max=50, help="how many simulated devices")] = 4,
    seed: Annotated[int, typer.Option(help="of the simulated devices")] = 0,
    keep: Annotated[
        bool, typer.Option("--keep", help="leave lab, API and dashboard up afterwards")
    ] = False,
    html: Annotated[Path | None, typer.Option(help="where to write the report")] = None,
    api_port: Annotated[int, typer.Option(help="of the API, with --keep")] = API_PORT,
    dashboard_port: Annotated[
        int, typer.Option(help="of the dashboard, with --keep")
    ] = DASHBOARD_PORT,
) -> None:
    """Start a simulated lab on a local Ray cluster and run a campaign on it, with live progress.

    \b
    vpt demo
    vpt demo --devices 10 --seed 7
    vpt demo --keep

    Exit codes: those of `vpt run`.
    """
    settings = Settings.from_environment(os.environ)
    console = Console()
    archive = Archive.opened(settings)
    here = up.LocalLab(settings.home, before=() if keep else tied())
    lab = settings.home / "demo" / "lab.yaml"
    here.begin(lab)
    stays = False
    try:
        up.check_free(*((api_port, dashboard_port) if keep else ()))
        make_room(html)
        with console.status("starting the simulated devices") as status:
            _keep_to_itself()
            _start_simulator(here, lab, devices, seed)
            campaign = _campaign(lab)
            status.update("starting Ray")
            up.start_ray(here, campaign.lab, jobs=keep)
            status.update(f"starting {len(campaign.lab.devices)} device actors")
            bring_in(campaign.lab)
            if keep:
                status.update("starting API and dashboard")
                api = up.start_api(here, campaign.lab, api_port)
                console.print(f"dashboard: {up.start_dashboard(here, api, dashboard_port)}")
        stop = threading.Event()
        found = carry_out(prepare(campaign, archive.store), archive, console, stop)
        report = html or settings.home / "reports" / f"{found.execution.id}.html"
        write(found, archive, Wanted(html=report), console)
        stays = keep and not stop.is_set()
    finally:
        ray.shutdown()
        if not stays:
            here.down()
    _say_next(console, here.current())
    end(found, stop)


def _keep_to_itself() -> None:
    """See to it that no cluster and no adb server of the user's gets to know these devices."""
    for name in ("RAY_ADDRESS", "ADB_SERVER_SOCKET"):
        os.environ.pop(name, None)
    os.environ["ANDROID_ADB_SERVER_PORT"] = str(nodes.free_port())


def _start_simulator(here: up.LocalLab, lab: Path, devices: int, seed: int) -> None:
    lab.unlink(missing_ok=True)
    options = [f"--devices={devices}", f"--seed={seed}", f"--lab={lab}"]
    command = [sys.executable, "-m", "cluster", "simulator", *options]
    process = here.add("simulator", command)
    wait_until(process, lab.is_file, seconds=up.START)


def _campaign(lab: Path) -> LoadedCampaign:
    return load_campaign(lab.parent / "campaigns" / "demo.yaml", load_lab(lab))


def _say_next(console: Console, running: up.Up | None) -> None:
    if running is None:
        console.print("dashboard: `vpt demo --keep` leaves lab, API and dashboard up to look at")
        return
    console.print(f"dashboard: {running.dashboard}, API: {running.api}/api/openapi.json")
    console.print("`vpt down` ends it all")
