"""Tours: which edges a device tries, how it goes on after a surprise, and what it could not try."""

import random
from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigation.cover import cover
from navigation.failures import FRESH, PROVEN
from navigation.graph import Graph
from navigation.hop import Hop
from navigation.hopper import POPUPS, RESCUED
from navigation.tour import Tour, tour
from tests.navigation.maps import TextMap, Walker, drawn

LINE = drawn("a b c", ("a", "b"), ("b", "c"), ("c", "b"), ("b", "a"))
STAR = drawn("a b c d", *[way for leaf in "bcd" for way in (("a", leaf), (leaf, "a"))])
POPUP = {"advert": {"kind": "popup", "shows": ["advert"], "dismiss": ["dismiss advert"]}}


def toured(map: TextMap, walker: Walker, *names: str, **more: object) -> Tour[str]:
    named = {edge.name: edge for edge in map.every}
    edges = [named[name] for name in names] or map.every
    return tour(map, edges, walker, clock=walker.clock, **more)  # type: ignore[arg-type]


def tried(done: Tour[str]) -> list[str]:
    return [f"{hop.edge}: {hop.arrival}" for hop in done.hops]


def why(done: Tour[str]) -> dict[str, str]:
    return {trial.edge.name: trial.why for trial in done.untried}


def test_every_edge_is_tried_in_the_order_of_the_tour():
    [planned] = cover(LINE).tours
    done = tour(LINE, planned, walker := Walker("a"), clock=walker.clock)
    assert [hop.edge for hop in done.hops] == list(planned)
    assert all(trial.holds for trial in done.trials)
    assert str(done) == "4 of 4 edges arrived, in 4 steps, 4 planned"


def test_between_two_edges_it_takes_the_cheapest_way():
    walker = Walker("a")
    done = toured(STAR, walker, "b → a", "c → a")
    assert walker.done == ["b", "a", "c", "a"]
    assert (len(done.planned), done.planned_seconds) == (4, 4.0)


def test_an_edge_that_was_gone_along_on_the_way_is_not_tried_again():
    walker = Walker("a")
    done = toured(LINE, walker, "b → c", "a → b")
    assert walker.done == ["b", "c"]
    assert [len(trial.arrivals) for trial in done.trials] == [1, 1]


def test_an_edge_whose_key_got_lost_is_tried_once_more():
    done = toured(LINE, Walker("a", {"c": ["b"]}), "b → c")
    [trial] = done.trials
    assert (trial.holds, trial.success) == (True, 0.5)
    assert str(trial.failure) == "b → c left the device at 'b'"


def test_an_edge_that_failed_too_often_is_given_up_and_the_tour_goes_on():
    done = toured(STAR, Walker("a", {"b": ["a"] * 9}))
    assert tried(done)[: FRESH + 1] == ["a → b: no_change"] * FRESH + ["a → c: arrived"]
    assert [trial.edge.name for trial in done.failed] == ["a → b"]
    assert len(done.arrived) == 4


def test_what_could_not_be_reached_says_because_of_which_edge():
    done = toured(STAR, Walker("a", {"b": ["a"] * 9}))
    assert why(done) == {"b → a": "a → b left the device at 'a'"}


def test_a_way_around_an_edge_that_failed_is_taken():
    map = drawn("a b c", ("a", "b"), ("a", "c"), ("c", "b"), ("b", "c"), ("b", "a"))
    ring = toured(map, walker := Walker("a", {"b": ["a"] * FRESH}), "a → b", "b → a")
    assert walker.done == ["b"] * FRESH + ["c", "b", "a"]
    assert [trial.holds for trial in ring.trials] == [False, True]


def test_after_a_surprise_it_goes_on_at_the_nearest_edge_and_in_order_from_there():
    map = drawn("a b d e", *[tuple(way) for way in ("ab", "ba", "ad", "da", "de", "ea")])
    walker = Walker("a", {"b": ["d"]})
    done = toured(map, walker, "a → b", "b → a", "a → d", "d → e", "e → a")
    assert walker.done == ["b", "e", "a", "b", "a", "d"]
    assert all(trial.holds for trial in done.trials)


def test_an_edge_on_the_way_may_fail_often_if_it_arrives_in_between():
    leaves = [f"leaf{number}" for number in range(PROVEN + 1)]
    ways = [way for leaf in leaves for way in (("b", leaf), (leaf, "a"))]
    map = drawn(f"a b {' '.join(leaves)}", ("a", "b"), *ways)
    done = toured(map, Walker("a", {"b": ["a", "b"] * len(leaves)}))
    assert all(trial.holds for trial in done.trials)
    assert done.trials[0].success == 0.5


def test_an_edge_that_has_arrived_is_trusted_longer_than_one_that_never_did():
    done = toured(LINE, Walker("a", {"b": ["b", *["a"] * (PROVEN - 1)]}), "b → a", "b → c")
    assert all(trial.holds for trial in done.trials)
    done = toured(LINE, Walker("a", {"b": ["b", *["a"] * PROVEN]}), "b → a", "b → c")
    assert why(done) == {"b → c": "a → b left the device at 'a'"}


def test_an_edge_that_is_given_up_after_it_arrived_does_not_hold():
    done = toured(LINE, Walker("a", {"b": ["b", *["a"] * PROVEN]}), "a → b", "b → a", "b → c")
    assert [trial.trouble for trial in done.failed] == ["a → b left the device at 'a'"]
    assert done.failed[0].success == pytest.approx(1 / (PROVEN + 1))


def test_a_device_in_a_dead_end_is_rescued():
    map = drawn("a b c", ("a", "b"), ("a", "c"), recover=[{"do": ["a"]}])
    walker = Walker("a")
    done = toured(map, walker)
    assert walker.done == ["b", "a", "c"]
    assert (done.rescued, len(done.arrived)) == (("a",), 2)


def test_the_same_rescue_serves_after_each_edge():
    map = drawn("a b c d", ("a", "b"), ("a", "c"), ("a", "d"), recover=[{"do": ["a"]}])
    assert len(toured(map, Walker("a")).arrived) == 3


def test_what_no_way_leads_to_says_so():
    done = toured(drawn("a b c", ("a", "b"), ("c", "a")), Walker("a"))
    assert why(done) == {"c → a": "no way from 'b' to 'c'"}
    assert len(toured(drawn("a b c", ("c", "a"), ("a", "b")), Walker("a")).arrived) == 1


def test_a_popup_is_dismissed_and_no_edge_is_blamed():
    class Interrupted(Walker):
        def perform(self, action: str) -> bool:
            self.over = "advert" if self.done.count("dismiss advert") < 6 else self.over
            return super().perform(action)

    map = drawn("a b", ("a", "b"), ("b", "a"), screens=POPUP)
    done = toured(map, Interrupted("a"))
    assert [(trial.holds, trial.success) for trial in done.trials] == [(True, 1.0)] * 2


def test_what_a_popup_made_longer_is_not_the_time_of_an_edge():
    class Late(Walker):
        def shows(self, asked, within, settle):
            self.over = "advert" if self.done == ["b"] else self.over
            self.now += 3.0 * ("advert" in (looks.name for looks in asked) and len(asked) == 1)
            return super().shows(asked, within, settle)

    map = drawn("a b", ("a", "b"), ("b", "a"), screens=POPUP)
    trial, _ = toured(map, Late("a")).trials
    assert [(hop.disturbed, hop.shown > 3) for hop in trial.arrivals] == [(True, True)]
    assert (trial.holds, trial.seconds) == (True, None)


def test_popups_without_end_leave_the_rest_untried_because_of_them():
    class Nagged(Walker):
        def shows(self, asked, within, settle):
            self.over = "advert" if len(asked) > 1 and self.done else self.over
            return super().shows(asked, within, settle)

    done = toured(drawn("a b", ("a", "b"), screens=POPUP), walker := Nagged("a"))
    assert why(done) == {"a → b": "the popup 'advert' comes again and again"}
    assert walker.done.count("dismiss advert") == POPUPS


def test_a_crash_on_the_way_is_rescued_and_the_edge_tried_again():
    map = drawn("a b c", ("a", "b"), ("b", "c"), recover=[{"do": ["a"]}])
    done = toured(map, walker := Walker("a", {"c": ["crashed"]}))
    assert walker.done == ["b", "c", "a", "b", "c"]
    assert all(trial.holds for trial in done.trials)


def test_a_device_that_is_lost_for_good_ends_the_tour_with_the_reason():
    done = toured(LINE, Walker("a", {"c": ["crashed"]}))
    lost = "the device shows no screen of the map 'drawn', after b → c led to no screen of the map"
    assert (done.ended, why(done)) == (lost, {"c → b": lost, "b → a": lost})
    assert [trial.edge.name for trial in done.failed] == ["b → c"]


def test_a_device_that_is_nowhere_at_first_has_tried_nothing():
    done = toured(LINE, Walker("crashed"))
    assert set(why(done).values()) == {"the device shows no screen of the map 'drawn'"}


def test_no_tour_takes_longer_than_it_may_and_the_rest_says_so():
    walker = Walker("a", key=3.0)
    done = toured(LINE, walker, seconds=12.0)
    assert walker.now <= 12.0
    assert why(done) == {"b → a": "the 12 s for the tour were over"}


def test_an_edge_that_is_closed_on_the_device_is_not_tried():
    edge = {"from": "a", "to": "b", "do": ["b"], "when": {"model": "x"}}
    map = drawn("a b", edges=[edge])
    closed = toured(map, Walker("a"), graph=Graph(map, facts={"model": "y"}))
    assert (why(closed), closed.holds) == ({"a → b": "it is closed on this device"}, True)
    assert len(toured(map, Walker("a"), graph=Graph(map, facts={"model": "x"})).arrived) == 1


def test_an_edge_from_an_entry_is_tried_from_anywhere():
    edge = {"from": "off", "to": "b", "do": ["b"]}
    map = drawn("a b", screens={"off": {"kind": "entry"}}, edges=[edge])
    assert tried(toured(map, Walker("a"))) == ["off → b: arrived"]
    over = toured(map, Walker("a"), seconds=1.0)
    assert why(over) == {"off → b": "the 1 s for the tour were over"}


def test_an_action_is_tried_where_the_device_stays():
    edges = [{"from": "b", "to": "zap", "do": ["b"]}]
    map = drawn("a b", ("a", "b"), ("b", "a"), screens={"zap": {"kind": "action"}}, edges=edges)
    done = toured(map, Walker("a"), "b → zap", "b → a")
    assert tried(done) == ["a → b: arrived", "b → zap: arrived", "b → a: arrived"]
    assert len(done.planned) == 3


FORK = drawn(
    "a home login",
    ("login", "a"),
    ("home", "a"),
    edges=[{"from": "a", "to": ["home", "login"], "do": ["go"]}],
)


def test_what_leads_to_one_of_several_goals_tells_of_the_edge_to_that_one():
    done = toured(FORK, Walker("a", {"go": ["login"] * 9}))
    results = {trial.edge.name: trial.holds for trial in done.trials}
    assert results == {"a → home": False, "a → login": True, "login → a": True, "home → a": False}
    led = "a → home led to 'login', as it may"
    assert (done.failed, why(done)) == ((), {"a → home": led, "home → a": led})
    assert done.holds


def test_an_edge_that_takes_longer_than_it_may_does_not_hold():
    class Slow(Walker):
        def shows(self, asked, within, settle):
            self.now += 2.0
            return super().shows(asked, within, settle)

    map = drawn("a b", edges=[{"from": "a", "to": "b", "do": ["b"], "within": 1.5}])
    [trial] = toured(map, Slow("a")).failed
    assert (trial.holds, trial.seconds) == (False, pytest.approx(2.0))


def test_each_screen_is_told_from_those_near_it_on_arrival():
    walker = Walker("a")
    done = toured(LINE, walker, "a → b", "b → c")
    assert [near for near, within in walker.asked[1:] if not within] == [
        ("b", "c", "a"),
        ("c", "b"),
    ]
    assert [trial.margin for trial in done.trials] == [1.0, 1.0]


@dataclass
class Faulty(Walker):
    """Goes where its map says, or, with the chance of ODDS, to any other place, or astray."""

    map: TextMap = LINE
    chance: random.Random = field(default_factory=random.Random)
    odds: float = 0.0

    def perform(self, action: str) -> bool:
        super().perform(action)
        if self.chance.random() < self.odds:
            self.here = self.chance.choice([*self.map.places, "crashed"])
        return self.chance.random() > self.odds / 4


def random_map(seed: int) -> TextMap:
    chance, places = random.Random(seed), "abcdefgh"
    ways = {(chance.choice(places), chance.choice(places)) for _ in range(20)}
    recover = [{"do": ["a"]}] if chance.random() < 0.5 else []
    return drawn(
        " ".join(places), *sorted(way for way in ways if len(set(way)) == 2), recover=recover
    )


def too_many(hops: list[Hop[str]]) -> int:
    """Return how many tries there were of edges that had failed too often in a row."""
    failures, proven, beyond = Counter[str](), set[str](), 0
    for hop in hops:
        name = hop.edge.name
        beyond += failures[name] >= (PROVEN if name in proven else FRESH)
        failures[name] = failures[name] + 1 if hop.is_failure else 0
        proven |= set() if hop.is_failure else {name}
    return beyond


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.05, 0.3, 0.9]), st.floats(5.0, 400.0))
def test_every_edge_is_tried_or_says_why_not_and_none_too_often(seed, odds, seconds):
    map = random_map(seed)
    walker = Faulty("a", map=map, chance=random.Random(seed), odds=odds)
    done = toured(map, walker, seconds=seconds)
    assert [trial.edge for trial in done.trials] == list(map.every)
    assert all(trial.hops or trial.why for trial in done.trials)
    assert all(not (trial.why and trial.holds) for trial in done.trials)
    assert too_many(list(done.hops)) == 0
    assert walker.now <= seconds + walker.key + RESCUED


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_where_nothing_goes_wrong_it_does_what_was_planned_and_all_that_a_way_leads_to(seed):
    map = random_map(seed)
    done = toured(map, Faulty("a", map=map))
    if not map.recover:
        assert [hop.edge for hop in done.hops] == list(done.planned)
    assert {trial.success for trial in done.trials} <= {1.0, None}
    reached = set(map.places) - set(map.unreachable())
    if map.recover:
        assert {t.edge for t in done.arrived} == {e for e in map.every if e.start in reached}
