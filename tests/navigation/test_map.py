"""Maps: what is refused, and what follows from what is written."""

import pytest
from pydantic import ValidationError

from tests.navigation.maps import TextMap, drawn


def written(**changes):
    return {
        "name": "m",
        "screens": {"home": {"shows": ["h"], "start": True}, "live": {"shows": ["l"]}},
        "edges": [{"from": "home", "to": "live", "do": ["OK"], "back": ["BACK"], "seconds": 2}],
    } | changes


def test_a_way_back_is_an_edge_of_its_own():
    map = TextMap.model_validate(written())
    [out], [back] = map.leaving["home"], map.leaving["live"]
    assert (str(out), out.actions, out.seconds) == ("home → live", ("OK",), 2)
    assert (str(back), back.actions, back.seconds) == ("live → home", ("BACK",), 2)


def test_without_a_way_back_no_edge_leaves_the_goal():
    assert drawn("home live", ("home", "live")).leaving["live"] == ()


@pytest.mark.parametrize("end", ["from", "to"])
def test_an_edge_to_an_unknown_screen_is_told_with_its_place_and_the_screens(end):
    edge = {"from": "home", "to": "live", "do": ["OK"], end: "shop"}
    with pytest.raises(ValidationError) as caught:
        TextMap.model_validate(written(edges=[edge]))
    [error] = caught.value.errors()
    assert error["loc"] == ("edges", 0, end)
    assert "no screen 'shop' (the map has home, live)" in error["msg"]


@pytest.mark.parametrize(("starts", "having"), [([], "none"), (["home", "live"], "home, live")])
def test_exactly_one_screen_is_the_start(starts, having):
    screens = {name: {"shows": ["x"], "start": name in starts} for name in ("home", "live")}
    with pytest.raises(ValidationError, match=f"exactly one .* but {having}") as caught:
        TextMap.model_validate(written(screens=screens))
    assert caught.value.errors()[0]["loc"] == ("screens",)


@pytest.mark.parametrize(
    "bad",
    [
        {"screens": {}},
        {"screens": {"home": {"shows": [], "start": True}}},
        {"screens": {"home": {"shows": ["h"], "start": True, "timeout": 0}}},
        {"edges": [{"from": "home", "to": "live", "do": []}]},
        {"edges": [{"from": "home", "to": "live", "do": ["OK"], "seconds": 0}]},
        {"colour": "red"},
    ],
)
def test_what_makes_no_map_is_refused(bad):
    with pytest.raises(ValidationError):
        TextMap.model_validate(written(**bad))


def test_screens_that_no_edges_lead_to_are_told_in_file_order():
    map = drawn("home island live hill", ("home", "live"), ("island", "hill"), ("hill", "home"))
    assert map.unreachable() == ["island", "hill"]


def test_a_map_where_all_is_reached_has_nothing_to_tell():
    map = drawn("home live shop", ("home", "live"), ("live", "shop"))
    assert (map.start, map.unreachable()) == ("home", [])
