"""What is masked is black, wherever it lies, and nothing else is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.monitor.luma import Luma, of_pixels
from actors.monitor.masked import masked

SIZE = 640, 360
white = Luma(np.full((90, 160), 255, np.uint8), 4)
boxes = st.tuples(
    st.integers(0, 639), st.integers(0, 359), st.integers(1, 640), st.integers(1, 360)
)


@given(boxes)
def test_all_of_the_box_is_black_and_nothing_far_from_it(box):
    plane = masked(white, [box]).plane
    left, top, width, height = box
    full = np.kron(plane, np.ones((4, 4), np.uint8))
    assert not full[top : top + height, left : left + width].any()
    around = np.ones_like(full, bool)
    around[max(0, top - 8) : top + height + 8, max(0, left - 8) : left + width + 8] = False
    assert (full[around] == 255).all()


def test_the_luma_itself_stays_as_it_is():
    masked(white, [(0, 0, *SIZE)])
    assert white.plane.all()
    assert masked(white, []) is white


@pytest.mark.parametrize("size", [(640, 360), (1280, 720), (1920, 1080)])
def test_what_changes_within_the_mask_does_not_show(size):
    still = np.random.default_rng(2).integers(0, 256, (size[1], size[0], 3), np.uint8)
    ticks = still.copy()
    ticks[50:81, 101:170] = 255
    one, other = (masked(of_pixels(pixels), [(101, 50, 69, 31)]) for pixels in (still, ticks))
    assert np.array_equal(one.plane, other.plane)
