"""Labs: what a lab file says, and what is wrong with it."""

import pytest

from actors.errors import ConfigError
from cluster.lab import load_lab
from tests.cluster.written import MAP, device, write, write_lab

LAB = """\
nodes:
  bench-1: {address: 127.0.0.1}
devices:
  - name: tv-1
    node: bench-1
    model: tv
    labels: {room: a}
    map: launcher
    drivers:
      - simulated: {seed: 1}
  - {name: tv-2, node: bench-1, model: tv, drivers: [simulated]}
"""


def complaint(path):
    with pytest.raises(ConfigError) as caught:
        load_lab(path)
    return caught.value


@pytest.fixture
def written(tmp_path):
    def write_text(text):
        write(tmp_path / "maps" / "launcher.yaml", MAP)
        (tmp_path / "lab.yaml").write_text(text)
        return tmp_path / "lab.yaml"

    return write_text


def test_a_lab_is_read_with_its_maps(written):
    lab = load_lab(written(LAB))
    assert list(lab.devices) == ["tv-1", "tv-2"]
    assert lab.map_of(lab.devices["tv-1"]).name == "launcher"
    assert lab.map_of(lab.devices["tv-2"]) is None
    assert lab.warnings() == []


@pytest.mark.parametrize(
    ("change", "line", "field", "reason"),
    [
        (("tv-2", "tv-1"), 11, "devices.1.name", "'tv-1' is named twice"),
        (
            ("node: bench-1\n", "node: bench-9\n"),
            5,
            "devices.0.node",
            "tv-1 is wired to unknown node",
        ),
        (("model: tv\n", "modell: tv\n"), 6, "devices.0.modell", "unknown field (and 1 more)"),
        (("    model: tv\n", ""), 4, "devices.0.model", "is missing"),
        (("seed: 1", "sead: 1"), 10, "devices.0.drivers.0.sead", "unknown field"),
        (("- simulated: {", "- simulator: {"), 10, "devices.0.drivers.0", "no kind 'simulator'"),
        (("name: tv-1", "name: tv 1"), 4, "devices.0.name", "String should match pattern"),
        (
            ("room: a", "room: 7"),
            7,
            "devices.0.labels.room",
            "Input should be a valid string, not 7",
        ),
        (("map: launcher", "map: shop"), 8, "devices.0.map", "no map at"),
        (("bench-1: {address: 127.0.0.1}", ""), 1, "nodes", "is empty"),
    ],
)
def test_a_bad_lab_is_told_with_line_and_field(written, change, line, field, reason):
    path = written(LAB.replace(*change, 1))
    error = complaint(path)
    assert (error.file, error.line, error.field) == (str(path), line, field)
    assert error.reason.startswith(reason)


def test_a_bad_map_is_told_with_the_name_of_its_own_file(written):
    path = written(LAB)
    map = write(path.parent / "maps" / "launcher.yaml", {**MAP, "colour": "red"})
    assert (complaint(path).file, complaint(path).field) == (str(map), "colour")


def test_a_missing_lab_is_told(tmp_path):
    assert str(complaint(tmp_path / "lab.yaml")).endswith("lab.yaml: No such file or directory")


def test_a_screen_that_no_edge_leads_to_is_a_warning(tmp_path):
    path = write_lab(tmp_path, device("tv-1", map="launcher"))
    screens = {**MAP["screens"], "shop": {"shows": [{"text": "Shop"}]}}
    map = write(tmp_path / "maps" / "launcher.yaml", {**MAP, "screens": screens})
    assert load_lab(path).warnings() == [f"{map}: no edges lead from 'home' to shop"]


def test_a_map_that_no_device_is_walked_on_is_not_read(tmp_path):
    path = write_lab(tmp_path, device("tv-1"))
    (tmp_path / "maps" / "launcher.yaml").write_text("[")
    assert load_lab(path).maps == {}


def test_two_devices_at_the_end_of_one_wire_are_a_warning(written):
    one = LAB.replace("simulated: {seed: 1}", "adb: box-7")
    path = written(one.replace("[simulated]", "[adb: box-7]"))
    assert load_lab(path).warnings() == [f"{path}: tv-1 and tv-2 have the same adb"]
    path = written(one.replace("[simulated]", "[adb: box-8]"))
    assert load_lab(path).warnings() == []
