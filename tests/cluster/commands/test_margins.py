"""`vpt margins`: checks that pass by less each time, the most endangered first."""

import json
import time

import numpy as np
import pytest

from cluster.store import Store
from tests.cluster.commands.conftest import sentence
from tests.cluster.store_fixtures import begin, ended, started, step_ended

DAY = 86400.0


@pytest.fixture
def passed(own_home):
    """Keep 20 nightly executions in which one check sinks, and another one is steady."""
    sinking = np.linspace(0.99, 0.84, 20)
    now = time.time()
    with Store(f"sqlite:///{own_home / 'store.db'}") as store:
        for n, score in enumerate(sinking):
            at, execution = now - (20 - n) * DAY, begin(store)
            asked = [(0, "image home.png", score), (1, "image live.png", 0.95)]
            steps = [step(execution, number, text, score=s, at=at) for number, text, s in asked]
            tried = [started(execution, at=at, model="tv"), *steps, ended(execution, at=at + 1)]
            store.record(tried)
        yield store


def step(execution, number, text, *, score, at):
    asked = {"text": text, "check": {"image": {"reference": text}}}
    fields = {"step": number, "asked": asked, "score": float(score), "threshold": 0.8, "at": at}
    return step_ended(execution, started=at, **fields)


def checks(vpt, *words):
    ended = vpt("margins", "--json", *words)
    assert (ended.code, ended.err) == (0, ""), ended
    return json.loads(ended.out)["checks"]


def test_a_check_whose_passes_sink_comes_first_with_its_outlook(vpt, passed):
    first, other = checks(vpt)
    assert (first["check"], first["case"], first["model"]) == ("image home.png", "case-1", "tv")
    assert (first["passes"], first["sinks"], other["sinks"]) == (20, True, False)
    assert first["zero_in"] == pytest.approx(0.04 / (0.15 / 19), abs=0.1)
    assert (first["worst"], other["worst"]) == (0.04, 0.15)
    assert first["early"] > first["late"]


def test_people_are_told_when_it_would_begin_to_fail(vpt, passed):
    ended = vpt("margins")
    assert ended.code == 0
    assert "1 of 2 checks are sinking" in ended.out


def test_only_the_days_asked_for_are_looked_back_on(vpt, passed):
    assert {each["passes"] for each in checks(vpt, "--days", "5.5")} == {5}
    assert checks(vpt, "--days", "0.5") == []


def test_a_campaign_is_told_alone(vpt, passed):
    assert len(checks(vpt, "--campaign", "nightly")) == 2
    ended = vpt("margins", "--campaign", "daily")
    assert ended.code == 2
    assert sentence(ended.err) == "no campaign 'daily'"


def test_a_store_without_verdicts_has_no_checks(vpt, own_home):
    assert checks(vpt) == []


@pytest.mark.parametrize("days", ["0", "-1", "nan", "inf", "3651", "1e300"])
def test_days_that_nobody_can_look_back_on_are_refused(vpt, own_home, days):
    ended = vpt("margins", "--days", days, "--json")
    assert (ended.code, ended.out) == (2, "")
    assert "Invalid value for '--days'" in sentence(ended.err)
