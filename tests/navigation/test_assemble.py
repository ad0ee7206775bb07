"""One map of several files: maps that others extend, and maps within maps."""

import pytest
from pydantic import ValidationError

from navigation.assemble import assembled
from navigation.written import MapFile
from tests.navigation.maps import TextMap, drawn


def whole(names, *edges, base=None, held=None, screens=None, **more):
    """Return the map of a file with screens of such NAMES; one of HELD holds that map."""
    shown = {
        name: {"map": f"{name}.yaml"} if name in (held or {}) else {"shows": [name]}
        for name in names.split()
    } | (screens or {})
    if base is None:
        shown[names.split()[0]]["start"] = True
    ways = [{"from": start, "to": goal, "do": [goal]} for start, goal in edges]
    extends = {"extends": "base.yaml"} if base else {}
    written = {"name": "whole", "screens": shown, "edges": ways} | extends | more
    file = MapFile[str, str].model_validate(written)
    return TextMap.model_validate(vars(assembled(file, base=base, held=held or {})))


def ways(map):
    return [edge.name for edge in map.every]


def refused(*args, **more):
    with pytest.raises(ValidationError) as caught:
        whole(*args, **more)
    [error] = caught.value.errors()
    return error["loc"], error["msg"]


BASE = drawn(
    "home live shop", ("home", "live"), ("live", "home"), ("home", "shop"),
    variables={"language": "en"}, recover=[{"do": ["BACK"]}],
)  # fmt: skip
SETTINGS = drawn("top net", ("top", "net"), ("net", "top"))


def test_what_is_extended_is_there_with_what_is_added():
    map = whole("radio", ("home", "radio"), base=BASE)
    assert list(map.screens) == ["home", "live", "shop", "radio"]
    assert ways(map) == ["home → radio", *ways(BASE)]
    assert (map.start, map.variables, map.recover) == ("home", BASE.variables, BASE.recover)


def test_a_screen_of_the_same_name_and_an_edge_of_the_same_ends_replace():
    edge = {"from": "home", "to": "live", "do": ["TV"]}
    live = {"shows": ["new"]}
    map = whole("radio", base=BASE, screens={"live": live}, edges=[edge])
    assert map.screens["live"].shows == ("new",)
    assert [e.actions for e in map.leaving["home"]] == [("TV",), ("shop",)]


def test_another_start_takes_the_place_of_the_first():
    start = {"shows": ["r"], "start": True}
    assert whole("radio", base=BASE, screens={"radio": start}).start == "radio"


def test_a_screen_that_is_left_out_goes_with_its_edges():
    map = whole("radio", base=BASE, without={"screens": ["shop"]})
    assert list(map.screens) == ["home", "live", "radio"]
    assert ways(map) == ["home → live", "live → home"]


def test_an_edge_is_left_out_by_its_ends():
    without = {"edges": [{"from": "home", "to": "shop"}]}
    assert ways(whole("radio", base=BASE, without=without)) == ["home → live", "live → home"]


def test_of_an_edge_of_several_screens_the_others_stay():
    shared = {"from": ["home", "shop"], "to": ["live", "shop"], "do": ["x"]}
    base = drawn("home live shop", edges=[shared])
    assert ways(whole("a", base=base, without={"screens": ["shop"]})) == ["home → live"]


@pytest.mark.parametrize(
    ("without", "place", "reason"),
    [
        ({"screens": ["live", "attic"]}, ("without", "screens", 1), "no screen 'attic'"),
        ({"edges": [{"from": "shop", "to": "live"}]}, ("without", "edges", 0), "no edge from"),
    ],
)
def test_what_is_left_out_must_be_there(without, place, reason):
    found, message = refused("radio", base=BASE, without=without)
    assert found == place
    assert reason in message
    assert "'drawn'" in message


def test_a_screen_that_holds_a_map_is_the_start_of_that_map():
    map = whole("home settings", ("home", "settings"), held={"settings": SETTINGS})
    assert list(map.screens) == ["home", "settings", "settings/net"]
    assert map.screens["settings"].shows == ("top",)
    assert ways(map) == [
        "home → settings", "settings → settings/net", "settings/net → settings",
    ]  # fmt: skip
    assert map.start == "home"


def test_maps_are_within_maps_to_any_depth():
    map = drawn("deep")
    for depth in range(6):
        map = whole(f"s{depth} in", (f"s{depth}", "in"), held={"in": map})
    assert list(map.screens) == ["s5", *("/".join(["in"] * n) for n in range(1, 7))]
    assert map.unreachable() == []


def test_a_map_that_two_screens_hold_is_there_twice_with_names_of_its_own():
    named = {"from": "net", "to": "top", "do": ["x"], "name": "leave"}
    shared = drawn("top net", ("top", "net"), edges=[named])
    map = whole("home a b", held={"a": shared, "b": shared})
    assert ways(map) == ["a → a/net", "leave", "b → b/net", "leave #2"]


def test_from_everywhere_in_a_held_map_is_from_everywhere_in_it():
    inner = drawn("top net", edges=[{"from": "*", "to": "top", "do": ["TOP"]}])
    map = whole("home settings", held={"settings": inner})
    assert ways(map) == ["settings/net → settings"]


def test_variables_of_held_maps_are_there_and_those_around_them_count():
    inner = drawn("top", variables={"language": "en", "pin": 1})
    map = whole("home settings", held={"settings": inner}, variables={"language": "de"})
    assert map.variables == {"language": "de", "pin": 1}


def test_a_screen_left_out_goes_with_the_map_that_it_holds():
    base = whole("home settings", ("home", "settings"), held={"settings": SETTINGS})
    assert list(whole("a", base=base, without={"screens": ["settings"]}).screens) == ["home", "a"]


def test_a_screen_of_a_held_map_can_be_replaced_by_what_extends_the_map():
    base = whole("home settings", held={"settings": SETTINGS})
    map = whole("settings/net", base=base)
    assert map.screens["settings/net"].shows == ("settings/net",)


def test_a_held_map_has_the_size_of_the_one_around_it():
    place, message = refused("home settings", held={"settings": SETTINGS}, size=[1920, 1080])
    assert place == ("screens", "settings", "map")
    assert "1280x720 is not that of this map, 1920x1080" in message


@pytest.mark.parametrize("name", ["*", "settings/net"])
def test_a_name_that_means_more_is_refused(name):
    place, message = refused(f"home {name}")
    assert place == ("screens", name)
    assert "is no name for a screen" in message
