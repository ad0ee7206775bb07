"""What a reference at one scale promises, and where that need not be worked out."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.vision.pyramid import about_0, halved
from actors.vision.template import Template


def blots(seed: int, size: tuple[int, int], cell: int) -> np.ndarray:
    """Draw coloured blots on one half, and nothing on the other."""
    coarse = np.random.default_rng(seed).integers(0, 256, (size[1] // cell, size[0] // cell, 3))
    coarse[:, : size[0] // cell // 2] = 90
    return cv2.resize(coarse.astype(np.uint8), size, interpolation=cv2.INTER_CUBIC)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 99), cell=st.integers(4, 30), masked=st.booleans())
def test_what_is_left_out_promises_too_little_and_the_rest_is_the_same(seed, cell, masked):
    page = blots(seed, (320, 240), cell)
    mask = np.where(page[60:130, 120:220, 0] > 20, 255, 0).astype(np.uint8) if masked else None
    level = Template(page[60:130, 120:220], mask).full
    plane = about_0(blots(seed + seed % 2, (320, 240), cell)[:, :, 0])
    promises, (left, top) = level.promising(plane)
    everywhere = level.promise(plane)
    inside = np.zeros(everywhere.shape, bool)
    inside[top : top + promises.shape[0], left : left + promises.shape[1]] = True
    assert not (everywhere[~inside] > level.least + 1e-3).any()
    assert np.allclose(everywhere[inside], promises.ravel(), atol=1e-3)


def test_nothing_is_worked_out_in_a_flat_picture():
    level = Template(blots(1, (100, 70), 9), None).full
    assert not level.promising(np.full((240, 320), -30, np.float32))[0].size


@pytest.mark.parametrize("halvings", [1, 2])
def test_wherever_the_cells_begin_it_promises_what_is_expected(halvings):
    page = blots(5, (320, 240), 16)
    template = Template(page[60:160, 140:260], None)
    level = template.levels[halvings]
    for across in range(1 << halvings):
        plane = page[across:, across:, template.channel]
        for _ in range(halvings):
            plane = halved(plane)
        assert level.promise(about_0(plane)).max() >= level.least
