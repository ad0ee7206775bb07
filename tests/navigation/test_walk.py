"""Walks: what a device is asked on the way, and what becomes of edges that do not arrive."""

import pytest

from navigation.errors import Lost, NoRoute, UnknownScreen
from navigation.walk import Walk, locate, walk
from tests.navigation.maps import Walker, drawn

LINE = drawn("a b c", ("a", "b"), ("b", "c"), ("b", "a"))
RING = drawn("a b c", ("a", "c", 1.0), ("a", "b", 2.0), ("b", "c", 2.0), ("b", "a", 1.0))


def test_it_arrives_and_tells_the_way():
    walker = Walker("a")
    way = walk(LINE, "c", walker)
    assert (walker.here, str(way)) == ("c", "a → b → c")
    assert walker.done == ["b", "c"]


def test_after_each_edge_the_device_must_show_where_it_led_within_the_screens_time():
    walker = Walker("a")
    walk(LINE, "c", walker)
    assert [name for name, within in walker.asked if within] == ["b", "c"]
    assert {within for _, within in walker.asked} == {0.0, LINE.screens["b"].timeout}


def test_at_the_goal_nothing_is_done():
    walker = Walker("c")
    assert walk(LINE, "c", walker) == Walk("c", (), ())
    assert walker.done == []


def test_an_edge_whose_key_got_lost_is_tried_once_more():
    walker = Walker("a", {"b": ["a"]})
    way = walk(LINE, "b", walker)
    assert walker.done == ["b", "b"]
    assert [str(edge) for edge in way.failed] == ["a → b"]
    assert str(way) == "a → b, after 1 detour"


def test_an_edge_that_failed_twice_is_avoided_where_there_is_another_way():
    walker = Walker("a", {"c": ["a", "a"]})
    way = walk(RING, "c", walker)
    assert walker.done == ["c", "c", "b", "c"]
    assert str(way) == "a → b → c, after 2 detours"


def test_it_goes_on_from_wherever_an_edge_really_led():
    walker = Walker("a", {"c": ["b"]})
    assert [edge.start for edge in walk(RING, "c", walker).taken] == ["b"]


def test_it_is_lost_where_the_only_edge_failed_twice():
    walker = Walker("a", {"b": ["a", "a", "a"]})
    with pytest.raises(Lost, match="a → b did not arrive, and there is no other way"):
        walk(LINE, "c", walker)
    assert walker.done == ["b", "b"]


@pytest.mark.parametrize("detours", [0, 1, 2])
def test_it_is_lost_once_the_detours_are_used_up(detours):
    walker = Walker("a", {"c": ["a", "a", "b", "a", "b"]})
    with pytest.raises(Lost, match=rf"did not arrive, after {detours} detours?$"):
        walk(RING, "c", walker, detours=detours)
    assert walker.done.count("c") == detours + 1


def test_it_is_lost_on_a_screen_that_is_not_in_the_map():
    with pytest.raises(Lost, match="shows no screen of the map 'drawn'"):
        walk(LINE, "c", Walker("elsewhere"))


def test_a_guess_that_shows_spares_the_look_at_all_other_screens():
    walker = Walker("c")
    assert walk(LINE, "c", walker, here="c").start == "c"
    assert walker.asked == [("c", 0.0)]


@pytest.mark.parametrize("guess", ["c", "no such screen"])
def test_a_guess_that_does_not_show_is_not_believed(guess):
    walker = Walker("a")
    assert str(walk(LINE, "c", walker, here=guess)) == "a → b → c"


def test_a_goal_that_is_not_in_the_map_is_told_before_anything_is_asked():
    walker = Walker("a")
    with pytest.raises(UnknownScreen):
        walk(LINE, "shop", walker)
    assert walker.asked == []


def test_a_goal_that_no_edge_leads_to_is_no_route():
    with pytest.raises(NoRoute):
        walk(drawn("a b"), "b", Walker("a"))


def test_what_an_action_raises_ends_the_walk():
    class Unplugged(Walker):
        def perform(self, action: str) -> bool:
            raise ConnectionError(action)

    with pytest.raises(ConnectionError, match="b"):
        walk(LINE, "c", Unplugged("a"))


def test_an_action_that_does_not_come_off_is_a_failed_edge():
    class Clumsy(Walker):
        def perform(self, action: str) -> bool:
            super().perform(action)
            return len(self.done) > 1

    way = walk(LINE, "b", Clumsy("a"))
    assert [str(edge) for edge in way.failed] == ["a → b"]


def test_a_device_is_located_by_what_it_shows_now():
    assert locate(LINE, Walker("b")) == "b"
    assert locate(LINE, Walker("elsewhere")) is None
