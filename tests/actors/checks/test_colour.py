"""How much of the picture is of a colour, as eyes see it."""

import cv2
import numpy as np
import pytest
from pydantic import ValidationError

from actors.checks.colour import Colour, distances
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame

BLUE = (30, 90, 200)  # red, green, blue


def shown(*, rgb=BLUE, noise=0, size=(320, 180)) -> Recording:
    picture = np.full((size[1], size[0], 3), rgb[::-1], np.uint8)
    random = np.random.default_rng(1)
    grain = random.integers(-noise, noise + 1, picture.shape, np.int16)
    return Recording([Frame(cv2.add(picture, grain, dtype=cv2.CV_8U), 0.0)], (320, 180))


@pytest.mark.parametrize("written", [[30, 90, 200], "#1e5ac8", "#1E5AC8", "rgb(30, 90, 200)"])
def test_a_colour_is_written_in_several_ways(written):
    assert Colour(colour=written).judge(shown())


def test_a_colour_has_a_name():
    assert Colour(colour="navy").judge(shown(rgb=(0, 0, 128)))


@pytest.mark.parametrize("rgb", [(33, 92, 197), (26, 88, 204), (30, 90, 205)])
def test_what_coding_does_to_a_colour_is_forgiven(rgb):
    assert Colour(colour=BLUE).judge(shown(rgb=rgb, noise=4))


@pytest.mark.parametrize("rgb", [(15, 45, 100), (90, 30, 200), (130, 90, 200), (30, 130, 200)])
def test_another_hue_or_half_the_brightness_is_another_colour(rgb):
    verdict = Colour(colour=BLUE).judge(shown(rgb=rgb))
    assert not verdict
    assert verdict.score < 0.1


def test_distances_are_those_of_the_eye():
    pixels = np.array([[[255, 255, 255], [0, 0, 0], [0, 0, 255]]], np.uint8)
    white, black, red = distances(pixels, (255, 255, 255))[0]
    assert (white, black) == (pytest.approx(0, abs=0.1), pytest.approx(100, abs=0.5))
    # red is L* 53.24, a* 80.09, b* 67.20 (D65), white L* 100
    assert red == pytest.approx(np.hypot(46.76, np.hypot(80.09, 67.20)), abs=1)


def half(seen: Recording) -> Recording:
    picture = seen.frame().pixels.copy()
    picture[:, :160] = 0
    return Recording([Frame(picture, 0.0)], seen.size)


def test_the_share_is_told_and_asked_for():
    verdict = Colour(colour=BLUE).judge(half(shown()))
    assert (bool(verdict), verdict.score) == (False, 0.5)
    assert verdict.reason == "50.0% is #1e5ac8, needs 90.0%"
    assert Colour(colour=BLUE, threshold=0.5).judge(half(shown()))


def test_only_the_region_counts_and_not_what_is_masked():
    verdict = Colour(colour=BLUE, region=(160, 0, 160, 180)).judge(half(shown()))
    assert verdict and verdict.searched == (160, 0, 160, 180)
    assert Colour(colour=BLUE, mask=((0, 0, 160, 180),)).judge(half(shown()))
    with pytest.raises(CannotJudge, match="the mask leaves nothing"):
        Colour(colour=BLUE, mask=((0, 0, 320, 180),)).judge(shown())


def test_a_large_picture_is_judged_by_some_of_its_pixels():
    assert Colour(colour=BLUE).judge(half(shown(size=(1920, 1080)))).score == pytest.approx(
        0.916, abs=0.01
    )


@pytest.mark.parametrize("wrong", ["", "bluish", "#12", [1, 2], [1, 2, 300], None, 7])
def test_what_is_no_colour_is_refused(wrong):
    with pytest.raises(ValidationError, match="colour"):
        Colour(colour=wrong)


def test_it_is_called_by_its_colour():
    assert str(Colour(colour="red", region=(1, 2, 3, 4))) == "colour #ff0000 in [1, 2, 3, 4]"
