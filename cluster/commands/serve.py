"""`vpt api`: serve the API of a lab whose cluster runs."""

import os
from pathlib import Path
from typing import Annotated

import typer

from cluster import nodes
from cluster.api.auth import check_binding
from cluster.api.server import serve
from cluster.api.state import ApiState
from cluster.artifacts import Artifacts
from cluster.errors import NotUp
from cluster.fleet import RayFleet
from cluster.lab import load_lab
from cluster.launch import LocalCampaigns
from cluster.local.up import LocalLab
from cluster.settings import Settings
from cluster.store import Store


def api(
    lab: Annotated[Path, typer.Argument(help="lab file")],
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on")] = 8700,
) -> None:
    """Serve the API of a lab whose cluster runs: that of `vpt up`, or the one at RAY_ADDRESS.

    \b
    vpt api configs/lab.yaml
    VPT_API_KEY=secret vpt api configs/lab.yaml --host 0.0.0.0

    On any address but loopback it demands VPT_API_KEY, and clients must show that key.

    Exit codes: 0 ended by Ctrl-C or SIGTERM, 2 bad usage or a port in use, 3 no cluster answers.
    """
    settings = Settings.from_environment(os.environ)
    check_binding(host, settings.api_key)
    loaded = load_lab(lab)
    store = Store(settings.store)
    nodes.connect(_address(settings.home))
    state = ApiState(
        store=store,
        artifacts=Artifacts(settings.artifacts),
        fleet=RayFleet(loaded),
        campaigns=LocalCampaigns(loaded, store, settings.home / "logs"),
        key=settings.api_key,
    )
    serve(state, host, port)


def _address(home: Path) -> str:
    if address := os.environ.get("RAY_ADDRESS"):
        return address
    up = LocalLab(home).current()
    if up is None or up.ray is None:
        raise NotUp
    return up.ray
