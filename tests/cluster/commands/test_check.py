"""`vpt check` judges a recorded picture and says so in a word, a number and an exit code."""

import json

import pytest

from cluster.commands.simulator import DEMO

HOME = DEMO / "references" / "home.png"  # the word "Home", as the simulated television draws it


@pytest.fixture
def judged(vpt):
    """Judge home.png by a check with settings, and return the exit code and the document."""

    def judge(kind, **settings):
        words = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
        ended = vpt("check", "--frame", HOME, "--kind", kind, *words, "--json")
        assert ended.err == ""
        return ended.code, json.loads(ended.out)

    return judge


def test_a_picture_that_is_there_holds_with_score_and_region(judged):
    code, told = judged("image", reference=HOME)
    assert code == 0
    assert told.keys() == {"holds", "score", "reason", "region", "start", "end", "error"}
    assert (told["holds"], told["score"]) == (True, 1.0)
    assert told["region"] == [0, 0, 184, 56]
    assert "matches 1.000, needs 0.800" in told["reason"]


def test_a_picture_that_is_not_there_does_not_hold(judged):
    code, told = judged("image", reference=DEMO / "references" / "live.png")
    assert code == 1
    assert told["holds"] is False
    assert 0 <= told["score"] < 0.8


def test_settings_reach_the_check(judged):
    assert judged("image", reference=HOME, threshold=1.0)[1]["reason"].endswith("needs 1.000")
    assert judged("text", expected="Home", absent="true")[0] == 1


@pytest.mark.parametrize(("expected", "code"), [("Home", 0), ("Settings", 1)])
def test_a_text_is_read(judged, expected, code):
    assert judged("text", expected=expected)[0] == code


def test_a_text_is_taken_as_it_stands(judged):
    assert "No" in judged("text", expected="No")[1]["reason"]


def test_a_region_that_does_not_fit_cannot_be_asked(vpt):
    words = ["--set", "expected=Home", "--set", "region=[5000, 0, 10, 10]"]
    ended = vpt("check", "--frame", HOME, "--kind", "text", *words, "--json")
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith(f"vpt: {HOME}: ")


def test_without_json_it_says_the_reason(vpt):
    ended = vpt("check", "--frame", HOME, "--kind", "image", "--set", f"reference={HOME}")
    assert ended.code == 0
    assert ended.out.endswith("home.png matches 1.000, needs 0.800\n")


@pytest.mark.parametrize("option", ["--until=gone", "--within=3"])
def test_one_picture_is_not_asked_what_happens_over_time(vpt, option):
    ended = vpt("check", "--frame", HOME, "--kind", "text", "--set", "expected=Home", option)
    assert (ended.code, "one picture tells nothing over time" in ended.err) == (2, True)
