"""What is sieved out could not have been found by a search, and what is there passes."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.reference import Picture
from actors.vision.glimpse import Glimpse
from actors.vision.outline import Outline
from actors.vision.sieve import Sieve
from actors.vision.template import template

SIZE = (320, 180)
CANVAS = np.full((180, 320, 3), 30, np.uint8)


def word(text, *, alpha=False):
    """Return TEXT, white on grey, as a reference; with ALPHA the grey may be anything."""
    pixels = np.full((40, 24 * len(text), 3), 30, np.uint8)
    cv2.putText(pixels, text, (6, 30), cv2.FONT_HERSHEY_SIMPLEX, 1, (230, 230, 230), 2)
    if alpha:
        pixels = np.dstack([pixels, np.where(pixels[:, :, 0] > 200, 255, 0).astype(np.uint8)])
    return Picture(text, cv2.imencode(".png", pixels)[1].tobytes())


def pasted(picture, left, top):
    """Return what is seen of PICTURE at a place of an empty screen."""
    pixels = CANVAS.copy()
    height, width = picture.pixels.shape[:2]
    pixels[top : top + height, left : left + width] = picture.pixels[:, :, :3]
    return Glimpse(pixels, SIZE)


def around(picture, left, top, *, room):
    height, width = picture.pixels.shape[:2]
    return max(0, left - room), max(0, top - room), width + 2 * room, height + 2 * room


words = st.text("ABCDEFGHIJKLM", min_size=2, max_size=6)
places = st.tuples(st.integers(0, 100), st.integers(0, 100))


@given(words, words, places, st.integers(0, 14), st.booleans())
@settings(max_examples=150, deadline=None)
def test_what_a_search_would_find_passes(wanted, shown, place, room, alpha):
    reference = word(wanted, alpha=alpha)
    outline, window = Outline(template(reference)), around(reference, *place, room=room)
    seen = pasted(word(shown), *place)
    [passes] = Sieve([(outline, window)], SIZE).passes(seen)
    assert passes or outline.search(seen, window).likeness == 0


def bars(pattern):
    """Return a reference of bars, bright where PATTERN has an x."""
    pixels = np.zeros((40, 20 * len(pattern), 3), np.uint8)
    for number, each in enumerate(pattern):
        pixels[:, 20 * number : 20 * number + 20] = 220 if each == "x" else 20
    return Picture(pattern, cv2.imencode(".png", pixels)[1].tobytes())


def test_of_many_only_the_one_that_is_shown_passes():
    pictures = [bars(pattern) for pattern in ("xx..x", "x.x..", "..xxx", "x..x.")]
    outlines = [(Outline(template(each)), around(each, 60, 40, room=12)) for each in pictures]
    sieve = Sieve(outlines, SIZE)
    for number, picture in enumerate(pictures):
        passing = sieve.passes(pasted(picture, 67, 45))
        assert list(np.flatnonzero(passing)) == [number]


@pytest.mark.parametrize(
    "window",
    [(0, 0, 320, 180), (0, 0, 20, 20), (300, 160, 200, 200)],
    ids=["too many places", "no room", "beyond the frame"],
)
def test_what_it_cannot_tell_passes(window):
    outline = Outline(template(word("HOME")))
    assert Sieve([(outline, window)], SIZE).passes(Glimpse(CANVAS, SIZE)).all()


def test_a_sieve_of_nothing_passes_nothing():
    assert Sieve([], SIZE).passes(Glimpse(CANVAS, SIZE)).shape == (0,)
