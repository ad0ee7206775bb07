"""Where a device is: what is asked for first, and what else."""

from navigation.locate import locate, neighbours
from tests.navigation.maps import Walker, drawn

MAP = drawn("a b c d", ("a", "b"), ("b", "c"), ("c", "b"), ("d", "a"))


def test_a_device_is_located_by_what_it_shows_now():
    assert locate(MAP, Walker("b")).screen == "b"
    assert locate(MAP, Walker("elsewhere")).screen is None


def test_the_guess_and_what_is_one_edge_from_it_are_asked_for_first():
    walker = Walker("d")
    locate(MAP, walker, guess="b")
    assert [asked for asked, _ in walker.asked] == [("b", "c", "a"), ("a", "b", "c", "d")]


def test_popups_come_before_all_else_and_what_is_no_place_is_not_asked_for():
    screens = {
        "advert": {"kind": "popup", "shows": ["advert"], "dismiss": ["x"]},
        "zap": {"kind": "action", "shows": ["banner"]},
        "off": {"kind": "entry"},
    }
    walker = Walker("a")
    locate(drawn("a b", screens=screens), walker)
    assert walker.asked == [(("advert", "a", "b"), 0.0)]


def test_a_key_from_everywhere_makes_no_neighbours_of_the_screen_that_it_leads_to():
    map = drawn("a b c d", ("a", "b"), edges=[{"from": "*", "to": "a", "do": ["a"]}])
    assert neighbours(map, "a") == ("b",)
    assert neighbours(map, "c") == ("a",)
