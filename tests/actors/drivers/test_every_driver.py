"""What holds for every driver, however it is made."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from actors import kinds
from actors.driver import Driver, Settings, capabilities
from actors.interface import CAPABILITIES
from tests.actors.drivers import suite

PACKAGE = "actors.drivers"
HERE = Path(__file__).parent
HEAVY = {"av", "cv2", "numpy", "ray"}
# Two suites are not of all that give what they are called by: the NetworkSuite is of drivers
# that reach a TCP port, and the ShellSuite of shells that run the commands of Unix.
SUITES = {
    name: f"{face.__name__}Suite"
    for name, face in CAPABILITIES.items()
    if name not in ("network", "shell") and hasattr(suite, f"{face.__name__}Suite")
}

every_kind = pytest.mark.parametrize("kind", kinds.kinds(PACKAGE))


def driver(kind):
    return kinds.find(PACKAGE, kind, Driver)


@every_kind
def test_the_file_name_is_the_kind(kind):
    assert driver(kind).__module__ == f"{PACKAGE}.{kind}"
    assert driver(kind).Settings is kinds.find(PACKAGE, kind, Settings)


@every_kind
def test_it_gives_something(kind):
    assert capabilities(driver(kind))


@every_kind
def test_it_says_what_it_is_and_what_is_set(kind):
    assert driver(kind).__doc__
    assert driver(kind).Settings.__doc__


@every_kind
def test_its_tests_take_over_the_suite_of_each_capability(kind):
    wanted = {"LinkSuite", *(SUITES[name] for name in capabilities(driver(kind)) & SUITES.keys())}
    assert wanted - taken_over(kind) == set()


def taken_over(kind):
    """The suites that classes of tests/actors/drivers/test_KIND.py, and those beside it, extend."""
    files = [HERE / f"test_{kind}.py", *HERE.glob(f"test_{kind}_*.py")]
    trees = [ast.parse(file.read_text()) for file in files]
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {ast.unparse(base).rpartition(".")[2] for node in classes for base in node.bases}


@pytest.fixture(scope="module")
def loaded():
    """What comes with the import of each driver, one after the other in a process of their own."""
    script = (
        "import json, sys, importlib, actors.driver\n"
        "loaded, before = {}, set(sys.modules)\n"
        f"for kind in {kinds.kinds(PACKAGE)!r}:\n"
        f"    importlib.import_module(f'{PACKAGE}.{{kind}}')\n"
        "    loaded[kind], before = sorted(set(sys.modules) - before), set(sys.modules)\n"
        "print(json.dumps(loaded))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


@every_kind
def test_importing_it_loads_nothing_heavy_and_none_of_its_packages(kind, loaded):
    # a lab file is read on machines that have no device, and nothing that one needs
    assert (HEAVY | {*driver(kind).packages}) & {*loaded[kind]} == set()
