"""Maps: what is refused, and what follows from what is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
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


def ways(map):
    return [edge.name for edge in map.every]


def test_one_action_of_several_screens_with_several_outcomes_is_an_edge_for_each_two():
    shared = {"from": ["a", "b"], "to": ["c", "d"], "do": ["OK"]}
    map = drawn("a b c d", edges=[shared])
    assert ways(map) == ["a → c", "a → d", "b → c", "b → d"]
    assert [(edge.goal, edge.others) for edge in map.leaving["a"]] == [("c", ("d",)), ("d", ("c",))]
    assert [edge.start for edge in map.arriving["d"]] == ["a", "b"]


def test_of_screens_that_share_an_edge_to_one_of_them_that_one_has_none():
    map = drawn("a b c", edges=[{"from": ["a", "b", "c"], "to": "b", "do": ["OK"]}])
    assert ways(map) == ["a → b", "c → b"]


def test_an_edge_from_everywhere_leaves_every_place_and_is_known_for_where_that_is_not_known():
    others = {
        "advert": {"kind": "popup", "shows": ["x"], "dismiss": ["x"]},
        "zap": {"kind": "action"},
        "off": {"kind": "entry"},
        "volume": {"kind": "overlay", "shows": ["v"]},
    }
    home = {"from": "*", "to": "a", "do": ["HOME"], "name": "go home"}
    launch = {"from": "off", "to": "a", "do": ["LAUNCH"]}
    map = drawn("a b", screens=others, edges=[home, launch])
    assert ways(map) == ["go home (b → a)", "go home (volume → a)", "off → a"]
    assert (map.places, map.popups) == (("a", "b", "volume"), ("advert",))
    assert [edge.name for edge in map.from_anywhere] == ["go home (* → a)", "off → a"]


def test_edges_of_the_same_name_are_numbered():
    assert ways(drawn("a b", *[("a", "b")] * 3)) == ["a → b", "a → b #2", "a → b #3"]


def test_no_number_makes_the_name_of_another_edge():
    named = [{"from": "a", "to": "b", "do": ["x"], "name": name} for name in ("n #2", "n", "n")]
    assert ways(drawn("a b", edges=named)) == ["n #2", "n", "n #3"]


def test_a_way_back_is_named_after_the_way_there():
    shop = {"from": "a", "to": "b", "do": ["x"], "back": ["y"], "name": "shop", "settle": 1}
    map = drawn("a b", edges=[shop | {"when": {"os": 14}}])
    [there], [back] = map.leaving["a"], map.leaving["b"]
    assert (there.name, back.name, back.actions, back.settle) == ("shop", "shop, back", ("y",), 1)
    assert back.is_open({"os": "14"})
    assert not back.is_open({})


@pytest.mark.parametrize(
    ("facts", "is_open"),
    [
        ({"language": "en", "demo": True}, True),
        ({"language": "fr", "demo": "true"}, True),
        ({"language": "de", "demo": True}, False),
        ({"language": "en", "demo": False}, False),
        ({"language": "en"}, False),
    ],
)
def test_an_edge_is_open_where_all_that_it_asks_for_is_one_of_what_it_wants(facts, is_open):
    when = {"language": ["en", "fr"], "demo": True}
    [edge] = drawn("a b", edges=[{"from": "a", "to": "b", "do": ["x"], "when": when}]).every
    assert edge.is_open(facts) is is_open


@pytest.mark.parametrize(
    ("edge", "field", "reason"),
    [
        ({"from": "zap", "to": "a"}, "from", "'zap' is an action, and no place to begin at"),
        ({"from": "a", "to": "off"}, "to", "'off' is an entry, which no edge leads to"),
        ({"from": "a", "to": ["b", "advert"]}, "to", "'advert' is a popup"),
        ({"from": "a", "to": "*"}, "to", "no screen '*'"),
    ],
)
def test_an_edge_that_nobody_can_walk_is_told_with_its_place(edge, field, reason):
    screens = {
        "zap": {"kind": "action"},
        "off": {"kind": "entry"},
        "advert": {"kind": "popup", "shows": ["x"], "dismiss": ["x"]},
    }
    with pytest.raises(ValidationError) as caught:
        drawn("a b", ("a", "b"), screens=screens, edges=[edge | {"do": ["x"]}])
    [error] = caught.value.errors()
    assert error["loc"] == ("edges", 1, field)
    assert reason in error["msg"]


@pytest.mark.parametrize("kind", ["action", "entry", "popup"])
def test_no_device_begins_at_what_is_no_place(kind):
    start = {"kind": kind, "shows": ["x"], "start": True}
    dismiss = {"dismiss": ["x"]} if kind == "popup" else {}
    with pytest.raises(ValidationError, match=f"begin at a screen of kind {kind}") as caught:
        TextMap.model_validate({"name": "m", "screens": {"x": start | dismiss}})
    assert caught.value.errors()[0]["loc"] == ("screens", "x", "start")


def test_popups_and_entries_are_not_told_as_unreachable():
    advert = {"kind": "popup", "shows": ["x"], "dismiss": ["x"]}
    map = drawn("a b", screens={"advert": advert, "off": {"kind": "entry"}})
    assert map.unreachable() == ["b"]


NAMES = ("a", "b", "c")
ENDS = st.lists(st.sampled_from(NAMES), min_size=1, unique=True)
EDGES = st.builds(
    lambda starts, goals, name: {"from": starts, "to": goals, "do": ["x"], "name": name},
    st.just("*") | ENDS, ENDS, st.sampled_from([None, "n", "a → b", "n #2"]),
)  # fmt: skip


@given(st.lists(EDGES, max_size=5))
def test_a_map_that_is_written_down_is_read_as_the_same_with_the_same_names(edges):
    map = drawn("a b c", edges=edges)
    again = TextMap.model_validate_json(map.model_dump_json(by_alias=True))
    assert again == map
    assert ways(again) == ways(map)
    assert len(set(ways(map))) == len(map.every)
