"""The step expect."""

import pytest
from pydantic import ValidationError

from actors.checks.text import Text
from actors.steps.expect import Expect
from tests.actors.devices import simulated, television

SHOWN = {"check": {"motion": {"seconds": 0.5}}}


def test_it_holds_when_its_check_does_and_carries_the_verdict():
    device = simulated()
    television(device).launch("tv.simulated.live")
    verdict = Expect.model_validate(SHOWN).run(device)
    assert verdict
    assert "moved" in verdict.reason


def test_it_fails_with_the_verdict_of_its_check():
    device = simulated()
    television(device).faults.set(freeze=True)
    verdict = Expect.model_validate(SHOWN).run(device)
    assert not verdict
    assert verdict.threshold is not None


def test_without_a_time_it_looks_once():
    assert Expect(check=Text(expected="x")).within == 0


def test_a_negative_time_is_refused():
    with pytest.raises(ValidationError, match="within"):
        Expect(check=Text(expected="x"), within=-1)


def test_it_says_what_it_does():
    step = Expect(check=Text(expected="Home"), within=2)
    assert str(step) == "expect text 'Home' within 2 s"
    assert (str(Expect(check=step.check)), step.needs()) == ("expect text 'Home'", {"picture"})
