"""A small lab with its maps, cases and campaigns, written to a folder as a user would."""

from collections.abc import Mapping
from pathlib import Path

import yaml

Fields = Mapping[str, object]

MAP: Fields = {
    "name": "launcher",
    "screens": {"home": {"shows": [{"text": "Home"}], "start": True}},
}


def write(path: Path, fields: Fields) -> Path:
    """Write FIELDS as YAML to PATH, and return it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(dict(fields), sort_keys=False))
    return path


def device(name: str, **fields: object) -> dict[str, object]:
    """Return a simulated television at bench-1."""
    return {"name": name, "node": "bench-1", "model": "tv", "drivers": ["simulated"], **fields}


def write_lab(folder: Path, *devices: Fields) -> Path:
    """Write a lab of DEVICES on two nodes to FOLDER, with the map `launcher`."""
    write(folder / "maps" / "launcher.yaml", MAP)
    nodes = {"bench-1": {"address": "127.0.0.1"}, "bench-2": {"address": "192.0.2.7"}}
    return write(folder / "lab.yaml", {"nodes": nodes, "devices": [dict(d) for d in devices]})


def write_case(folder: Path, name: str, *steps: Fields, **fields: object) -> Path:
    """Write a case of STEPS, or one that presses OK, among the cases of FOLDER."""
    written = {"name": name, "steps": list(steps) or [{"press": "OK"}], **fields}
    return write(folder / "cases" / f"{name}.yaml", written)


def write_campaign(folder: Path, *cases: str, **fields: object) -> Path:
    """Write a campaign of CASES among the campaigns of FOLDER."""
    written = {"name": "nightly", "cases": list(cases), **fields}
    return write(folder / "campaigns" / "nightly.yaml", written)
