"""When it holds: the same question asked of picture after picture, with its times."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.checks import Check
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame
from actors.until import Patience, answer
from actors.verdict import Verdict

STEP = 0.04  # seconds between two pictures


class Marked(Check):
    """Holds in pictures that are not black."""

    def judge(self, seen):
        frame = seen.frame()
        bright = bool(frame.pixels.any())
        return Verdict(bright, float(bright), "marked" if bright else "black", frame=frame)


def shown(marks: str) -> Recording:
    """Return a recording of one picture for each of MARKS, of which "x" holds."""
    pictures = (np.full((2, 2, 3), 255 * (mark == "x"), np.uint8) for mark in marks)
    return Recording([Frame(p, 100 + n * STEP) for n, p in enumerate(pictures)])


def asked(marks, until="holds", *, within=9.0, pictures=0):
    return answer(Marked(), shown(marks), until, patience=Patience(within, pictures * STEP))


def test_it_holds_since_the_first_picture_that_does_give_or_take_one():
    verdict = asked("...xx")
    assert (verdict.holds, verdict.start) == (True, pytest.approx(100 + 3 * STEP))
    assert verdict.error == pytest.approx(STEP)


def test_what_holds_from_the_first_look_may_have_begun_any_time_before():
    assert asked("xx").error is None


def test_what_never_holds_is_told_by_the_last_look():
    verdict = asked("....")
    assert (verdict.holds, verdict.reason, verdict.frame.at) == (False, "black", 100 + 3 * STEP)


@pytest.mark.parametrize(
    ("marks", "holds"), [("..xxxx", True), ("..xx.xx", False), ("..xx", False), ("......", False)]
)
def test_it_stays_when_no_picture_is_without_it_for_that_time(marks, holds):
    assert bool(asked(marks, "stays", pictures=3)) == holds


def test_what_holds_too_late_does_not_stay_and_is_not_stable():
    assert not asked("..xxxxx", "stays", within=STEP, pictures=3)
    assert asked("..xxxxx", "stays", within=2 * STEP, pictures=3)
    assert not asked("..xxxxx", "stable", within=4 * STEP, pictures=3)
    assert asked("..xxxxx", "stable", within=5 * STEP, pictures=3)


def test_what_did_not_stay_tells_how_long_it_did():
    assert (
        asked("xxx.xx", "stays", pictures=4).reason == "held for 0.08 s, needs 0.16 s, then: black"
    )


@pytest.mark.parametrize(
    ("marks", "complete"),
    [
        ("..xxxx", 2),
        ("x..xxxx", 3),  # a blip of one picture is no beginning
        (".xx..xxxx", 5),  # it comes and goes, and then lasts
        (".xxx.xx", 1),  # one picture that is broken, amid many
        (".x.x.x.xxxx", 7),  # what flickers is not stable
    ],
)
def test_it_is_stable_from_the_beginning_of_the_run_that_lasts(marks, complete):
    verdict = asked(marks, "stable", pictures=3)
    assert verdict.holds
    assert verdict.start == pytest.approx(100 + complete * STEP)


def test_one_broken_picture_is_forgiven_and_not_every_third():
    verdict = asked("xx.xx.xx.xxxxxx", "stable", pictures=5)
    assert verdict.start == pytest.approx(100 + 6 * STEP)


def test_what_becomes_stable_tells_when_it_started_was_complete_and_stable():
    measures = {m.name: m.seconds for m in asked("..x..xxxx", "stable", pictures=3).measures}
    assert measures == {
        "started": pytest.approx(2 * STEP),
        "complete": pytest.approx(5 * STEP),
        "stable": pytest.approx(8 * STEP),
    }


@pytest.mark.parametrize("marks", ["x.x.x.x", "......", "...xx", "xx..xx"])
def test_what_does_not_last_is_not_stable(marks):
    assert not asked(marks, "stable", pictures=3)


@pytest.mark.parametrize(
    ("marks", "holds"),
    [("xx..", True), ("xx.xx..", True), ("xxxx", False), ("x.x.x", False), ("xxx.", False)],
)
def test_it_is_gone_when_two_pictures_in_a_row_are_without_it(marks, holds):
    assert bool(asked(marks, "gone")) == holds


def test_what_is_gone_tells_since_when():
    verdict = asked("xx.xx..", "gone")
    assert (verdict.start, verdict.error) == (pytest.approx(100 + 5 * STEP), pytest.approx(STEP))
    assert verdict.reason == "gone: black"


def test_one_look_at_what_is_not_there_is_enough():
    assert asked(".", "gone").reason == "not there: black"


@pytest.mark.parametrize("until", ["holds", "stays", "stable", "gone"])
def test_no_picture_at_all_is_no_answer(until):
    with pytest.raises(CannotJudge, match="no picture"):
        answer(Marked(), Recording([]), until, patience=Patience(1, 1))


@given(st.text(".x", min_size=1, max_size=30), st.integers(1, 6))
def test_what_stays_is_stable_too(marks, pictures):
    if asked(marks, "stays", pictures=pictures):
        assert asked(marks, "stable", pictures=pictures)


@given(st.text(".x", min_size=1, max_size=30))
def test_the_answer_carries_its_question_and_a_time_that_was_shown(marks):
    for until in ("holds", "gone"):
        verdict = asked(marks, until)
        assert verdict.check == Marked()
        assert verdict.start is None or 100 <= verdict.start < 100 + len(marks) * STEP
