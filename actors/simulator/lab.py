"""The lab file that simulated devices make up."""

from typing import Any, Final

from actors.simulator.devices import KEYMAP, Running
from actors.simulator.listener import HOST
from actors.simulator.server import SimulatorServer

NODE: Final = "local"
MAP: Final = "launcher"  # of the built-in interface
INVENTED: Final = "invented"  # the map of one that was made up


def lab_of(server: SimulatorServer) -> dict[str, Any]:
    """Return what a lab file says of the devices that SERVER serves."""
    return {
        "nodes": {NODE: {"address": HOST}},
        "devices": [_device(device) for device in server.devices.values()],
    }


def _device(device: Running) -> dict[str, Any]:
    return {
        "name": device.settings.name,
        "node": NODE,
        "model": device.settings.kind,
        "map": INVENTED if device.settings.screens else MAP,
        "shell": device.settings.kind == "android-tv",
        "drivers": _drivers(device),
    }


def _drivers(device: Running) -> list[dict[str, Any]]:
    ports = device.ports
    if device.settings.kind == "android-tv":
        return [{"adb": {"serial": f"{HOST}:{ports['adb']}"}}]
    return [
        {"video": {"url": f"tcp://{HOST}:{ports['video']}"}},
        {"ir": {"globalcache": f"{HOST}:{ports['ir']}", "keymap": KEYMAP}},
    ]
