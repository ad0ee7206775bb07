"""Verdicts are true or false."""

from math import inf, nan

import pytest

from actors.errors import CannotJudge
from actors.verdict import Verdict, done


def test_a_verdict_is_what_it_holds_and_not_its_score():
    assert Verdict(True, 0.0, "there")
    assert not Verdict(False, 1.0, "not there")


@pytest.mark.parametrize("score", [nan, inf, -inf])
def test_a_score_that_is_no_number_answers_nothing(score):
    with pytest.raises(CannotJudge, match="the score is no number"):
        Verdict(True, score, "0 of 0 pixels")


def test_a_step_that_judges_nothing_holds():
    verdict = done("pressed OK")
    assert verdict
    assert (verdict.reason, verdict.threshold) == ("pressed OK", None)
