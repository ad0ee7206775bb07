"""What a check looks at, at the scale of its references."""

import numpy as np

from actors.interface import Frame
from actors.vision.scaled import view

PIXELS = np.random.default_rng(1).integers(0, 256, (1080, 1920, 3), np.uint8)


def test_a_larger_frame_is_scaled_down_and_places_are_told_in_its_pixels():
    looked = view(Frame(PIXELS, 0.0), (100, 100, 200, 100), (1280, 720))
    assert looked.pixels.shape == (100, 200, 3)
    assert looked.part == (150, 150, 300, 150)
    assert looked.in_frame((20, 10, 40, 40)) == (180, 165, 60, 60)
    assert looked.pyramid.resampled


def test_a_smaller_frame_stays_as_it_is_and_its_references_are_scaled():
    looked = view(Frame(PIXELS[:720, :1280], 0.0), None, (1920, 1080))
    assert np.shares_memory(looked.pixels, PIXELS)
    assert np.allclose(looked.reference, (2 / 3, 2 / 3))
    assert not looked.pyramid.resampled
    assert looked.in_frame((20, 10, 40, 40)) == (20, 10, 40, 40)


def test_questions_about_one_frame_share_what_was_made_of_it():
    frame = Frame(PIXELS, 0.0)
    assert view(frame, None, None).pyramid is view(frame, None, None).pyramid
    assert view(Frame(PIXELS, 0.0), None, None).pyramid is not view(frame, None, None).pyramid
