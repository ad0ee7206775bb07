"""How long a map of 10,000 screens and 40,000 edges takes to load, beside a plain YAML reader."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import yaml

from actors.maps import load_map
from tests.bench.figure import Figure, timed

SCREENS, EDGES = 10_000, 40_000
TIMES = 5  # of which the median counts
PATIENCE = 1000.0  # milliseconds
ARROWS = ("UP", "DOWN", "LEFT", "RIGHT")


def figures() -> list[Figure]:
    """Return the time to load it; the reference is PyYAML's fast reader on the same file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "menus.yaml"
        path.write_text("\n".join(_written(random.Random(1))))
        load_map(path)  # the first one also imports the steps and the checks
        what = f"{SCREENS} screens, {EDGES} edges, {path.stat().st_size / 1e6:.1f} MB: loading"
        ours = median(timed(lambda: load_map(path)) for _ in range(TIMES))
        return [Figure(what, ours, "ms", timed(lambda: _read(path)), most=PATIENCE)]


def _read(path: Path) -> object:
    return yaml.load(path.read_text(), Loader=yaml.CSafeLoader)


def _written(chance: random.Random) -> Iterator[str]:
    yield "name: menus\nsize: [1280, 720]\nscreens:"
    for number in range(SCREENS):
        start = ", start: true" if number == 0 else ""
        check = f'{{text: "Page {number}", region: [60, 30, 400, 80]}}'
        yield f"  s{number}: {{shows: [{check}]{start}}}"
    yield "edges:"
    for number in range(EDGES):
        yield _edge(number, chance)


def _edge(number: int, chance: random.Random) -> str:
    """Write a way to a screen that has none yet, or from any one to any other, and back."""
    goal = number + 1 if number < SCREENS - 1 else chance.randrange(SCREENS)
    start = chance.randrange(goal or SCREENS)
    keys = ", ".join([chance.choice(ARROWS)] * chance.randrange(1, 5))
    do = f"do: [{{press: [{keys}, OK]}}], back: [{{press: BACK}}]"
    return f"  - {{from: s{start}, to: s{goal}, {do}}}"
