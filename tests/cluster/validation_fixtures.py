"""Validations of a small map, and the tries that came of them."""

import pytest

from actors.hops import HopRecord
from cluster.lab import load_lab
from cluster.validation import Validation, plan
from navigation.hop import Arrival
from tests.cluster.hop_records import hop
from tests.cluster.written import Fields, device, write, write_lab

EDGES = [
    {"from": "home", "to": "live", "do": ["x"], "back": ["y"]},
    {"from": "home", "to": "apps", "do": ["x"], "back": ["y"]},
    {"from": "home", "to": "live", "do": ["z"], "name": "again"},
    {"from": "home", "to": "shop", "do": ["x"], "back": ["y"], "when": {"os": "14"}},
]


def written(*more: Fields) -> dict[str, object]:
    pressed = [
        edge | {part: [{"press": edge[part]}] for part in ("do", "back") if part in edge}
        for edge in EDGES
    ] + [dict(edge) for edge in more]
    names = [edge[end] for edge in pressed for end in ("from", "to")]
    screens = {name: {"shows": [{"text": name}]} for name in names}
    screens["home"]["start"] = True
    return {"name": "launcher", "screens": screens, "edges": pressed}


@pytest.fixture
def planned(tmp_path):
    """Plan to try the map, with more edges, on devices of the names and labels that are given."""

    def plan_for(*edges: Fields, **labels: dict[str, str]) -> Validation:
        devices = [device(name, map="launcher", labels=own) for name, own in labels.items()]
        lab = write_lab(tmp_path, *devices)
        path = write(tmp_path / "maps" / "launcher.yaml", written(*edges))
        return plan(load_lab(lab), path)

    return plan_for


def tried(start: str, goal: str, *, arrived: bool = True, **more: object) -> HopRecord:
    arrival = Arrival.ARRIVED if arrived else Arrival.NO_CHANGE
    screen, edge = goal if arrived else start, more.pop("edge", f"{start} → {goal}")
    return hop(start=start, goal=goal, edge=edge, arrival=arrival, screen=screen, **more)
