"""What of an extended map a way replaces or leaves out: each from one screen, and the way back."""

import pytest

from navigation.assemble import assembled
from navigation.written import MapFile
from tests.navigation.maps import TextMap, drawn

SHARED = {"from": ["home", "live", "apps"], "to": "shop", "do": ["menu"]}
BACK = {"from": "home", "to": "live", "do": ["OK"], "back": ["BACK"]}
EITHER = {"from": "home", "to": ["shop", "login"], "do": ["buy"]}


def extended(*of, edges=(), without=()):
    base = drawn("home live apps shop login", edges=list(of))
    written = {"name": "m", "extends": "b", "edges": edges, "without": {"edges": without}}
    file = MapFile[str, str].model_validate(written)
    return TextMap.model_validate(vars(assembled(file, base=base, held={})))


def ways(map):
    return {edge.name: edge.actions[0] for edge in map.every}


def test_one_of_several_screens_that_share_an_edge_is_replaced_alone():
    map = extended(SHARED, edges=[{"from": "live", "to": "shop", "do": ["new"]}])
    assert ways(map) == {"live → shop": "new", "home → shop": "menu", "apps → shop": "menu"}


@pytest.mark.parametrize("start", ["live", ["apps", "live"]])
def test_one_or_more_screens_that_share_an_edge_are_left_out(start):
    left = ways(extended(SHARED, without=[{"from": start, "to": "shop"}]))
    assert "live → shop" not in left
    assert "home → shop" in left


def test_a_way_back_is_replaced_or_left_out_without_the_way_there():
    assert ways(extended(BACK, without=[{"from": "live", "to": "home"}])) == {"home → live": "OK"}
    new = {"from": "live", "to": "home", "do": ["HOME"]}
    assert ways(extended(BACK, edges=[new])) == {"live → home": "HOME", "home → live": "OK"}


def test_a_way_there_goes_with_its_way_back():
    assert ways(extended(BACK, without=[{"from": "home", "to": "live"}])) == {}


def test_one_action_that_may_lead_to_several_is_named_with_all_of_them():
    assert ways(extended(EITHER, without=[{"from": "home", "to": ["login", "shop"]}])) == {}
    one = {"from": "home", "to": "shop", "do": ["new"]}
    assert ways(extended(EITHER, edges=[one])).keys() == {
        "home → shop", "home → shop #2", "home → login",
    }  # fmt: skip
