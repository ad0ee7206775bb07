"""Walks on what real boxes do: slow pictures, menus over pages, popups that stay, dead ends."""

from dataclasses import dataclass, field

import pytest

from navigation.errors import Covered, NoRoute, NotArriving, TooLate
from navigation.hopper import RESCUED, VAIN
from navigation.sighting import Sighting
from navigation.walk import TRIES, Walk, walk
from tests.navigation.maps import TextMap, Walker, drawn

POPUP = {"advert": {"kind": "popup", "shows": ["advert"], "dismiss": ["dismiss advert"]}}
HOME = {"from": "*", "to": "home", "do": ["home"], "seconds": 0.5}


def walked(map: TextMap, goal: str, walker: Walker, **more: object) -> Walk[str]:
    return walk(map, goal, walker, clock=walker.clock, **more)  # type: ignore[arg-type]


def arrivals(way: Walk[str]) -> list[str]:
    return [f"{hop.edge}: {hop.arrival}" for hop in way.hops]


@dataclass
class Slow(Walker):
    """Shows for DELAY seconds after each action what it showed before.

    beneath: which screen also seems to be shown while another one is.
    """

    delay: float = 0.0
    beneath: dict[str, str] = field(default_factory=dict)
    before: str = ""

    def perform(self, action: str) -> bool:
        self.before = self._shown(self.now)
        return super().perform(action)

    def shows(self, asked, within, settle):
        really, until = self.here, self.now + within
        names = [looks.name for looks in asked]
        while True:
            shown, lasting = self._shown(self.now), self._shown(self.now + settle)
            self.here = shown if shown in names else self.beneath.get(shown, shown)
            seen = super().shows(asked, 0.0, settle if lasting == shown else 0.0)
            self.here = really
            if (seen and lasting == shown) or self.now > until:
                return seen if lasting == shown else Sighting(None, acted=self.acted)

    def _shown(self, at: float) -> str:
        return self.before if self.before and at < self.acted + self.delay else self.here


MENU = drawn("home menu", ("home", "menu"), ("menu", "home"))


def test_a_page_beneath_a_menu_that_stays_was_not_arrived_at():
    device = Slow("menu", {"home": ["menu"]}, beneath={"menu": "home"})
    assert arrivals(walked(MENU, "home", device)) == [
        "menu → home: no_change",
        "menu → home: arrived",
    ]


def test_a_menu_that_is_slow_to_go_is_waited_for():
    device = Slow("menu", delay=0.7, beneath={"menu": "home"})
    way = walked(MENU, "home", device)
    assert (arrivals(way), device.done) == (["menu → home: arrived"], ["home"])


def test_each_screen_on_the_way_is_told_from_what_is_near_it():
    map = drawn("a b look-alike", ("a", "b"), ("b", "look-alike"), ("b", "c"), screens={
        "c": {"shows": ["c"]}}, edges=[{"from": "look-alike", "to": "a", "do": ["a"]}])  # fmt: skip
    device = Slow("a", {"b": ["look-alike"]}, beneath={"look-alike": "b"})
    assert arrivals(walked(map, "c", device))[0] == "a → b: elsewhere"


def test_what_was_done_just_before_the_walk_is_given_time_to_show():
    device = Slow("a", delay=0.5)
    device.perform("b")
    way = walked(drawn("a b", ("b", "a")), "a", device)
    assert (way.start, device.here) == ("b", "a")


def test_where_nothing_was_done_since_the_device_was_seen_it_is_believed_at_once():
    device = Walker("a")
    device.perform("a")
    assert walked(drawn("a b"), "a", device, here="a").seconds < RESCUED


def test_after_an_action_that_did_not_come_off_the_device_has_time_to_show_where_it_is():
    class Clumsy(Slow):
        def perform(self, action: str) -> bool:
            return super().perform(action) and action != "expect"

    edges = [{"from": "a", "to": "b", "do": ["c", "expect"]}, {"from": "c", "to": "b", "do": ["b"]}]
    way = walked(drawn("a b c", edges=edges), "b", Clumsy("a", {"expect": ["c"]}, delay=0.5))
    assert arrivals(way) == ["a → b: refused", "c → b: arrived"]


def test_an_edge_whose_action_did_not_come_off_is_retried_too():
    class Clumsy(Walker):
        def perform(self, action: str) -> bool:
            return super().perform(action) and action != "a"

    edge = {"from": "a", "to": "b", "do": ["a"], "retry": ["b"]}
    assert arrivals(walked(drawn("a b", edges=[edge]), "b", Clumsy("a"))) == ["a → b: arrived"]


def test_an_edge_did_not_arrive_where_only_the_cleaning_up_led_to_its_goal():
    edge = {"from": "a", "to": "b", "do": ["astray"], "failed": ["b"]}
    way = walked(drawn("a b", edges=[edge]), "b", Walker("a"))
    assert (arrivals(way), way.here) == (["a → b: unknown"], "b")


def test_what_the_cleaning_up_led_to_has_time_to_show():
    edges = [{"from": "a", "to": "b", "do": ["x"], "failed": ["home"]}, HOME,
             {"from": "home", "to": "b", "do": ["b"]}]  # fmt: skip
    map = drawn("home a b", edges=edges)
    way = walked(map, "b", Slow("a", {"x": ["a"] * 9}, delay=0.5))
    assert [hop.screen for hop in way.hops] == ["home", "b"]


def test_a_device_in_a_dead_end_is_rescued():
    map = drawn("a b c", ("a", "b"), ("a", "c"), recover=[{"do": ["x"]}, {"do": ["a"]}])
    way = walked(map, "c", walker := Walker("b", {"x": ["b"]}))
    assert walker.done == ["x", "a", "c"]
    assert ([str(edge) for edge in way.planned], way.rescued) == (["a → c"], ("x", "a"))


def test_nothing_is_done_with_a_device_for_a_goal_that_no_rescue_can_bring_nearer():
    map = drawn("a b c", ("a", "b"), ("c", "a"), recover=[{"do": ["a"]}])
    with pytest.raises(NoRoute, match="no way from 'b' to 'c'"):
        walked(map, "c", walker := Walker("b"))
    assert walker.done == []


def test_where_no_rescue_brings_it_out_of_a_dead_end_there_is_no_way():
    map = drawn("a b c", ("a", "b"), ("a", "c"), recover=[{"do": ["x"]}])
    with pytest.raises(NoRoute, match="no way from 'b' to 'c'"):
        walked(map, "c", Walker("b", {"x": ["b"] * 9}))


def test_only_a_rescue_that_was_done_lets_an_edge_be_tried_once_more():
    left_out = [{"do": ["wake"], "shows": ["asleep"]}] * 3
    map = drawn("a b", ("a", "b"), recover=[*left_out, {"do": ["a"]}])
    with pytest.raises(NotArriving):
        walked(map, "b", walker := Walker("a", {"b": ["a"] * 99}))
    assert walker.done.count("b") == TRIES + 1


def test_a_picture_that_is_black_for_a_moment_is_no_device_that_sleeps():
    map = drawn("a b", ("a", "b"), recover=[{"do": ["power"], "shows": ["black"]}, {"do": ["a"]}])
    device = Slow("elsewhere", before="black", acted=0.0, delay=2.2)
    assert walked(map, "a", device).rescued == ("a",)


def sticky(walker: Walker, times: int) -> Walker:
    """Return WALKER behind a popup that goes only when it is sent away for the last of TIMES."""

    class Sticky(type(walker)):  # type: ignore[misc]
        def perform(self, action: str) -> bool:
            over, self.left = self.over, getattr(self, "left", times) - (action != "b")
            done = super().perform(action)
            self.over = over if self.left > 0 else None
            return done

    walker.__class__ = Sticky
    walker.over = "advert"
    return walker


def test_a_popup_that_does_not_go_at_once_is_sent_away_again():
    walker = sticky(Walker("a"), VAIN)
    way = walked(drawn("a b", ("a", "b"), screens=POPUP), "b", walker)
    assert way.rescued == ("dismissing 'advert'",) * VAIN


def test_a_device_behind_a_popup_that_does_not_go_is_rescued():
    walker = sticky(Walker("a"), VAIN + 1)
    map = drawn("a b", ("a", "b"), screens=POPUP, recover=[{"do": ["restart"]}])
    assert walked(map, "b", walker).rescued == (*["dismissing 'advert'"] * VAIN, "restart")


def test_a_popup_that_nothing_sends_away_is_named_as_the_cause():
    map = drawn("a b", ("a", "b"), screens=POPUP, recover=[{"do": ["restart"]}])
    with pytest.raises(Covered, match="the popup 'advert' does not go; tried in vain: dismissing"):
        walked(map, "b", sticky(Walker("a"), 999))


def test_a_popup_over_a_popup_is_sent_away_before_it():
    class Two(Walker):
        def perform(self, action: str) -> bool:
            over, _ = self.over, super().perform(action)
            self.over = "advert" if (over, self.over) == ("update", None) else self.over
            return True

    update = {"kind": "popup", "shows": ["update"], "dismiss": ["dismiss update"]}
    map = drawn("a b", ("a", "b"), screens=POPUP | {"update": update})
    way = walked(map, "b", Two("a", over="update"))
    assert way.rescued == ("dismissing 'update'", "dismissing 'advert'")


def test_an_edge_is_not_too_slow_because_of_a_popup():
    class Interrupted(Walker):
        def perform(self, action: str) -> bool:
            done = super().perform(action)
            self.over = "advert" if action == "b" else self.over
            self.now += 3.0 * (action != "b")
            return done

    map = drawn("a b", screens=POPUP, edges=[{"from": "a", "to": "b", "do": ["b"], "within": 1.5}])
    way = walked(map, "b", Interrupted("a"))
    [hop] = way.hops
    assert (hop.disturbed, hop.shown > 1.5, way.too_slow) == (True, True, ())


def test_an_edge_that_only_waits_is_timed_from_its_begin():
    class Waiting(Walker):
        def perform(self, action: str) -> bool:
            self.here, self.now = action, self.now + 4.0
            return True

    [hop] = walked(drawn("a b", ("a", "b")), "b", Waiting("a", now=1000.0)).hops
    assert hop.shown == pytest.approx(4.0, abs=0.5)


def test_no_action_begins_after_the_time_is_over():
    edge = {"from": "a", "to": "b", "do": ["x"] * 9 + ["b"]}
    walker = Walker("a", key=1.0)
    with pytest.raises(TooLate, match="not there after 5 s"):
        walked(drawn("a b", edges=[edge]), "b", walker, seconds=5.0)
    assert walker.now < 6.0


def test_a_picture_that_flickers_for_good_ends_when_the_time_is_over():
    class Flickering(Walker):
        def shows(self, asked, within, settle):
            self.here = "a" if len(asked) < 3 and self.here != "b" else "astray"
            return super().shows(asked, within, settle)

    map = drawn("a b c", ("a", "b"), ("b", "a"), ("a", "c"))
    with pytest.raises(TooLate):
        walked(map, "b", Flickering("a"), seconds=30.0, here="b")
