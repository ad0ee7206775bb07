"""`vpt lab`: look at a lab file without starting anything."""

import json as json_module
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from actors.errors import ConfigError
from cluster import discover as discovering
from cluster import nodes
from cluster.campaign import find_campaigns, load_campaign
from cluster.lab import load_lab

app = typer.Typer(
    help="Check a lab file, propose one, or tell what a node of it offers.", no_args_is_help=True
)

LabFile = Annotated[Path, typer.Option("--lab", help="lab file")]
NodeName = Annotated[
    str | None, typer.Option(help="node of the lab file; else VPT_NODE, else this machine")
]
DEFAULT = Path("configs/lab.yaml")


@app.command()
def check(file: Annotated[Path, typer.Argument(help="lab file")]) -> None:
    """Validate a lab file and all it refers to: maps, pictures, keymaps, campaigns, cases.

    \b
    vpt lab check configs/lab.yaml

    Nothing is started, and no device is touched.  A screen that no edges lead to is a warning.

    Exit codes: 0 all good, 2 something is wrong; the sentence names file, line and field.
    """
    lab = load_lab(file)
    campaigns = [load_campaign(path, lab) for path in find_campaigns(file.parent)]
    for warning in lab.warnings():
        print(f"warning: {warning}")
    print(
        f"{file}: {len(lab.devices)} devices on {len(lab.lab.nodes)} nodes, "
        f"{len(lab.maps)} maps, {len(campaigns)} campaigns: all good"
    )


@app.command()
def resources(lab: LabFile = DEFAULT, node: NodeName = None) -> None:
    """Print the Ray resources that a node offers, as JSON for `ray start --resources`.

    \b
    ray start --address HEAD:6379 --resources "$(vpt lab resources --node bench-1)"

    Exit codes: 0 printed, 2 a bad lab file, or no such node.
    """
    loaded = load_lab(lab)
    print(json_module.dumps(nodes.resources(loaded.lab, _nodes(lab, node))))


@app.command()
def labels(lab: LabFile = DEFAULT, node: NodeName = None) -> None:
    """Print the Ray labels of a node, as KEY=VALUE for `ray start --labels`.

    \b
    ray start --address HEAD:6379 --labels "$(vpt lab labels --node bench-1)"

    Exit codes: 0 printed, 2 a bad lab file, or no such node.
    """
    print(
        ",".join(
            f"{key}={value}"
            for name in sorted(_nodes(lab, node))
            for key, value in nodes.labels(name).items()
        )
    )


@app.command()
def discover(
    seconds: Annotated[float, typer.Option(min=0.5, max=60, help="how long to listen")] = 3.0,
    json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """Propose a lab file from what is attached to this machine, or announces itself to it.

    \b
    vpt lab discover > configs/lab.yaml

    Looks for Android devices, capture devices, serial ports, and devices on the network.
    Comments say what is guessed, and what it looked for.  Nothing is done to any device; an adb
    server is started where none runs.

    Exit code: 0, also when nothing is found.
    """
    with Console(stderr=True).status(f"listening for {seconds:g} s"):
        searched = discovering.discover(seconds)
    if json:
        print(json_module.dumps(discovering.summary(searched)))
    else:
        print(discovering.lab(searched), end="")


def _nodes(file: Path, node: str | None) -> frozenset[str]:
    lab = load_lab(file).lab
    wanted = node or os.environ.get("VPT_NODE")
    if wanted is None:
        here = nodes.nodes_here(lab)
        if not here:
            names = ", ".join(lab.nodes)
            said = f"vpt: {file}: this machine is none of its nodes ({names}), and offers nothing"
            print(said, file=sys.stderr)  # a head with no devices of its own starts all the same
        return here
    if wanted not in lab.nodes:
        raise ConfigError(str(file), f"no node {wanted!r} (there are {', '.join(lab.nodes)})")
    return frozenset({wanted})
