"""Walks: what a device is asked on the way, and what becomes of edges that do not arrive."""

import pytest

from navigation.errors import Covered, NoRoute, NotArriving, NotOnTheMap, TooLate, UnknownScreen
from navigation.hop import Arrival
from navigation.walk import TRIES, Walk, walk
from tests.navigation.maps import TextMap, Walker, drawn

LINE = drawn("a b c", ("a", "b"), ("b", "c"), ("b", "a"))
RING = drawn("a b c", ("a", "c", 1.0), ("a", "b", 2.0), ("b", "c", 2.0), ("b", "a", 1.0))
POPUP = {"advert": {"kind": "popup", "shows": ["advert"], "dismiss": ["dismiss advert"]}}


def walked(map: TextMap, goal: str, walker: Walker, **more: object) -> Walk[str]:
    return walk(map, goal, walker, clock=walker.clock, **more)  # type: ignore[arg-type]


def arrivals(way: Walk[str]) -> list[str]:
    return [f"{hop.edge}: {hop.arrival}" for hop in way.hops]


def test_it_arrives_and_tells_the_way():
    walker = Walker("a")
    way = walked(LINE, "c", walker)
    assert (walker.here, way.here, str(way)) == ("c", "c", "a → b → c")
    assert walker.done == ["b", "c"]


def test_it_tells_what_was_planned_beside_what_it_took():
    way = walked(LINE, "c", Walker("a", key=3.0))
    assert ([str(edge) for edge in way.planned], way.planned_seconds) == (["a → b", "b → c"], 2.0)
    assert way.seconds > 6.0


def test_after_each_edge_the_device_must_show_where_it_led_within_the_screens_time():
    walker = Walker("a", {"b": ["a"]})
    [failed, _] = walked(LINE, "b", walker).hops
    assert failed.ended - failed.acted == pytest.approx(LINE.screens["b"].timeout, abs=0.1)


def test_where_a_device_went_instead_is_told_before_all_its_time_is_over():
    walker = Walker("a", {"c": ["b"]})
    [failed, _] = walked(RING, "c", walker).hops
    assert failed.ended - failed.acted < RING.screens["c"].timeout - 1


def test_at_the_goal_nothing_is_done():
    walker = Walker("c")
    assert walked(LINE, "c", walker).hops == ()
    assert walker.done == []


def test_the_goal_is_told_from_the_screens_around_it():
    walker = Walker("a")
    walked(LINE, "c", walker)
    assert walker.asked[-1] == (("c", "b"), 0.0)


def test_a_goal_that_something_near_it_fits_better_was_not_arrived_at():
    class Muddled(Walker):
        def shows(self, asked, within, settle):
            if len(asked) == 2 and self.done.count("c") == 1:
                self.here = "b"
            return super().shows(asked, within, settle)

    way = walked(LINE, "c", Muddled("a"))
    assert arrivals(way)[1:] == ["b → c: no_change", "b → c: arrived"]


def test_an_edge_whose_key_got_lost_is_tried_once_more():
    walker = Walker("a", {"b": ["a"]})
    way = walked(LINE, "b", walker)
    assert walker.done == ["b", "b"]
    assert arrivals(way) == ["a → b: no_change", "a → b: arrived"]
    assert str(way) == "a → b, after 1 detour"


def test_an_edge_that_failed_twice_is_avoided_where_there_is_another_way():
    walker = Walker("a", {"c": ["a", "a"]})
    way = walked(RING, "c", walker)
    assert walker.done == ["c", "c", "b", "c"]
    assert str(way) == "a → b → c, after 2 detours"


def test_it_goes_on_from_wherever_an_edge_really_led():
    way = walked(RING, "c", Walker("a", {"c": ["b"]}))
    assert arrivals(way) == ["a → c: elsewhere", "b → c: arrived"]


def test_each_try_is_told_as_it_ends():
    told: list[str] = []
    walked(LINE, "c", Walker("a"), told=lambda hop: told.append(str(hop.edge)))
    assert told == ["a → b", "b → c"]


def test_it_does_not_arrive_where_the_only_edge_fails_whatever_is_tried():
    walker = Walker("a", {"b": ["a"] * 9})
    with pytest.raises(
        NotArriving, match="a → b left the device at 'a', and there is no other way"
    ):
        walked(LINE, "b", walker)
    assert walker.done == ["b"] * TRIES


def test_it_is_off_the_map_on_a_screen_that_is_not_in_it():
    with pytest.raises(NotOnTheMap, match="shows no screen of the map 'drawn'"):
        walked(LINE, "c", Walker("elsewhere"))


def test_it_tells_which_edge_led_off_the_map():
    with pytest.raises(NotOnTheMap, match="after a → b led to no screen of the map"):
        walked(LINE, "c", Walker("a", {"b": ["elsewhere"]}))


def test_no_walk_takes_longer_than_it_may():
    walker = Walker("a", {"c": ["a"] * 99, "b": ["a"] * 99})
    with pytest.raises(TooLate, match="not there after 12 s: a → c left the device at 'a'"):
        walked(RING, "c", walker, seconds=12.0)
    assert walker.now < 12.0 + 2 * walker.key


def test_a_guess_is_looked_at_first_with_what_is_around_it():
    walker = Walker("b")
    assert walked(LINE, "b", walker, here="b").start == "b"
    assert walker.asked == [(("b", "c", "a"), 0.0)]


@pytest.mark.parametrize("guess", ["c", "no such screen"])
def test_a_guess_that_does_not_show_is_not_believed(guess):
    assert str(walked(LINE, "c", Walker("a"), here=guess)) == "a → b → c"


def test_a_goal_that_is_not_in_the_map_is_told_before_anything_is_asked():
    walker = Walker("a")
    with pytest.raises(UnknownScreen):
        walked(LINE, "shop", walker)
    assert walker.asked == []


def test_a_goal_that_no_edge_leads_to_is_no_route():
    with pytest.raises(NoRoute):
        walked(drawn("a b"), "b", Walker("a"))


def test_what_an_action_raises_ends_the_walk():
    class Unplugged(Walker):
        def perform(self, action: str) -> bool:
            raise ConnectionError(action)

    with pytest.raises(ConnectionError, match="b"):
        walked(LINE, "c", Unplugged("a"))


def test_an_action_that_does_not_come_off_is_a_failed_edge():
    class Clumsy(Walker):
        def perform(self, action: str) -> bool:
            super().perform(action)
            self.here = action if len(self.done) > 1 else "a"
            return len(self.done) > 1

    way = walked(LINE, "b", Clumsy("a"))
    assert arrivals(way) == ["a → b: refused", "a → b: arrived"]


def test_a_popup_on_the_way_is_dismissed_and_held_against_no_edge():
    class Interrupted(Walker):
        def perform(self, action: str) -> bool:
            self.over = "advert" if not self.done else self.over
            return super().perform(action)

    walker = Interrupted("a")
    way = walked(drawn("a b", ("a", "b"), screens=POPUP), "b", walker)
    assert walker.done == ["b", "dismiss advert", "b"]
    assert [hop.disturbed for hop in way.hops] == [True, False]
    assert str(way) == "a → b, after 1 detour, rescued by dismissing 'advert'"


def test_a_popup_at_the_goal_is_dismissed_before_it_counts_as_reached():
    class Advertised(Walker):
        def shows(self, asked, within, settle):
            self.over = "advert" if len(self.asked) == 2 else self.over
            return super().shows(asked, within, settle)

    walker = Advertised("a")
    way = walked(drawn("a b", ("a", "b"), screens=POPUP), "b", walker)
    assert walker.done == ["b", "dismiss advert"]
    assert arrivals(way) == ["a → b: arrived"]


def test_a_popup_that_comes_again_and_again_ends_the_walk():
    class Nagged(Walker):
        def shows(self, asked, within, settle):
            self.over = "advert" if len(asked) > 1 else self.over
            return super().shows(asked, within, settle)

    with pytest.raises(Covered, match="the popup 'advert' comes again and again"):
        walked(drawn("a b", ("a", "b"), screens=POPUP), "b", Nagged("a"))


def test_a_device_that_is_lost_is_rescued_rung_by_rung():
    map = drawn("a b", ("a", "b"), recover=[{"do": ["x"]}, {"do": ["a"]}, {"do": ["never"]}])
    walker = Walker("elsewhere")
    way = walked(map, "b", walker)
    assert walker.done == ["x", "a", "b"]
    assert way.rescued == ("x", "a")


def test_a_rung_is_left_out_where_the_device_does_not_look_so():
    map = drawn("a b", recover=[{"do": ["wake"], "shows": ["asleep"]}, {"do": ["a"]}])
    assert walked(map, "a", Walker("elsewhere")).rescued == ("a",)
    asleep = drawn("a b", recover=[{"do": ["a"], "shows": ["asleep"]}])
    assert walked(asleep, "a", Walker("asleep")).rescued == ("a",)


def test_after_the_ladder_the_edges_from_anywhere_are_tried_the_cheapest_first():
    edges = [
        {"from": "*", "to": "a", "do": ["a"], "seconds": 9},
        {"from": "off", "to": "a", "do": ["nothing"], "seconds": 3},
    ]
    map = drawn("a b", ("a", "b"), screens={"off": {"kind": "entry"}}, edges=edges)
    walker = Walker("elsewhere", {"nothing": ["elsewhere"]})
    assert walked(map, "b", walker).rescued == ("nothing", "a")


def test_a_device_that_does_not_go_where_it_is_sent_is_rescued_and_sent_again():
    map = drawn("a b", ("a", "b"), recover=[{"do": ["a"]}])
    walker = Walker("a", {"b": ["a"] * TRIES})
    way = walked(map, "b", walker)
    assert walker.done == ["b"] * TRIES + ["a", "b"]
    assert way.rescued == ("a",)


def test_what_retries_an_edge_is_done_once_before_it_has_failed():
    map = drawn("a b", edges=[{"from": "a", "to": "b", "do": ["x"], "retry": ["b"]}])
    walker = Walker("a", {"x": ["a"]})
    assert arrivals(walked(map, "b", walker)) == ["a → b: arrived"]
    assert walker.done == ["x", "b"]


def test_what_cleans_up_after_an_edge_is_done_only_where_it_failed():
    edge = {"from": "a", "to": "b", "do": ["b"], "failed": ["a"]}
    walker = Walker("a", {"b": ["elsewhere"]})
    way = walked(drawn("a b", edges=[edge]), "b", walker)
    assert walker.done == ["b", "a", "b"]
    assert arrivals(way) == ["a → b: unknown", "a → b: arrived"]
    assert [hop.screen for hop in way.hops] == ["a", "b"]


def test_one_of_several_destinations_is_no_surprise():
    map = drawn(
        "a home login",
        ("login", "home"),
        edges=[{"from": "a", "to": ["home", "login"], "do": ["go"]}],
    )
    way = walked(map, "home", Walker("a", {"go": ["login"]}))
    assert arrivals(way) == ["a → home: elsewhere", "login → home: arrived"]
    assert way.seconds < map.screens["home"].timeout


ZAP = {"zap": {"kind": "action"}}


def test_an_action_is_done_and_leaves_the_device_where_it_was():
    map = drawn("a b", ("a", "b"), screens=ZAP, edges=[{"from": "b", "to": "zap", "do": ["b"]}])
    walker = Walker("a")
    way = walked(map, "zap", walker)
    assert (walker.done, way.here) == (["b", "b"], "b")
    assert arrivals(way)[-1] == "b → zap: arrived"


def test_an_action_that_shows_something_must_show_it():
    screens = {"zap": {"kind": "action", "shows": ["banner"]}}
    map = drawn("a", screens=screens, edges=[{"from": "a", "to": "zap", "do": ["up"]}])
    assert walked(map, "zap", Walker("a", {"up": ["banner"]})).here == "a"
    with pytest.raises(NotArriving, match="a → zap left the device at 'a'"):
        walked(map, "zap", Walker("a", {"up": ["a"] * 9}))


def test_an_edge_that_took_longer_than_it_may_is_told():
    class Slow(Walker):
        def shows(self, asked, within, settle):
            self.now += 2.0
            return super().shows(asked, within, settle)

    edges = [{"from": "a", "to": "b", "do": ["b"], "within": 1.5}]
    way = walked(drawn("a b", edges=edges), "b", Slow("a"))
    assert [str(hop.edge) for hop in way.too_slow] == ["a → b"]
    assert walked(drawn("a b", edges=edges), "b", Walker("a")).too_slow == ()


def test_an_arrival_is_known_by_when_the_screen_was_told_after_the_last_action():
    [hop] = walked(LINE, "b", Walker("a")).hops
    assert (hop.arrival, hop.shown) == (Arrival.ARRIVED, pytest.approx(0.0))
    assert hop.started < hop.acted < hop.ended
