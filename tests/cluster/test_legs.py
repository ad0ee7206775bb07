"""Legs: each edge is tried by one device on which it is open."""

import pytest

from actors.device import DeviceSpec
from actors.maps import AppMap, load_map
from cluster.legs import legs

MAP = """\
name: launcher
variables: {language: en}
screens:
  home: {shows: [{text: Home}], start: true}
  shop: {shows: [{text: Shop}]}
  quiz: {shows: [{text: Quiz}]}
  cart: {shows: [{text: Cart}]}
  lone: {shows: [{text: Lone}]}
edges:
- {from: shop, to: cart, do: [{press: OK}], back: [{press: BACK}]}
- {from: lone, to: home, do: [{press: OK}]}
- {from: home, to: shop, do: [{press: OK}], back: [{press: BACK}], when: {language: en}}
- {from: home, to: quiz, do: [{press: UP}], back: [{press: BACK}], when: {language: [en, de]}}
- {from: "*", to: home, do: [{press: HOME}], when: {language: de}}
"""


@pytest.fixture
def map(tmp_path) -> AppMap:
    (tmp_path / "launcher.yaml").write_text(MAP)
    return load_map(tmp_path / "launcher.yaml")


def tried(map: AppMap, *languages: str | None) -> dict[str, list[tuple[str, ...]]]:
    """Return by which devices, numbered in the order of their LANGUAGES, each edge is tried."""
    devices = [
        DeviceSpec(
            name=str(number),
            node="bench",
            model="tv",
            labels={"language": language} if language else {},
            drivers=["simulated"],
        )
        for number, language in enumerate(languages)
    ]
    found: dict[str, list[tuple[str, ...]]] = {}
    for leg in legs(map, tuple(devices)):
        for edge in leg.edges:
            found.setdefault(edge.name, []).append(leg.names)
    return found


def test_an_edge_that_all_devices_have_open_for_one_reason_is_for_any_of_them(map):
    assert tried(map, "de", "de")["home → quiz"] == [("0", "1")]
    assert "home → shop" not in tried(map, "de", "de")


def test_what_a_label_closes_is_for_those_whom_the_default_of_the_map_leaves_it_open(map):
    assert tried(map, "de", None, "en")["home → shop"] == [("1", "2")]


def test_what_lies_behind_an_edge_that_some_have_open_is_for_these(map):
    assert tried(map, "de", "en")["shop → cart"] == [("1",)]
    assert tried(map, "de", "de")["shop → cart"] == [("0", "1")]  # to be told as out of reach


def test_what_nobody_has_a_way_to_is_told_once(map):
    for languages in (["en"], ["de", "en"], ["de", "en", "fr"]):
        assert len(tried(map, *languages)["lone → home"]) == 1


def test_an_edge_that_is_open_on_each_device_for_another_reason_is_tried_once(map):
    assert tried(map, "de", "en")["home → quiz"] in ([("0",)], [("1",)])


def test_an_edge_from_everywhere_is_tried_once_by_those_that_have_it(map):
    everywhere = {name: by for name, by in tried(map, "de", "en").items() if name.endswith("#2")}
    assert list(everywhere.values()) == [[("0",)]]
