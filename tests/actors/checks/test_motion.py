"""Sequences of pictures that move, and such that only seem to."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from actors.checks.motion import Motion
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame

SIZE = (1280, 720)


def page(seed=1):
    random = np.random.default_rng(seed)
    coarse = random.integers(20, 200, (18, 32, 3), np.uint8)
    return cv2.resize(coarse, SIZE, interpolation=cv2.INTER_CUBIC)


def clip(pictures, rate=25.0):
    return Recording([Frame(picture, n / rate) for n, picture in enumerate(pictures)], SIZE)


def spinner(number, radius=12):
    picture = page()
    cv2.ellipse(picture, (640, 360), (radius, radius), 0, number * 30, number * 30 + 100,
                (255, 255, 255), 3, cv2.LINE_AA)  # fmt: skip
    return picture


def panned(number):
    by = np.array([[1, 0, -0.5 * number], [0, 1, 0]], np.float32)
    texture = cv2.GaussianBlur(np.random.default_rng(3).integers(0, 255, (720, 1280, 3), np.uint8),
                               (0, 0), 3)  # fmt: skip
    return cv2.warpAffine(texture, by, SIZE, borderMode=cv2.BORDER_REFLECT)


def noisy(number):
    noise = np.random.default_rng(number).integers(-4, 5, (720, 1280, 3))
    return np.clip(page() + noise, 0, 255).astype(np.uint8)


def popping(number):
    """A page that is a little coarser until a key frame comes."""
    return cv2.GaussianBlur(page(), (0, 0), 3) if number < 12 else page()


MOVING = {"spinner": spinner, "slow pan": panned, "cuts": page}
STILL = {
    "freeze": lambda _: page(),
    "noise": noisy,
    "key frame": popping,
    "one broken picture": lambda number: 255 - page() if number == 12 else page(),
    "one cut": lambda number: page(number >= 12),
    "black": lambda _: np.zeros((720, 1280, 3), np.uint8),
}


@pytest.mark.parametrize("rate", [25.0, 5.0])
@pytest.mark.parametrize("what", MOVING)
def test_what_moves_is_seen_to_move(what, rate):
    pictures = map(MOVING[what], range(0, 50, round(25 / rate)))
    verdict = Motion().judge(clip(pictures, rate))
    assert verdict, verdict.reason


@pytest.mark.parametrize("what", STILL)
def test_what_only_seems_to_move_does_not(what):
    verdict = Motion().judge(clip(map(STILL[what], range(20))))
    assert not verdict, verdict.reason
    assert "of the picture moved, needs 0.01%" in verdict.reason


def test_it_answers_at_the_second_move():
    verdict = Motion().judge(clip(map(page, range(20))))
    assert verdict.frame.at == 2 / 25


def test_only_the_region_counts():
    moving = clip(map(spinner, range(20)))
    assert Motion(region=(600, 320, 80, 80)).judge(moving)
    still = Motion(region=(0, 0, 400, 400)).judge(moving)
    assert not still
    assert still.searched == (0, 0, 400, 400)


def test_the_region_scales_with_the_frame_and_what_moved_is_told_in_its_pixels():
    pictures = [cv2.resize(spinner(n), (640, 360), interpolation=cv2.INTER_AREA) for n in range(20)]
    verdict = Motion(region=(600, 320, 80, 80)).judge(clip(pictures))
    left, top, width, height = verdict.region
    assert verdict.searched == (300, 160, 40, 40)
    assert 300 <= left < left + width <= 340
    assert 160 <= top < top + height <= 200


def test_a_source_that_stands_still_is_said_to():
    verdict = Motion(seconds=2).judge(clip([page()]))
    assert (verdict.holds, verdict.score) == (False, 0)
    assert verdict.reason == "no new picture came in 2 s"


def test_of_two_pictures_one_move_is_enough():
    assert Motion().judge(clip([page(1), page(2)], rate=2))
    assert not Motion().judge(clip([page(1), page(1)], rate=2))


def test_a_picture_of_another_shape_has_moved():
    narrow = cv2.resize(page(), (640, 400))
    assert Motion().judge(clip([page(), narrow, page()]))


class Nothing:
    """A source that yields no picture in time."""

    size = SIZE

    def frame(self):
        raise AssertionError("motion asks for frames only")

    def frames(self, seconds):
        assert seconds == 1
        return iter(())


def test_no_picture_at_all_cannot_be_judged():
    with pytest.raises(CannotJudge, match="no picture or sound came"):
        Motion().judge(Nothing())


def test_a_region_outside_the_picture_cannot_be_judged():
    with pytest.raises(CannotJudge, match="lies outside"):
        Motion(region=(1280, 0, 9, 9)).judge(clip([page(), page()]))


@pytest.mark.parametrize("wrong", [{"seconds": 0}, {"threshold": 0}, {"threshold": 2},
                                   {"region": [0, 0, 9, 0]}, {"mask": "x.png"}])  # fmt: skip
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(ValidationError):
        Motion(**wrong)


def test_it_is_called_by_what_it_looks_at():
    assert (str(Motion()), str(Motion(region=(1, 2, 3, 4)))) == ("motion", "motion in [1, 2, 3, 4]")


@settings(max_examples=20, deadline=None)
@given(
    region=st.tuples(*[st.integers(0, 1400)] * 2, *[st.integers(1, 1400)] * 2),
    threshold=st.floats(1e-6, 1),
)
def test_every_region_and_threshold_gives_a_verdict_or_cannot_be_judged(region, threshold):
    try:
        verdict = Motion(region=region, threshold=threshold).judge(clip([spinner(0), spinner(3)]))
    except CannotJudge:
        return
    assert 0 <= verdict.score <= 1
    assert verdict.holds == (verdict.score >= threshold)
