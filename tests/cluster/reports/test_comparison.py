"""What was there, what was wanted and the difference, side by side."""

import cv2
import numpy as np
import pytest

from actors import codec
from cluster.artifacts import reference_key
from cluster.reports.comparison import GAIN, GAP, GREY, WIDEST, beside, comparison
from tests.cluster.reports.found import step

RANDOM = np.random.default_rng(3)
FRAME = cv2.GaussianBlur(RANDOM.integers(0, 255, (90, 160, 3), np.uint8), (0, 0), 3)
PLACE = (20, 30, 40, 24)
THERE = FRAME[30:54, 20:60]
ASKED = {"text": "image a.png", "check": {"image": {}}, "references": ("ab", "cd")}


def parts(row, width=40):
    """Return the three pictures of a ROW."""
    return [row[:, start : start + width] for start in (0, width + GAP, 2 * (width + GAP))]


def test_where_nothing_differs_the_difference_is_black():
    there, wanted, difference = parts(beside(FRAME, PLACE, [THERE.copy()]))
    assert np.array_equal(there, THERE)
    assert np.array_equal(wanted, THERE)
    assert difference.max() == 0


def test_what_differs_shows_four_times_as_bright():
    other = THERE.copy()
    other[5, 6] += 10
    _, wanted, difference = parts(beside(FRAME, PLACE, [other]))
    assert np.array_equal(wanted, other)
    assert difference[5, 6].tolist() == [10 * GAIN] * 3
    assert np.count_nonzero(difference) == 3


def test_what_is_transparent_differs_from_nothing():
    other = cv2.cvtColor(255 - THERE, cv2.COLOR_BGR2BGRA)
    other[:, :20, 3] = 0
    _, wanted, difference = parts(beside(FRAME, PLACE, [other]))
    assert (wanted[:, :20] == GREY).all()
    assert difference[:, :20].max() == 0
    assert difference[:, 20:].max() > 0


def test_a_reference_is_shown_at_the_size_that_it_has_in_the_frame():
    smaller = cv2.resize(THERE, (20, 12), interpolation=cv2.INTER_AREA)
    assert beside(FRAME, PLACE, [smaller]).shape == (24, 3 * 40 + 2 * GAP, 3)


def test_of_several_references_the_one_most_like_it_is_shown():
    _, wanted, _ = parts(beside(FRAME, PLACE, [255 - THERE, THERE]))
    assert np.array_equal(wanted, THERE)


def kept(**changed):
    files = {
        "1/1/1/0.jpg": codec.encode(FRAME),
        reference_key("ab"): codec.encode(255 - THERE, format="png"),
        reference_key("cd"): codec.encode(THERE, format="png"),
    }
    return {**files, **changed}.get


def test_it_is_made_of_what_is_kept():
    looked = step(region=PLACE, asked=ASKED)
    row = codec.decode(comparison(looked, kept()))
    _, _, difference = parts(row)
    assert row.shape == (24, 3 * 40 + 2 * GAP, 3)
    assert difference.mean() < 16  # what coding does, four times


def test_a_large_one_is_shrunk():
    looked = step(region=(0, 0, 1280, 720), asked=ASKED)
    large = {"1/1/1/0.jpg": codec.encode(np.zeros((720, 1280, 3), np.uint8))}
    assert codec.decode(comparison(looked, kept(**large))).shape[1] == WIDEST


@pytest.mark.parametrize(
    ("fields", "gone"),
    [
        ({"asked": None}, {}),
        ({"region": None}, {}),
        ({"picture": None}, {}),
        ({"asked": {**ASKED, "references": ()}}, {}),
        ({}, {"1/1/1/0.jpg": None}),
        ({}, {"1/1/1/0.jpg": b"damaged"}),
        ({}, {reference_key("ab"): None, reference_key("cd"): None}),
    ],
)
def test_there_is_none_where_something_is_missing(fields, gone):
    looked = step(**{"region": PLACE, "asked": ASKED, **fields})
    assert comparison(looked, kept(**gone)) is None
