"""`vpt pair`: the lines for the lab file, from a device that comes to know this lab."""

import pytest
import yaml
from typer.testing import CliRunner

from actors.drivers.apple_tv import AppleTv, AppleTvSettings
from cluster.__main__ import build
from tests.cluster.commands.conftest import sentence
from tests.tv import apple
from tests.tv.apple import PIN


@pytest.fixture
def tv():
    tv = apple.AppleTv()
    yield tv
    tv.end()


def test_the_lines_that_are_printed_make_a_driver_that_the_device_knows(tv):
    words = ["pair", "apple_tv", "127.0.0.1", "--port", str(tv.port)]
    ended = CliRunner().invoke(build("pair"), words, input=f"{PIN}\n")
    assert "look at its screen" in ended.stderr
    [lines] = yaml.safe_load(ended.stdout[ended.stdout.index("- apple_tv") :])
    driver = AppleTv(AppleTvSettings.model_validate(lines["apple_tv"]))
    assert driver.probe() == "lists 2 apps"
    driver.close()


def test_a_kind_that_does_not_pair_is_told_with_those_that_do(vpt):
    ended = vpt("pair", "adb", "10.0.0.1")
    assert ended.code == 2
    assert "no kind 'adb' that pairs (there are android_tv_remote, apple_tv, samsung, webos)" in (
        sentence(ended.err)
    )


def test_a_device_that_is_not_there_is_told(vpt):
    ended = vpt("pair", "apple_tv", "127.0.0.1", "--port", "1")
    assert ended.code == 3
    assert "apple_tv at 127.0.0.1:1: Connection refused" in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [(["127.0.0.1:3000"], "webos: host: must be"), (["tv", "--port", "1"], "webos: port: unknown")],
)
def test_an_address_that_is_none_is_told(vpt, words, said):
    ended = vpt("pair", "webos", *words)
    assert (ended.code, said in ended.err) == (2, True)


def test_what_this_machine_lacks_is_told_before_anybody_looks_at_the_screen(monkeypatch):
    monkeypatch.setattr(AppleTv, "packages", ("no_such_package",))
    ended = CliRunner().invoke(build("pair"), ["pair", "apple_tv", "127.0.0.1"])
    assert "lacks the package no_such_package" in str(ended.exception)
    assert ended.stderr == ""
