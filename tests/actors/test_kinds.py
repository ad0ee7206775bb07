"""Kinds: found by file name, by entry point, and written as they are read."""

import pytest

from actors import kinds
from actors.device import DeviceSpec
from actors.driver import Driver
from actors.steps import Step
from actors.steps.goto import Goto
from actors.steps.press import Press
from actors.steps.sleep import Sleep

STEPS = "actors.steps"


def test_the_kinds_are_the_files_of_the_package_sorted():
    assert kinds.kinds(STEPS) == sorted(kinds.kinds(STEPS))
    assert {"expect", "goto", "measure", "press", "zap"} <= set(kinds.kinds(STEPS))


def test_a_kind_is_the_one_class_of_its_file():
    assert kinds.find(STEPS, "press", Step) is Press


@pytest.mark.parametrize("behind", ["UP", {"keys": "UP"}])
def test_a_field_that_stands_beside_its_kind_and_behind_it_is_refused(behind):
    with pytest.raises(ValueError, match="'keys' stands both beside its kind and behind it"):
        kinds.settings(Press, {"keys": "OK"}, behind)


def test_an_unknown_kind_is_told_with_those_that_there_are():
    with pytest.raises(
        ValueError, match=r"no kind 'jump' in actors\.steps \(it has close, expect, goto"
    ):
        kinds.find(STEPS, "jump", Step)


@pytest.mark.parametrize(
    ("written", "split"),
    [
        ("goto", ("goto", {}, None)),
        ({"goto": "home"}, ("goto", {}, "home")),
        ({"press": ["UP"], "times": 2}, ("press", {"times": 2}, ["UP"])),
    ],
)
def test_an_entry_is_split_into_its_kind_and_what_stands_beside_and_behind(written, split):
    assert kinds.split(STEPS, written) == split


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({"jump": 3}, "no kind 'jump' (there are close, expect, goto"),
        ({"press": "UP", "goto": "home"}, "more than one kind: press, goto (there are"),
        ({}, "expected one of the kinds close, expect"),
        (7, "expected one of the kinds"),
        (None, "expected one of the kinds"),
        ({True: 1, 2: 3}, "no kind True"),
    ],
)
def test_what_names_not_one_kind_is_refused_with_those_that_there_are(written, reason):
    with pytest.raises(ValueError, match="expect, goto, launch, measure") as caught:
        kinds.split(STEPS, written)
    assert str(caught.value).startswith(reason)


def test_what_stands_behind_a_kind_is_its_main_field_unless_it_has_names():
    assert kinds.settings(Goto, {}, "home") == {"screen": "home"}
    assert kinds.settings(Sleep, {}, 0) == {"seconds": 0}
    assert kinds.settings(Press, {"gap": 1}, {"keys": ["UP"]}) == {"gap": 1, "keys": ["UP"]}


def test_a_bare_value_is_refused_where_a_kind_has_no_main_field():
    from actors.checks.motion import Motion

    with pytest.raises(ValueError, match="needs settings by name, not 3"):
        kinds.settings(Motion, {}, 3)


def test_a_kind_writes_itself_as_one_key():
    assert Sleep(seconds=2).model_dump() == {"sleep": {"seconds": 2.0}}


def test_a_package_of_others_joins_in_through_an_entry_point(install):
    install("actors.drivers", {"scripted": "tests.actors.plugins.scripted"})
    assert kinds.find("actors.drivers", "scripted", Driver).__name__ == "Scripted"
    assert "scripted" in kinds.kinds("actors.drivers")


def test_the_name_of_an_entry_point_need_not_be_that_of_its_file(install):
    install("actors.drivers", {"acme": "tests.actors.plugins.scripted"})
    fields = {"name": "tv-1", "node": "n", "model": "m", "drivers": [{"acme": "x"}]}
    device = DeviceSpec.model_validate(fields)
    assert device.capabilities() == {"remote", "picture"}
    assert device.model_dump()["drivers"] == ({"acme": {"name": "x"}},)


def test_no_entry_point_takes_the_place_of_a_kind_of_our_own(install):
    install(STEPS, {"press": "tests.actors.plugins.faulty"})
    assert kinds.find(STEPS, "press", Step) is Press
