"""How much of unknown interfaces is found with 300 keys, and how much of that is wrong."""

import random
from collections import Counter

from actors.simulator.interface import Interface
from actors.simulator.invented import interface
from tests.actors.survey.virtual import Virtual
from tests.actors.survey.watched import Learned, explored
from tests.bench.figure import Figure

BUDGET = 300  # keys
LOST = "drop_key=0.05"
CASES = (
    ("built in", interface(0), ""),
    ("built in, 5 % of the keys lost", interface(0), LOST),
    ("40 pages made up", interface(40), ""),
)
FOCUSES = 4  # places of the focus from which each way is walked
MOVES = ("UP", "DOWN", "LEFT", "RIGHT")


def figures() -> list[Figure]:
    """Return what came of exploring each interface."""
    return [figure for case in CASES for figure in _figures(*case)]


def _figures(what: str, pages: Interface, faults: str) -> list[Figure]:
    device = Virtual(interface=pages, size=(1280, 720), faults=faults, seed=1)
    learned = explored(device, budget=BUDGET)
    survey = learned.survey
    screens = survey.trace.screens
    names = Counter(survey.page(screen) for screen in screens)
    merged = sum(len(survey.pages(screen)) > 1 for screen in screens)
    total = len(pages.pages)
    return [
        Figure(f"{what}: pages found", 100 * len(names) / total, "%", least=75),
        Figure(f"{what}: screens of several pages", merged, "", most=0),
        Figure(f"{what}: pages seen as several screens", len(screens) - len(names), "", most=0),
        Figure(f"{what}: ways proven", len(learned.found.proven), ""),
        Figure(f"{what}: of them wrong", _wrong(learned), "", most=0),
        Figure(f"{what}: keys of the replay", survey.spent - learned.spent, ""),
    ]


def _wrong(learned: Learned) -> int:
    chance = random.Random(1)
    focuses = [chance.choices(MOVES, k=4 * number) for number in range(FOCUSES)]
    return sum(
        not all(learned.arrives(way, moved=moved) for moved in focuses)
        for way in learned.found.proven
    )
