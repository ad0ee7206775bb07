"""`vpt up`, `vpt down`, `vpt status`: the lab of this machine."""

import json as json_module
import os
import time
from pathlib import Path
from typing import Annotated

import ray
import typer
from rich.console import Console
from rich.table import Table

from cluster.client import ApiError, Client
from cluster.execute import Archive
from cluster.lab import load_lab
from cluster.local.up import LocalLab, check_free, start_api, start_dashboard, start_ray
from cluster.placement import bring_in
from cluster.settings import Settings

API_PORT = 8700
DASHBOARD_PORT = 8701


def up(
    lab: Annotated[Path, typer.Argument(help="lab file")] = Path("configs/lab.yaml"),
    api_port: Annotated[int, typer.Option(help="of the loopback address")] = API_PORT,
    dashboard_port: Annotated[int, typer.Option(help="of the loopback address")] = DASHBOARD_PORT,
) -> None:
    """Bring the lab up on this machine: Ray, the device actors, the API and the dashboard.

    \b
    vpt up configs/lab.yaml
    vpt status
    vpt down

    A machine has one lab at a time.  A device that does not answer is a warning: its actor
    waits for it.

    Exit codes: 0 it is up, 2 a bad file or something in the way, 3 a part did not start.
    """
    console = Console()
    loaded = load_lab(lab)
    settings = Settings.from_environment(os.environ)
    Archive.opened(settings).store.close()  # it is the API that will use it
    here = LocalLab(settings.home)
    here.begin(lab)
    try:
        check_free(api_port, dashboard_port)
        with console.status("starting Ray") as status:
            start_ray(here, loaded, jobs=True)
            status.update(f"starting {len(loaded.devices)} device actors")
            missing = bring_in(loaded)
            status.update("starting the API")
            api = start_api(here, loaded, api_port)
            status.update("starting the dashboard")
            dashboard = start_dashboard(here, api, dashboard_port)
    except BaseException:  # whatever stops it, Ctrl-C included, nothing half-started stays
        here.down()
        raise
    finally:
        ray.shutdown()
    for warning in loaded.warnings():
        console.print(f"warning: {warning}")
    if missing:
        console.print(f"warning: no actor answers for {', '.join(missing)}")
    count = len(loaded.devices) - len(missing)
    console.print(f"{count} devices are up; dashboard {dashboard}, API {api}/api/openapi.json")


def down() -> None:
    """End all that `vpt up` or `vpt demo --keep` started on this machine.

    Exit code: 0, also when nothing was up.
    """
    ended = LocalLab(Settings.from_environment(os.environ).home).down()
    print(f"ended: {', '.join(ended)}" if ended else "nothing was up")


def status(
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Tell what is up on this machine, and what each device does.

    Exit codes: 0 a lab is up, 2 none is.
    """
    settings = Settings.from_environment(os.environ)
    found = LocalLab(settings.home).require()
    devices = []
    if found.api:
        try:
            with Client(found.api, settings.api_key) as client:
                devices = client.devices()
        except ApiError as e:
            Console(stderr=True).print(f"vpt: {e}")
    if json:
        told = {
            **found.model_dump(mode="json", exclude={"processes"}),
            "processes": {p.name: p.is_alive() for p in found.processes},
            "devices": [device.model_dump(mode="json") for device in devices],
        }
        print(json_module.dumps(told, indent=1))
        return
    console = Console()
    for process in found.processes:
        console.print(
            f"{process.name:10} {'up' if process.is_alive() else 'ENDED, see'} "
            f"{'' if process.is_alive() else process.log}"
        )
    console.print(f"lab {found.lab}, dashboard {found.dashboard}, API {found.api}")
    table = Table("device", "model", "node", "state", "doing", "incidents", "held by")
    now = time.time()
    for device in devices:
        what = device.state, device.doing, device.wrong(now), device.owner or ""
        table.add_row(device.name, device.model, device.node, *what)
    console.print(table)
