"""What has to be so for some time: where it is, since when, until when, and in which part."""

import cv2
import numpy as np
import pytest
from pydantic import ValidationError

from actors.checks.black import Black
from actors.checks.freeze import Freeze
from actors.checks.silence import Silence
from actors.checks.sound import Sound
from actors.checks.still import Still
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame, Samples
from tests.actors.clips import HERTZ, RATE, SIZE, moving, page, recording

STEP = 1 / RATE
SEEN = {
    "still": (Still(seconds=1), "m" * 20 + "s" * 40 + "m" * 20, (19, 60)),
    "freeze": (Freeze(), "m" * 20 + "s" * 45 + "m" * 20, (19, 65)),
    "short freeze": (Freeze(), "m" * 20 + "s" * 20 + "m" * 60, (19, 40)),
    "black": (Black(), "m" * 20 + "b" * 20 + "m" * 20, (20, 40)),
}
HEARD = {
    "silence": (Silence(), "t" * 20 + "." * 30 + "t" * 20, (20, 50)),
    "sound": (Sound(), "." * 20 + "t" * 30 + "." * 20, (20, 50)),
}


@pytest.mark.parametrize("what", SEEN)
def test_it_is_found_with_the_times_of_the_pictures_where_it_begins_and_ends(what):
    check, letters, (first, last) = SEEN[what]
    verdict = check.judge(recording(letters))
    assert verdict, verdict.reason
    assert (verdict.start, verdict.end) == (pytest.approx(first * STEP), pytest.approx(last * STEP))
    assert verdict.error == pytest.approx(STEP)


@pytest.mark.parametrize("what", HEARD)
def test_it_is_heard_with_its_times(what):
    check, letters, (first, last) = HEARD[what]
    verdict = check.judge(recording(sound=letters))
    assert verdict, verdict.reason
    assert verdict.start == pytest.approx(first * STEP, abs=0.05)
    assert verdict.end == pytest.approx(last * STEP, abs=0.1)


@pytest.mark.parametrize(
    ("check", "letters"),
    [
        (Still(seconds=1), "m" * 20 + "s" * 20 + "m" * 20),
        (Freeze(), "m" * 20 + "s" * 9 + "m" * 50),
        (Freeze(seconds=1), "m" * 20 + "s" * 20 + "m" * 50),
        (Freeze(), "m" * 20 + "b" * 60 + "m" * 20),
        (Black(), "m" * 20 + "b" * 6 + "m" * 20),
        (Black(), "m" * 60),
        (Freeze(), "m" * 60),
    ],
)
def test_what_is_too_short_or_something_else_does_not_hold(check, letters):
    verdict = check.judge(recording(letters))
    assert not verdict, verdict.reason
    assert verdict.score < 1
    assert f"needs {check.seconds:g} s" in verdict.reason


@pytest.mark.parametrize(
    ("check", "letters"),
    [
        (Silence(), "t" * 20 + "." * 10 + "t" * 20),
        (Sound(), "." * 20 + "t" * 4 + "." * 20),
        (Silence(), "t" * 50),
        (Sound(), "." * 50),
    ],
)
def test_what_is_heard_too_shortly_does_not_hold(check, letters):
    assert not check.judge(recording(sound=letters))


def test_how_long_it_was_so_is_told():
    verdict = Black(seconds=2).judge(recording("m" * 10 + "b" * 26 + "m" * 10))
    assert verdict.reason.startswith("black for 1.00 s, needs 2 s; its brightest level is 2")
    assert verdict.score == pytest.approx(0.5)


def test_what_lasts_to_the_end_ends_with_the_last_picture():
    verdict = Black().judge(recording("m" * 10 + "b" * 20))
    assert (verdict.start, verdict.end) == (pytest.approx(10 * STEP), pytest.approx(29 * STEP))


def test_what_is_so_from_the_beginning_may_have_begun_before():
    assert Black().judge(recording("b" * 20)).error is None


def test_black_is_still_and_not_frozen():
    black = recording("m" * 10 + "b" * 50)
    assert Still().judge(black)
    assert not Freeze().judge(black)


def ticking(seconds: float, rate: float = 25.0) -> Recording:
    """A page with a clock in it."""
    frames = []
    for number in range(round(seconds * rate)):
        picture = page()
        cv2.putText(picture, f"12:00:{number // 25:02}", (220, 30), 0, 0.6, (255,) * 3, 2)
        frames.append(Frame(picture, number / rate))
    return Recording(frames, SIZE)


def test_a_page_with_a_clock_is_not_frozen_unless_the_clock_is_masked():
    assert not Freeze().judge(ticking(6))
    assert Freeze(mask=((210, 0, 110, 40),)).judge(ticking(6))
    assert Freeze(region=(0, 60, 320, 120)).judge(ticking(6))


def test_a_banner_at_the_bottom_is_no_light_in_a_black_picture_but_in_its_region():
    frames = [Frame(picture := np.zeros((180, 320, 3), np.uint8), n * STEP) for n in range(20)]
    picture[150:] = 200
    frames = [Frame(picture, frame.at) for frame in frames]
    assert Black().judge(Recording(frames, SIZE))
    assert not Black(region=(0, 0, 320, 180)).judge(Recording(frames, SIZE))
    assert Black(region=(0, 0, 320, 180), mask=((0, 140, 320, 40),)).judge(Recording(frames, SIZE))


def test_only_the_region_is_looked_at_in_pixels_of_the_frame():
    frames = [Frame(cv2.resize(moving(n), (640, 360)), n * STEP) for n in range(40)]
    verdict = Still(region=(0, 120, 320, 60)).judge(Recording(frames, SIZE))
    assert verdict, verdict.reason
    assert verdict.searched == (0, 240, 640, 120)


def test_a_mask_over_all_of_it_leaves_nothing_to_be_judged():
    check = Still(region=(10, 10, 50, 50), mask=((0, 0, 30, 180), (30, 0, 200, 180)))
    with pytest.raises(CannotJudge, match="the mask leaves nothing"):
        check.judge(recording("m" * 5))


@pytest.mark.parametrize("check", [Silence(), Sound()])
def test_a_recording_without_sound_cannot_be_judged(check):
    assert check.needs() == {"sound"}
    with pytest.raises(CannotJudge, match="no sound"):
        check.judge(recording("m" * 5))


def test_a_level_may_be_chosen():
    quiet = np.full(HERTZ, 32, np.int16)  # -60 dB
    seen = Recording([], heard=[Samples(quiet, HERTZ, 0.0)])
    assert Silence().judge(seen) and not Silence(level=-70).judge(seen)
    assert Sound(level=-70).judge(seen) and not Sound().judge(seen)


@pytest.mark.parametrize("kind", [Still, Freeze, Black, Silence, Sound])
@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), "long"])
def test_a_time_that_nothing_lasts_is_refused(kind, seconds):
    with pytest.raises(ValidationError):
        kind(seconds=seconds)


def test_they_are_called_by_what_they_look_for():
    assert str(Freeze(region=(1, 2, 3, 4))) == "freeze for 0.5 s in [1, 2, 3, 4]"
    assert str(Silence(seconds=2)) == "silence for 2 s"
