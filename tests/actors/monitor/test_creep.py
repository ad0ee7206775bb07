"""What moves by too little at a time to be seen at once."""

import cv2
import numpy as np
import pytest

from actors.monitor.creep import CreepDetector, Seen, Signs, signs
from actors.monitor.motion import change
from tests.actors.monitor import drawn


def dark(by):
    """A dim texture, as of a moor by night, that has gone BY so many pixels to the left."""
    random = np.random.default_rng(5)
    octaves = [cv2.resize(random.normal(0, 1, (45 * n, 160 * n)), (1280, 180)) for n in (1, 2)]
    move = np.array([[1, 0, -by], [0, 1, 0]], np.float32)
    return drawn.luma(cv2.warpAffine(14 + 4 * sum(octaves), move, drawn.SIZE).astype(np.uint8))


def looks(draw, count=30, rate=25.0):
    """Return, for each picture, whether it is told to creep, and since when."""
    detector, seen, told = CreepDetector(), [], []
    for number in range(count):
        luma, at = draw(number), number / rate
        seen = [one for one in seen if one.at > at - 0.44]
        seen.append(Seen(at, luma, change(seen[0].luma, luma).level if seen else 0.0))
        detector.then(seen)
        told.append((detector.creeps, detector.since))
    return told


@pytest.mark.parametrize("draw", [drawn.page, drawn.noisy, drawn.popping])
def test_what_stands_still_does_not_creep(draw):
    assert not any(creeps for creeps, _ in looks(draw))


@pytest.mark.parametrize("pixels", [0.2, 1.5, 4.0, 9.0])
def test_a_dark_texture_creeps_however_fast_it_goes(pixels):
    told = looks(lambda number: dark(pixels * number))
    assert all(creeps for creeps, _ in told[20:])


@pytest.mark.parametrize(("steps", "creeps"), [(1, False), (60, True)])
def test_what_seems_to_creep_does_so_only_if_it_goes_on(steps, creeps):
    told = looks(lambda number: drawn.panned(min(number // 10, steps), 0.05), 60)
    assert any(since is not None for _, since in told)
    assert any(is_told for is_told, _ in told) is creeps


def test_it_is_known_since_when():
    told = looks(lambda number: dark(1.5 * max(0, number - 20)), 50)
    assert told[-1][0]
    assert told[-1][1] == pytest.approx(0.8, abs=0.2)


def test_a_hand_that_comes_back_now_and_then_goes_on_creeping():
    told = looks(lambda number: drawn.panned(12 * np.sin(2 * np.pi * number / 10), 0.1), 60)
    assert all(creeps for creeps, _ in told[20:])


def test_signs_grow_with_movement():
    found = [signs(drawn.panned(0), drawn.panned(1, by)) for by in (0.0, 0.03, 1.0)]
    assert found == [Signs.NONE, Signs.SOME, Signs.CLEAR]
