"""A lookout: which screen the pictures of a device show, since when, and how sure that time is."""

import numpy as np
import pytest

from actors.checks.colour import Colour
from actors.evidence import Recording
from actors.interface import Frame
from actors.lookout import Asked, Lookout
from navigation.sighting import Looks

COLOURS = {"k": (0, 0, 0), "r": (0, 0, 255), "g": (0, 255, 0)}  # blue, green, red


def frames(drawn: str, *, start: float = 100.0, gap: float = 0.1) -> list[Frame]:
    """Return a picture of one colour for each letter, GAP seconds apart."""
    return [
        Frame(np.full((36, 64, 3), COLOURS[letter], np.uint8), start + number * gap)
        for number, letter in enumerate(drawn)
    ]


def looks(letter: str) -> Looks[Colour]:
    colour = tuple(reversed(COLOURS[letter]))
    return Looks(letter, (Colour(colour=colour),))


def watched(drawn: str, asked: str = "r", *, settle=0.0, acted=0.0, lookout=None):
    wanted = Asked([looks(letter) for letter in asked], screens=lambda: None)
    seen = Recording(frames(drawn), acted=acted)
    return (lookout or Lookout()).watch(seen, wanted, within=1.0, settle=settle)[0]


def test_it_tells_the_screen_and_since_when_by_the_pictures_own_time():
    seen = watched("kkrr")
    assert (seen.screen, seen.told) == ("r", pytest.approx(100.2))
    assert seen.error == pytest.approx(0.1)


def test_a_screen_must_stay_for_as_long_as_it_has_to_settle():
    seen = watched("krkrrrr", settle=0.2)
    assert (seen.screen, seen.told) == ("r", pytest.approx(100.3))


def test_of_several_the_first_that_is_shown_is_told():
    assert watched("kgr", "rg").screen == "g"


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


def test_what_comes_at_once_has_changed_by_the_time_it_is_told():
    assert watched("rr", acted=99.9).changed == pytest.approx(100.0)


def test_a_picture_is_stable_once_it_has_stayed_the_same():
    assert watched("kkrrrr", settle=0.25).stable == pytest.approx(100.2)
