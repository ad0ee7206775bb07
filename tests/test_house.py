"""The rules of the house that no linter knows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from actors import kinds
from actors.checks import Check
from actors.driver import Driver, Settings
from actors.steps import Step

HOUSE = Path(__file__).parents[1]
OURS = ("navigation", "actors", "cluster", "dashboard")
FILES = sorted(path for name in OURS for path in (HOUSE / name).rglob("*.py"))
ALL_FILES = [*FILES, *sorted((HOUSE / "tests").rglob("*.py"))]

BANNED = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "base"}
SPEAK_RAY = {
    "actors/actor.py",
    "cluster/dispatch.py",
    "cluster/fleet.py",
    "cluster/join.py",
    "cluster/launch.py",
    "cluster/nodes.py",
    "cluster/placement.py",
    "cluster/commands/demo.py",
    "cluster/commands/device.py",
    "cluster/commands/up.py",
}
BASES = {"actors.drivers": Driver, "actors.checks": Check, "actors.steps": Step}
KINDS = [(package, kind) for package in BASES for kind in kinds.kinds(package)]


def name(path):
    return path.relative_to(HOUSE).as_posix()


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("package", "kind"), KINDS)
def test_every_kind_loads_and_has_one_class(package, kind):
    found = kinds.find(package, kind, BASES[package])
    assert found.__module__ == f"{package}.{kind}"


@pytest.mark.parametrize("kind", kinds.kinds("actors.drivers"))
def test_every_driver_reads_and_writes_settings_under_its_own_kind(kind):
    settings = kinds.find("actors.drivers", kind, Driver).Settings
    assert issubclass(settings, Settings)
    assert settings.__module__ == f"actors.drivers.{kind}"
    assert settings.model_construct().kind == kind


@pytest.mark.parametrize(("package", "kind"), KINDS)
def test_the_main_field_of_every_kind_exists(package, kind):
    found = kinds.find(package, kind, BASES[package])
    model = found.Settings if package == "actors.drivers" else found
    assert model.main is None or model.main in model.model_fields


def test_no_file_or_folder_has_a_name_that_says_nothing():
    parts = {part for path in ALL_FILES for part in path.relative_to(HOUSE).with_suffix("").parts}
    assert {part for part in parts if part.strip("_") in BANNED} == set()


def test_ray_is_imported_only_where_one_expects_it():
    speaking = {
        name(path)
        for path in FILES
        if any(re.match(r"\s*(import|from) ray\b", line) for line in lines(path))
    }
    assert speaking == SPEAK_RAY


def test_whatever_needs_no_cluster_is_imported_without_ray():
    modules = [
        *(f"{package}.{kind}" for package, kind in KINDS),
        "actors.device", "actors.testcase", "actors.attempt", "actors.lease",
        "cluster.lab", "cluster.campaign", "cluster.schedule", "cluster.recorder",
        "cluster.store", "cluster.artifacts", "cluster.reports.html", "cluster.client",
    ]  # fmt: skip
    program = "import importlib, sys; sys.modules['ray'] = None\n" + "".join(
        f"importlib.import_module({module!r})\n" for module in modules
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, cwd=HOUSE, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_map_is_imported_without_pictures_arrays_and_ray():
    program = (
        "import sys; sys.modules.update(dict.fromkeys(('ray', 'cv2', 'numpy')))\n"
        "import navigation.map, navigation.route, navigation.walk"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, cwd=HOUSE, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_no_file_is_longer_than_five_hundred_lines():
    assert {name(path): len(lines(path)) for path in ALL_FILES if len(lines(path)) > 500} == {}


def test_every_file_says_what_it_is_for():
    silent = [name(path) for path in FILES if not path.read_text().startswith('"""')]
    assert silent == []


BROAD = re.compile(r"except\s*:|except\s*\(?[^:#]*\b(Base)?Exception\b")


def test_every_broad_except_says_why():
    unexplained = [
        f"{name(path)}:{number}"
        for path in FILES
        for number, line in enumerate(lines(path), 1)
        if BROAD.search(line) and not _explained(line)
    ]
    assert unexplained == []


def _explained(line):
    _, _, comment = line.partition("#")
    return bool(re.sub(r"noqa: \w+( - )?", "", comment).strip())
