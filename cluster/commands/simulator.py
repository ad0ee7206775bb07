"""`vpt simulator`: serve simulated devices for anyone's own tests."""

import shutil
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from actors.errors import ConfigError
from actors.simulator import listener
from actors.simulator.chart import chart
from actors.simulator.devices import SimulatedDevice
from actors.simulator.faults import FaultSettings, parse_faults
from actors.simulator.invented import interface, possible
from actors.simulator.lab import INVENTED, lab_of
from actors.simulator.server import SimulatorServer, serve
from cluster.errors import PortInUse

DEMO = Path(__file__).parents[2] / "configs" / "demo"


def simulator(
    devices: Annotated[int, typer.Option(min=1, max=500, help="how many to serve")] = 4,
    faults: Annotated[
        str, typer.Option(help="what goes wrong, such as drop_key=0.05,popup_rate=0.01")
    ] = "",
    seed: Annotated[int, typer.Option(help="how chance falls")] = 0,
    screens: Annotated[
        int, typer.Option(help="of an interface that is made up; 0: the built-in one")
    ] = 0,
    design: Annotated[int, typer.Option(help="which of those interfaces")] = 0,
    size: Annotated[str, typer.Option(help="of their screens")] = "1280x720",
    fps: Annotated[int, typer.Option(min=1, max=60, help="of the boxes' video")] = 25,
    latency: Annotated[float, typer.Option(min=0, help="seconds from a key to its picture")] = 0.0,
    port: Annotated[int, typer.Option(help="first port of the devices; 0: any free")] = 0,
    control: Annotated[int, typer.Option(help="port of the control; 0: any free")] = 0,
    lab: Annotated[Path | None, typer.Option(help="write the lab file that reaches them")] = None,
) -> None:
    """Serve simulated devices until Ctrl-C: Android TVs over adb, set-top boxes over video and IR.

    \b
    vpt simulator --devices 20 --lab simulated/lab.yaml
    vpt simulator --faults drop_key=0.05,popup_rate=0.01,slow=0.3 --seed 7
    vpt simulator --screens 500 --design 3 --lab large/lab.yaml

    Each second device is a box.  The control, an HTTP API on loopback, shows the
    devices and switches their faults while they run.  The lab file goes with maps,
    cases and a campaign, so that `vpt run` can begin at once; with --screens it goes
    with the map of that interface alone.

    Exit codes: 0 ended by Ctrl-C or SIGTERM, 2 bad usage or a port in use.
    """
    wanted = [
        SimulatedDevice(
            name=name, kind=kind, screens=_screens(screens), design=design, seed=seed + number,
            size=_size(size), fps=fps, latency=latency, faults=_faults(faults),
        )
        for number, (name, kind) in enumerate(_names(devices))
    ]  # fmt: skip

    def ready(server: SimulatorServer, control_port: int) -> None:
        for device in server.devices.values():
            ports = " ".join(f"{name}:{port}" for name, port in device.ports.items())
            print(f"{device.settings.name:8} {device.settings.kind:12} {ports}")
        print(f"control  http://127.0.0.1:{control_port}/docs", flush=True)
        if lab:
            write_lab(lab_of(server), lab, screens=screens, design=design)
            print(f"lab      {lab}", flush=True)

    try:
        serve(wanted, base_port=port, control_port=control, on_ready=ready)
    except listener.PortInUse as e:
        raise PortInUse("127.0.0.1", e.port) from e


def write_lab(lab: dict[str, Any], path: Path, *, screens: int = 0, design: int = 0) -> None:
    """Write the file PATH, with the maps and campaigns of the simulated devices beside it."""
    _write_maps(path.parent, screens, design)
    draft = path.with_suffix(".new")
    draft.write_text(yaml.safe_dump(lab, sort_keys=False))
    draft.replace(path)


def _write_maps(folder: Path, screens: int, design: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if screens:
        chart(interface(screens, design), folder / "maps", name=INVENTED)
        return
    for name in ("maps", "references", "cases", "campaigns"):
        shutil.copytree(DEMO / name, folder / name, dirs_exist_ok=True)


def _names(devices: int) -> list[tuple[str, Any]]:
    kinds = ("android-tv", "stb")
    words = {"android-tv": "tv", "stb": "box"}
    return [(f"{words[kinds[n % 2]]}-{n // 2 + 1}", kinds[n % 2]) for n in range(devices)]


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise ConfigError("--size", f"expected WIDTHxHEIGHT, not {text!r}")
    return int(width), int(height)


def _screens(number: int) -> int:
    try:
        return possible(number)
    except ValueError as e:
        raise ConfigError("--screens", str(e)) from e


def _faults(text: str) -> FaultSettings:
    try:
        return parse_faults(text)
    except ValueError as e:
        raise ConfigError("--faults", str(e)) from e
