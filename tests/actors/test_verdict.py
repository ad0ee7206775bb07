"""Verdicts are true or false."""

from actors.verdict import Verdict, done


def test_a_verdict_is_what_it_holds_and_not_its_score():
    assert Verdict(True, 0.0, "there")
    assert not Verdict(False, 1.0, "not there")


def test_a_step_that_judges_nothing_holds():
    verdict = done("pressed OK")
    assert verdict
    assert (verdict.reason, verdict.threshold) == ("pressed OK", None)
