"""A lookout: which screen the pictures of a device show, since when, and how sure that time is."""

import numpy as np
import pytest

from actors.checks.colour import Colour
from actors.evidence import Recording
from actors.interface import Frame
from actors.lookout import Asked, Lookout
from actors.maps import AppMap
from navigation.sighting import Looks, looks

COLOURS = {"k": (0, 0, 0), "r": (0, 0, 255), "g": (0, 255, 0)}  # blue, green, red
SIZE = (64, 36)
BADGE = (50, 0, 14, 10)  # left, top, width, height


def frames(drawn: str, *, start: float = 100.0, gap: float = 0.1) -> list[Frame]:
    """Return a picture of one colour for each letter, GAP seconds apart; R is r with a badge."""
    shown = []
    for number, letter in enumerate(drawn):
        pixels = np.full((36, 64, 3), COLOURS[letter.lower()], np.uint8)
        if letter.isupper():
            pixels[:10, 50:] = COLOURS["g"]
        shown.append(Frame(pixels, start + number * gap))
    return shown


def colour(letter: str, **more) -> Colour:
    return Colour(colour=tuple(reversed(COLOURS[letter])), **more)


CHECKS = {
    "k": (colour("k"),),
    "r": (colour("r", threshold=0.5),),
    "g": (colour("g"),),
    "R": (colour("r", threshold=0.5), colour("g", region=BADGE)),
    "over": (colour("g", region=BADGE),),
}
MAP = AppMap.model_validate(
    {
        "name": "colours",
        "size": SIZE,
        "screens": {
            name: {
                "shows": checks,
                "start": name == "k",
                "kind": "overlay" if name == "over" else "screen",
            }
            for name, checks in CHECKS.items()
        },
    }
)


def watched(drawn: str, *asked: str, settle=0.0, acted=0.0, lookout=None, **more):
    wanted = Asked(looks(MAP, *asked or "r"), screens=lambda: MAP.told_apart)
    seen = Recording(frames(drawn, **more), SIZE, acted=acted)
    return (lookout or Lookout()).watch(seen, wanted, within=1.0, settle=settle)[0]


def test_it_tells_the_screen_and_since_when_by_the_pictures_own_time():
    seen = watched("kkrr")
    assert (seen.screen, seen.told) == ("r", pytest.approx(100.2))
    assert seen.error == pytest.approx(0.1)


def test_a_screen_must_stay_for_as_long_as_it_has_to_settle():
    seen = watched("krkrrrr", settle=0.2)
    assert (seen.screen, seen.told) == ("r", pytest.approx(100.3))


def test_a_screen_that_only_flashed_up_before_the_time_was_over_is_not_told():
    assert watched("kkkkkr", settle=0.2).screen is None
    assert watched("r", settle=0.2).screen == "r"  # it was all that there was


def test_of_several_the_first_that_is_shown_is_told():
    assert watched("kgr", "r", "g").screen == "g"


@pytest.mark.parametrize("asked", [("r", "R"), ("R", "r")])
def test_of_two_that_differ_in_a_small_item_the_one_with_it_is_told_in_any_order(asked):
    assert watched("R", *asked).screen == "R"
    assert watched("r", *asked).screen == "r"


def test_what_lies_over_a_screen_is_told_and_not_what_shows_beneath_it():
    assert watched("R", "r", "over").screen == "over"
    assert watched("r", "r", "over").screen == "r"


def test_of_those_that_nothing_tells_apart_the_one_that_was_asked_for_first_is_told():
    same = {"shows": CHECKS["g"]}
    screens = {"a": same | {"start": True}, "b": same, "c": same}
    map = AppMap.model_validate({"name": "alike", "size": SIZE, "screens": screens})
    wanted = Asked(looks(map, "c", "a"), screens=lambda: map.told_apart)
    seen, _ = Lookout().watch(Recording(frames("g"), SIZE), wanted, within=0.0, settle=0.0)
    assert (seen.screen, seen.margin) == ("c", 0.0)


def test_of_a_screen_known_by_any_of_its_checks_only_those_that_hold_tell_it():
    either = Looks("either", (colour("g"), colour("r")), "any")
    wanted = Asked([either], screens=lambda: MAP.told_apart)
    seen, found = Lookout().watch(Recording(frames("r"), SIZE), wanted, within=0.0, settle=0.0)
    assert (seen.screen, [bool(verdict) for verdict in found]) == ("either", [True])


def test_where_none_is_shown_none_is_told():
    seen = watched("kkkk")
    assert (seen.screen, seen.told, bool(seen)) == (None, None, False)


def test_pictures_from_before_the_last_action_do_not_count():
    assert watched("rrkk", acted=100.15).screen is None
    assert watched("rrrr", acted=100.15).told == pytest.approx(100.2)


def test_the_first_change_is_told_beside_the_arrival():
    lookout = Lookout()
    watched("k", lookout=lookout)
    seen = watched("kkggr", acted=100.01, lookout=lookout)
    assert (seen.changed, seen.told) == (pytest.approx(100.2), pytest.approx(100.4))


def test_where_the_same_screen_is_told_all_the_time_the_change_is_still_looked_for():
    lookout = Lookout()
    watched("r", lookout=lookout)
    seen = watched("rrRR", acted=100.01, settle=0.25, lookout=lookout)
    assert (seen.told, seen.changed) == (pytest.approx(100.1), pytest.approx(100.2))


def test_what_was_shown_already_and_does_not_change_has_no_time():
    lookout = Lookout()
    watched("r", lookout=lookout)
    seen = watched("rrrr", acted=100.01, settle=0.25, lookout=lookout)
    assert (seen.screen, seen.told, seen.changed) == ("r", None, None)


def test_what_comes_at_once_has_changed_by_the_time_it_is_told():
    seen = watched("rr", acted=99.9)
    assert (seen.changed, seen.error) == (pytest.approx(100.0), pytest.approx(0.1))


def test_the_error_is_the_longest_gap_before_any_of_the_times():
    slow, quick = frames("kg", gap=0.4), frames("r", start=100.45)
    wanted = Asked(looks(MAP, "r"), screens=lambda: None)
    seen, _ = Lookout().watch(Recording([*slow, *quick], SIZE), wanted, within=1.0, settle=0.0)
    assert (seen.told, seen.error) == (pytest.approx(100.45), pytest.approx(0.4))


def test_a_picture_is_stable_once_it_has_stayed_the_same():
    assert watched("kkrrrr", settle=0.25).stable == pytest.approx(100.2)


def test_a_screen_that_is_told_while_it_still_moves_is_watched_until_it_is_stable():
    seen = watched("krRrrrrr", settle=0.1)
    assert (seen.told, seen.stable) == (pytest.approx(100.1), pytest.approx(100.3))


def test_one_that_moves_on_is_not_watched_for_long():
    seen = watched("k" + "rR" * 9, settle=0.1)
    assert (seen.told, seen.stable) == (pytest.approx(100.1), None)


def test_what_follows_is_compared_with_what_was_seen_since_the_same_action():
    lookout = Lookout()
    watched("kr", acted=99.9, lookout=lookout)
    seen = watched("rrr", acted=99.9, lookout=lookout, start=100.2)
    assert seen.changed == pytest.approx(100.1)
