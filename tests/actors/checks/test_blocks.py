"""When macroblocks are damaged, as lost packets leave them, and when a picture only looks so."""

import cv2
import numpy as np
import pytest

from actors.checks.blocks import Blocks
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame

SIZE = (640, 360)
RATE = 25.0


def film(number: int, seed: int = 1) -> np.ndarray:
    coarse = np.random.default_rng(seed).integers(20, 230, (12, 40, 3), np.uint8)
    scene = cv2.resize(coarse, (1280, 360), interpolation=cv2.INTER_CUBIC)
    return scene[:, 3 * number : 3 * number + 640].copy()


def damaged(picture: np.ndarray, random: np.random.Generator, left: int = 0) -> np.ndarray:
    """Put macroblocks from elsewhere where packets were lost, in rows as slices are."""
    for _ in range(5):
        top, first = 16 * random.integers(0, 22), 16 * random.integers(left // 16, 34)
        for x in range(first, first + 96, 32):
            there = 16 * random.integers(0, 22), 16 * random.integers(0, 39)
            block = picture[there[0] : there[0] + 16, there[1] : there[1] + 16].copy()
            picture[top : top + 16, x : x + 16] = block
    return picture


def shown(broken: range, seconds: float = 4.0, left: int = 0) -> Recording:
    random, frames = np.random.default_rng(5), []
    for number in range(round(seconds * RATE)):
        picture = film(number)
        if number in broken:
            picture = damaged(picture, random, left)
        frames.append(Frame(picture, number / RATE))
    return Recording(frames, SIZE)


def test_damage_that_goes_on_is_seen_since_it_began():
    verdict = Blocks().judge(shown(range(40, 80)))
    assert verdict, verdict.reason
    assert verdict.start == pytest.approx(40 / RATE, abs=0.13)


def test_a_film_without_damage_has_none():
    assert not Blocks().judge(shown(range(0)))


def test_damage_in_the_region_counts_and_elsewhere_it_does_not():
    seen = shown(range(40, 80), left=320)
    assert Blocks(region=(300, 0, 340, 360)).judge(seen)
    assert not Blocks(region=(0, 0, 300, 360)).judge(seen)
    assert not Blocks(mask=((300, 0, 340, 360),)).judge(seen)


def test_a_region_of_a_few_pixels_cannot_be_judged():
    with pytest.raises(CannotJudge, match="20x20 pixels are too few"):
        Blocks(region=(0, 0, 20, 20)).judge(shown(range(0), 0.2))
