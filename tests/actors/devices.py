"""Devices for tests: simulated televisions within the process, without a gap between keys."""

from pathlib import Path
from typing import Any

from actors.device import Device, DeviceSpec
from actors.drivers.simulated import Simulated
from actors.maps import AppMap
from actors.simulator.television import Television
from actors.testcase import TestCase

DEMO = Path(__file__).parents[2] / "configs" / "demo"
HOME = {"image": "home.png", "region": [40, 16, 240, 84]}
LIVE = {"image": "live.png", "region": [52, 32, 112, 56]}


def spec(*drivers: object, **changes: object) -> DeviceSpec:
    """Return the spec of "tv-1" with DRIVERS, or a simulated one."""
    fields = {"name": "tv-1", "node": "bench", "model": "tv", "drivers": drivers or ["simulated"]}
    return DeviceSpec.model_validate(fields | changes)


def simulated(map: AppMap | None = None, **settings: Any) -> Device:
    """Return a device with a small simulated television of these SETTINGS."""
    return Device(spec({"simulated": {"size": (320, 180), **settings}}), map)


def television(device: Device) -> Television:
    """Return what the first driver of DEVICE simulates."""
    return device.look(Simulated).television


def case(*steps: object, **fields: object) -> TestCase:
    """Return a test case of STEPS, whose pictures are the demo's."""
    written = {"name": "case", "steps": steps, **fields}
    return TestCase.model_validate(written, context={"folder": DEMO})


def app(*edges: dict[str, object], **screens: object) -> AppMap:
    """Return a map whose SCREENS show what is given, as the demo's do; the first is the start."""
    drawn = {
        name: {"shows": [check], "start": not number, "timeout": 0.6}
        for number, (name, check) in enumerate(screens.items())
    }
    written = {"name": "app", "screens": drawn, "edges": edges}
    return AppMap.model_validate(written, context={"folder": DEMO})
