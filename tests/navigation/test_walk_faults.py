"""Walks on an application that loses keys, shows popups, crashes and falls asleep."""

import random
from collections import Counter
from dataclasses import dataclass, field
from math import inf

from hypothesis import example, given, settings
from hypothesis import strategies as st

from navigation.errors import NavigationError
from navigation.sighting import Sighting
from navigation.walk import walk
from tests.navigation.maps import TextMap, Walker

MENUS = 12  # pages below the start, each with as many below it as chance wants
SECONDS = 90.0
WAKE = {"do": ["wake"], "shows": ["asleep"]}
ADVERT = {"kind": "popup", "shows": ["advert"], "dismiss": ["dismiss advert"]}


def application(seed: int) -> TextMap:
    """Return a menu of menus: OPEN goes down, BACK up, and HOME to the start from everywhere."""
    chance = random.Random(seed)
    parents = {"home": ""} | {f"p{n}": f"p{chance.randrange(-1, n)}" for n in range(MENUS)}
    parents = {page: "home" if parent == "p-1" else parent for page, parent in parents.items()}
    screens = {page: {"shows": [page], "start": page == "home"} for page in parents}
    edges = [
        {"from": parent, "to": page, "do": [f"open {page}"], "back": [f"back {page}"]}
        for page, parent in parents.items()
        if parent
    ]
    return TextMap.model_validate(
        {
            "name": "menus",
            "screens": screens | {"advert": ADVERT},
            "edges": [*edges, {"from": "*", "to": "home", "do": ["home"], "seconds": 3.0}],
            "recover": [WAKE],
        }
    )


@dataclass
class Application(Walker):
    """Does as MAP says, but for what chance does at each key, by the probabilities of FAULTS.

    delay: seconds after which a key shows at the latest; shown: what does, from when on.
    """

    map: TextMap | None = None
    chance: random.Random = field(default_factory=random.Random)
    odds: dict[str, float] = field(default_factory=dict)
    struck: Counter[str] = field(default_factory=Counter)
    delay: float = 0.0
    shown: list[tuple[float, str]] = field(default_factory=list)

    def perform(self, action: str) -> bool:
        self.shown = self.shown or [(-inf, self.here)]
        self.now += self.key
        self.acted = self.now
        self._act(action)
        late = self.delay * self.chance.uniform(0.5, 1.0)
        self.shown.append((self.now + late, self.over or self.here))
        return True

    def shows(self, asked, within, settle):
        began, told, since = self.now, None, self.now
        while True:
            seen = next((each for each in asked if self._shown() in each.checks), None)
            told, since = (seen, self.now) if seen is not told else (told, since)
            is_over = self.now >= began + within + settle
            lasts = self.now >= since + settle or (is_over and since == began)
            self.now += 0.1
            if (told and lasts) or is_over:
                name = told.name if told and lasts else None
                return Sighting(name, acted=self.acted, told=since)

    def _shown(self) -> str:
        known = (what for since, what in reversed(self.shown) if since <= self.now)
        return next(known, self.here)

    def _act(self, action: str) -> None:
        assert self.map is not None
        if self.over is not None:
            self.over = None if action.startswith("dismiss") else self.over
            return
        if self.here == "asleep":
            self.here = "home" if action == "wake" else "asleep"
        elif not self._strikes("drop"):
            ways = {edge.actions[0]: edge.goal for edge in self.map.leaving[self.here]}
            self.here = ways.get(action, self.here)
        self.over = "advert" if self._strikes("popup") else None
        self.here = "home" if self._strikes("crash") else self.here
        self.here = "asleep" if self._strikes("sleep") else self.here

    def _strikes(self, fault: str) -> bool:
        struck = self.chance.random() < self.odds.get(fault, 0.0)
        self.struck[fault] += struck
        return struck


def ends(seed: int, delay: float = 0.0, **odds: float) -> tuple[Counter[str], Application]:
    """Return how often 40 walks in a row ended how; each must end where it says, and in time."""
    map = application(seed)
    chance = random.Random(seed)
    device = Application("home", map=map, chance=chance, odds=odds, delay=delay)
    found: Counter[str] = Counter()
    for _ in range(40):
        goal, began = chance.choice(map.places), device.now
        try:
            walk(map, goal, device, clock=device.clock, seconds=SECONDS)
        except NavigationError as e:
            found[type(e).__name__] += 1
        else:
            assert (device.here, device.over) == (goal, None)
            found["arrived"] += 1
        assert device.now - began < SECONDS + 3 * device.key  # the last key, and two looks
    return found, device


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0, 0.9))
def test_whatever_strikes_now_and_then_the_device_arrives(seed, delay):
    found, _ = ends(seed, delay, drop=0.05, popup=0.02, crash=0.01, sleep=0.01)
    assert found["arrived"] >= 38  # an edge whose key is lost on both tries has no other way


@settings(max_examples=25, deadline=None)
@example(0, 0.0, (0.0, 0.4375, 0.0, 0.5))
@given(st.integers(0, 10_000), st.floats(0, 1.5), st.tuples(*[st.floats(0, 1)] * 4))
def test_whatever_strikes_the_device_is_where_it_is_said_to_be(seed, delay, odds):
    drop, popup, crash, sleep = odds
    found, _ = ends(seed, delay, drop=drop, popup=popup, crash=crash, sleep=sleep)
    assert found.total() == 40


def test_the_faults_do_strike():
    _, device = ends(1, drop=0.05, popup=0.02, crash=0.01, sleep=0.01)
    assert min(device.struck.values()) > 0
    assert len(device.struck) == 4
