"""Steps, checks and drivers: what is written of them is read, and written back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from actors import document
from actors.checks import Check
from actors.checks.text import Text
from actors.errors import ConfigError
from actors.parse import AnyCheck, AnyDriver, AnyStep
from actors.steps import Step
from actors.steps.expect import Expect
from actors.steps.press import Press
from actors.testcase import TestCase
from tests.actors.devices import case

WORDS = st.text("abc XYZ-19", min_size=1, max_size=9).filter(str.strip)
SECONDS = st.floats(0, 1e6)
AREAS = st.none() | st.tuples(*[st.integers(1, 500)] * 4)
CHECKS = st.one_of(
    st.fixed_dictionaries({"expected": WORDS, "region": AREAS}).map(lambda f: {"text": f}),
    st.fixed_dictionaries({"seconds": st.floats(0.1, 60), "region": AREAS}).map(
        lambda f: {"motion": f}
    ),
)
POINTS = st.tuples(st.integers(0, 2000), st.integers(0, 2000))
STEPS = st.one_of(
    st.fixed_dictionaries({"goto": WORDS}),
    st.fixed_dictionaries({"type": WORDS}),
    st.fixed_dictionaries({"sleep": SECONDS}),
    st.fixed_dictionaries(
        {"press": WORDS | st.lists(WORDS, min_size=1)}, optional={"gap": SECONDS}
    ),
    st.fixed_dictionaries({"shell": st.lists(WORDS, min_size=1)}, optional={"contains": WORDS}),
    st.fixed_dictionaries({"tap": POINTS}),
    CHECKS.map(lambda check: {"tap": {"on": check}}),
    st.tuples(CHECKS, SECONDS).map(lambda both: {"expect": {**both[0], "within": both[1]}}),
)


class Holder(BaseModel):
    driver: AnyDriver


class StepHolder(BaseModel):
    step: AnyStep


@given(st.lists(STEPS, min_size=1, max_size=5))
def test_a_case_is_the_same_after_it_was_written_as_json(steps):
    written = case(*steps)
    assert TestCase.model_validate(written.model_dump(mode="json")) == written
    assert TestCase.model_validate_json(written.model_dump_json()) == written


@pytest.mark.parametrize(
    "written",
    [
        {"expect": {"text": "Home", "within": 3}},
        {"expect": {"text": "Home"}, "within": 3},
        {"expect": {"check": {"text": "Home"}, "within": 3}},
        {"expect": {"text": {"expected": "Home"}, "within": 3}},
    ],
)
def test_a_check_may_stand_beside_the_fields_of_its_step(written):
    assert case(written).steps == (Expect(check=Text(expected="Home"), within=3),)


def test_what_is_a_step_already_stays_what_it_is():
    press = Press(keys=("UP",))
    assert StepHolder(step=press).step is press


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({"jump": 1}, r"no kind 'jump' \(there are close, expect, goto"),
        ({"expect": {"smell": "red"}}, r"no kind 'smell' \(there are black, blocks, colour"),
        ({"expect": {}}, "expected one of the kinds black"),
        ({"expect": {"text": "a", "motion": {}}}, "more than one kind: text, motion"),
        ("press", "keys"),
    ],
)
def test_a_bad_step_is_refused(written, reason):
    with pytest.raises(ValidationError, match=reason):
        case(written)


def test_an_unknown_driver_is_told_with_those_that_there_are():
    with pytest.raises(ValidationError, match=r"no kind 'abd' .*adb, .*ir, .*simulated, .*video"):
        Holder.model_validate({"driver": {"abd": "x"}})


def test_a_driver_whose_package_is_not_installed_is_told_with_the_package(install):
    install("actors.drivers", {"lacking": "tests.actors.plugins.lacking"})
    with pytest.raises(ValidationError, match=r"'lacking' needs .*'a_package_that_nobody_has'"):
        Holder.model_validate({"driver": "lacking"})


def test_a_step_whose_package_is_not_installed_is_told_with_the_package(install):
    install("actors.steps", {"lacking": "tests.actors.plugins.lacking"})
    with pytest.raises(ValidationError, match=r"'lacking' needs .*'a_package_that_nobody_has'"):
        case("lacking")


class Two(BaseModel):
    steps: list[AnyStep] = []
    shows: list[AnyCheck] = []


def two(tmp_path, text):
    (tmp_path / "two.yaml").write_text(text)
    return document.read(tmp_path / "two.yaml").read_as(Two)


def test_what_is_written_alike_in_one_document_becomes_one_model(tmp_path):
    first, other, again = two(
        tmp_path, "steps: [press: [UP, OK], press: UP, press: [UP, OK]]"
    ).steps
    assert again is first
    assert first == Press(keys=("UP", "OK"))
    assert other == Press(keys=("UP",))


def test_what_only_seems_to_be_written_alike_is_told_apart(tmp_path):
    with pytest.raises(ConfigError, match=r"steps\.1\.keys\.0: .* not 1"):
        two(tmp_path, "steps: [press: ['1'], press: [1]]")


def test_a_step_and_a_check_that_are_written_alike_are_two_things(tmp_path):
    both = two(tmp_path, "steps: [power: on]\nshows: [power: on]")
    assert isinstance(both.steps[0], Step)
    assert isinstance(both.shows[0], Check)


def test_every_place_of_a_fault_that_is_written_twice_counts(tmp_path):
    with pytest.raises(ConfigError, match=r"two\.yaml:2: steps\.0\.times: .* \(and 1 more\)"):
        two(tmp_path, "steps:\n- {press: UP, times: 0}\n- {press: UP, times: 0}\n")


def test_two_documents_share_nothing(tmp_path):
    [first], [second] = (two(tmp_path, "steps: [press: UP]").steps for _ in range(2))
    assert first == second
    assert first is not second
