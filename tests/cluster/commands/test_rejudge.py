"""`vpt rejudge`: which past verdicts would flip, and that nothing is saved."""

import json

import cv2
import numpy as np
import pytest

from cluster.artifacts import Artifacts
from cluster.store import Store
from tests.actors.devices import HOME, LIVE, case, simulated
from tests.cluster.commands.conftest import sentence
from tests.cluster.recorded import record


@pytest.fixture
def kept(own_home):
    """Keep two executions of the campaign "demo": home is shown, and live is not."""
    artifacts = Artifacts((own_home / "artifacts").as_uri())
    looks = [case({"expect": HOME}, name="look"), case({"expect": LIVE}, name="zap")]
    with Store(f"sqlite:///{own_home / 'store.db'}") as store:
        for cases in (looks[:1], looks):
            record(simulated(size=(1280, 720)), *cases, store=store, artifacts=artifacts)
        yield store


def told(vpt, *words, code):
    ended = vpt("rejudge", *words, "--json")
    assert (ended.code, ended.err) == (code, ""), ended
    return json.loads(ended.out)


def test_with_the_same_threshold_nothing_flips(vpt, kept):
    document = told(vpt, "demo", "--set", "threshold=0.8", code=0)
    assert (document["execution"], document["judged"], document["flips"]) == (2, 2, [])
    assert document["saved"] is False


def test_a_flip_is_told_with_both_answers(vpt, kept):
    _, flip = told(vpt, 2, "--set", "absent=true", code=1)["flips"]
    assert (flip["job"], flip["attempt"], flip["step"], flip["case"]) == (2, 1, 0, "zap")
    assert flip["check"] == "image live.png in [52, 32, 112, 56]"
    assert (flip["then"]["holds"], flip["now"]["holds"]) == (False, True)
    assert flip["then"]["score"] == pytest.approx(1 - flip["now"]["score"])
    assert flip["recorded"]["outcome"] == "fail"


def test_an_attempt_is_judged_alone(vpt, kept):
    assert told(vpt, "2/1/1", "--set", "threshold=0.01", code=0)["judged"] == 1
    [flip] = told(vpt, "2/2/1", "--set", "absent=true", code=1)["flips"]
    assert flip["case"] == "zap"


def test_another_reference_is_a_file_of_the_caller(vpt, kept, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    noise = np.random.default_rng(1).integers(0, 255, (40, 60, 3), np.uint8)
    cv2.imwrite("noise.png", noise)
    [flip] = told(vpt, 2, "--reference", "noise.png", "--check", "home.png", code=1)["flips"]
    assert flip["now"]["reason"].startswith("noise.png matches 0.")


def test_people_are_told_that_nothing_was_saved(vpt, kept):
    log = kept.last_event_id()
    ended = vpt("rejudge", "demo", "--set", "absent=true")
    assert ended.code == 1
    assert "2 of 2 verdicts would flip; nothing was saved" in ended.out
    assert kept.last_event_id() == log


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((2,), "needs --set NAME=VALUE or --reference FILE"),
        ((9, "--set", "threshold=0.5"), "no execution '9'"),
        (("9" * 30, "--set", "threshold=0.5"), "no campaign '999"),
        (("nightly", "--set", "threshold=0.5"), "no campaign 'nightly'"),
        (("2/7/1", "--set", "threshold=0.5"), "no attempt '2/7/1'"),
        ((2, "--set", "threshold"), "expected name=value, not 'threshold'"),
        ((2, "--set", "threshold=.nan", "--json"), "threshold: not a finite number: '.nan'"),
        ((2, "--set", "region=[.inf, 0, 9, 9]"), "region: not a finite number"),
        ((2, "--set", "threshold=9"), "threshold: Input should be less than or equal to 1"),
        ((2, "--set", "thrshold=0.5"), "execution 2: no verdict there has thrshold"),
        ((2, "--set", "threshold=0.5", "--kind", "text"), "no verdict there has threshold"),
        ((2, "--reference", "none.png"), "no picture 'none.png'"),
    ],
)
def test_bad_usage_is_one_sentence(vpt, kept, words, reason):
    ended = vpt("rejudge", *words)
    assert ended.code == 2, ended
    assert reason in sentence(ended.err)
