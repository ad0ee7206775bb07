"""How long something takes, from the last key to what it brings about."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from actors.checks import Check
from actors.steps.measure import Measure
from actors.steps.press import Press
from actors.verdict import Verdict
from tests.actors.devices import simulated


class Later(Check):
    """Holds in pictures shown SECONDS after the first one that it is asked about."""

    seconds: float
    first: list[float]

    def judge(self, seen):
        frame = seen.frame()
        self.first.append(frame.at)
        holds = frame.at - self.first[0] >= self.seconds
        return Verdict(holds, float(holds), f"{frame.at - self.first[0]:.3f} s", frame=frame)


def measure(check: Check, **settings) -> Verdict:
    step = {"name": "zap", "do": [Press(keys=("OK",))], "until": check, "within": 5} | settings
    return Measure(**step).run(simulated())


def test_it_takes_from_the_key_to_the_first_picture_that_holds():
    [measured] = measure(Later(seconds=0.2, first=[])).measures
    assert (measured.name, measured.seconds >= 0.2) == ("zap", True)
    assert 0 < measured.error <= measured.seconds


def test_what_was_there_before_the_key_must_go_and_come_again():
    class Again(Later):
        def judge(self, seen):
            verdict = super().judge(seen)
            since = verdict.frame.at - self.first[0]
            return replace(verdict, holds=not 0.1 <= since < 0.3)

    assert measure(Again(seconds=0, first=[])).measures[0].seconds >= 0.25


def test_what_was_there_all_the_time_measures_nothing():
    verdict = measure(Later(seconds=0, first=[]), within=0.1)
    assert (verdict.holds, verdict.measures) == (False, ())
    assert verdict.reason.endswith("was there before the key, and ever since")


def test_what_surely_took_too_long_fails_and_is_measured_all_the_same():
    verdict = measure(Later(seconds=0.3, first=[]), at_most=0.05)
    assert not verdict
    assert "allowed are 0.05 s" in verdict.reason
    assert verdict.measures[0].seconds >= 0.3


def test_what_never_comes_fails_and_measures_nothing():
    verdict = measure(Later(seconds=3600, first=[]), within=0.1)
    assert (verdict.holds, verdict.measures) == (False, ())
    assert verdict.reason.startswith("zap: ")


def test_a_limit_beyond_the_wait_is_refused():
    with pytest.raises(ValidationError, match="never told within 5 s"):
        measure(Later(seconds=0, first=[]), at_most=6)
