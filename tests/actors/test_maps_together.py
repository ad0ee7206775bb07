"""Maps of several files: where they are looked for, and where what is wrong with them is told."""

import pytest

from actors.errors import ConfigError
from actors.maps import load_map

START = "name: m\nscreens:\n  home: {shows: [{text: Home}], start: true}\n"
HOLDING = START + "  settings: {map: held/settings.yaml}\n"
SETTINGS = (
    "name: settings\nscreens:\n"
    "  top: {shows: [{text: Top}], start: true, picture: top.png}\n"
    "  net: {shows: [{text: Net}], picture: net.png}\n"
    "edges:\n- {from: top, to: net, do: [{press: OK}], back: [{press: BACK}]}\n"
)
LIVE = "  live: {shows: [{text: Live}]}\nedges:\n- {from: home, to: live, do: [{press: OK}]}\n"


@pytest.fixture
def load(tmp_path):
    def of(text, **others):
        for name, other in others.items():
            path = tmp_path / (name.replace("__", "/") + ".yaml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(other)
        (tmp_path / "m.yaml").write_text(text)
        return load_map(tmp_path / "m.yaml")

    return of


def refused(load, text, **others):
    with pytest.raises(ConfigError) as caught:
        load(text, **others)
    return caught.value


def ways(map):
    return [edge.name for edge in map.every]


def test_files_are_looked_for_beside_the_file_that_names_them(load):
    variant = "name: m\nextends: variants/de.yaml\n"
    de = "name: de\nextends: ../launcher.yaml\n"
    map = load(variant, variants__de=de, launcher=HOLDING, held__settings=SETTINGS)
    assert list(map.screens) == ["home", "settings", "settings/net"]


def test_pictures_of_screens_are_found_from_the_folder_of_the_whole_map(load):
    map = load(HOLDING, held__settings=SETTINGS)
    pictures = [map.screens[name].picture for name in ("settings", "settings/net")]
    assert pictures == ["held/top.png", "held/net.png"]


def test_a_screen_that_is_replaced_takes_the_map_that_it_held_with_it(load):
    others = {"base": HOLDING, "held__settings": SETTINGS}
    plain = load(
        "name: m\nextends: base.yaml\nscreens: {settings: {shows: [{text: S}]}}\n", **others
    )
    assert list(plain.screens) == ["home", "settings"]
    again = "name: m\nextends: base.yaml\nscreens: {settings: {map: held/settings.yaml}}\n"
    assert ways(load(again, **others)) == ["settings → settings/net", "settings/net → settings"]


def test_a_screen_of_a_map_that_is_held_anew_can_be_replaced_in_the_same_file(load):
    screens = "{settings/net: {shows: [{text: WLAN}]}, settings: {map: held/settings.yaml}}"
    text = f"name: m\nextends: base.yaml\nscreens: {screens}\n"
    map = load(text, base=HOLDING, held__settings=SETTINGS)
    assert map.screens["settings/net"].shows[0].expected == "WLAN"


def test_a_screen_within_one_that_is_not_there_is_told(load):
    text = "name: m\nextends: base.yaml\nscreens:\n  setings/net: {shows: [{text: N}]}\n"
    error = refused(load, text, base=HOLDING, held__settings=SETTINGS)
    assert (error.line, error.field) == (4, "screens.setings/net")
    assert error.reason == "no screen 'setings' holds it"


@pytest.mark.parametrize("name", ['""', "a/", "/", '"*"', "a/b"])
def test_a_name_that_means_more_or_nothing_is_told_with_its_line(load, name):
    assert refused(load, START + f"  {name}: {{shows: [{{text: N}}]}}\n").line == 4


def test_an_edge_of_the_extended_map_that_no_longer_fits_is_told_where_it_is_extended(load):
    popup = "screens: {live: {kind: popup, shows: [{text: L}], dismiss: [press: BACK]}}\n"
    error = refused(load, "name: m\nextends: base.yaml\n" + popup, base=START + LIVE)
    assert (error.line, error.field) == (2, "extends")
    assert "'live' is a popup" in error.reason
    assert "leave it out" in error.reason


def test_a_bad_edge_in_a_held_map_is_told_in_that_file(load):
    error = refused(load, HOLDING, held__settings=SETTINGS.replace("to: net", "to: nte"))
    assert (error.file.endswith("held/settings.yaml"), error.line) == (True, 6)


@pytest.mark.parametrize("name", ["none.yaml", "ring.yaml", "x" * 300, "x" * 5000, '"a\\0b"', "."])
def test_a_file_that_cannot_be_one_is_told_with_its_line(load, tmp_path, name):
    (tmp_path / "ring.yaml").symlink_to("ring.yaml")
    error = refused(load, START + f"  more: {{map: {name}}}\n")
    assert (error.line, "\n" in error.reason) == (4, False)


@pytest.mark.parametrize("first", ["extends: m.yaml", "extends: b.yaml"])
def test_maps_that_extend_one_another_in_a_ring_are_told(load, first):
    error = refused(load, f"name: m\n{first}\n", b="name: b\nextends: m.yaml\n")
    assert error.reason == "m.yaml leads back to itself"


@pytest.mark.parametrize(
    "kind", ["action", "entry", "popup, dismiss: [press: BACK], shows: [{text: P}]"]
)
def test_what_is_no_place_holds_no_map(load, kind):
    error = refused(load, START + f"  more: {{kind: {kind}, map: s.yaml}}\n", s=SETTINGS)
    assert "can hold no map" in error.reason


@pytest.mark.parametrize("version", ["2", '"1.1"', "null", "[1]"])
def test_another_format_is_told_with_what_to_do(load, version):
    error = refused(load, f"format: {version}\n" + START)
    assert (error.line, error.field) == (1, "format")
    assert "maps of format 1 are read here" in error.reason
    assert "update" in error.reason


@pytest.mark.parametrize(
    "bad", ["size: [0, 720]", "size: [-1, 1]", 'extends: ""', "screens: {a: {shows: [], map: ''}}"]
)
def test_what_can_mean_nothing_is_refused(load, bad):
    assert refused(load, f"name: m\n{bad}\n").line == 2


@pytest.mark.parametrize("field", ["seconds", "settle", "within", "p95"])
@pytest.mark.parametrize("number", [".inf", ".nan"])
def test_no_time_is_endless(load, field, number):
    text = START + LIVE.replace("do:", f"{field}: {number}, do:")
    assert refused(load, text).field == f"edges.0.{field}"
