"""References cut out of frames keep every pixel, and say what speaks against them."""

import cv2
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from actors.reference import Picture
from actors.vision.cutting import cut_reference

WIDTH, HEIGHT = 320, 180
FONT = cv2.FontFace("sans")
BUTTON = (40, 30, 90, 40)


def noise(seed=1):
    return np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)


def page(*buttons, label="Live", ink=(255, 255, 255)):
    """Draw a page with a labelled button at each place."""
    drawn = np.full((HEIGHT, WIDTH, 3), (60, 30, 20), np.uint8)
    for left, top in buttons:
        corner = left + BUTTON[2], top + BUTTON[3]
        cv2.rectangle(drawn, (left, top), corner, (150, 90, 60), -1)
        cv2.putText(drawn, label, (left + 14, top + 28), ink, FONT, 22, 600)
    return drawn


def picture(pixels, suffix=".png", *options):
    return Picture(f"shot{suffix}", cv2.imencode(suffix, pixels, options)[1].tobytes())


def cut(pixels, region=BUTTON, **wanted):
    return cut_reference(picture(pixels), region, name="cut.png", **wanted)


spans = {
    side: st.tuples(st.integers(-20, side + 20), st.integers(1, side + 20)).map(tuple)
    for side in (WIDTH, HEIGHT)
}
regions = st.builds(lambda x, y: (x[0], y[0], x[1], y[1]), spans[WIDTH], spans[HEIGHT])


def fits(region):
    left, top, width, height = region
    return left >= 0 and top >= 0 and left + width <= WIDTH and top + height <= HEIGHT


@settings(max_examples=40)
@given(regions.filter(lambda region: not fits(region)))
def test_a_region_that_leaves_the_frame_is_refused(region):
    with pytest.raises(ValueError, match="is not within 320x180 pixels"):
        cut(noise(), region)


@settings(max_examples=25)
@given(st.integers(16, WIDTH), st.integers(16, HEIGHT), st.randoms())
def test_every_pixel_of_the_region_is_kept(width, height, random):
    left, top = random.randint(0, WIDTH - width), random.randint(0, HEIGHT - height)
    made = cut(noise(), (left, top, width, height))
    wanted = noise()[top : top + height, left : left + width]
    assert np.array_equal(made.picture.pixels, wanted)
    assert made.region == (left, top, width, height)
    assert made.elsewhere == ()


@settings(max_examples=25)
@given(regions)
def test_a_hole_is_transparent_where_it_is_and_nowhere_else(hole):
    within = np.zeros((HEIGHT, WIDTH), bool)
    rows, columns = (slice(max(0, hole[i]), max(0, hole[i] + hole[i + 2])) for i in (1, 0))
    within[rows, columns] = True
    left, top, width, height = region = 20, 20, 200, 100
    expected = within[top : top + height, left : left + width]
    assume(expected.all() or expected.mean() < 0.9)
    if expected.all() or not expected.any():
        with pytest.raises(ValueError, match="transparent"):
            cut(noise(), region, holes=[hole])
        return
    pixels = cut(noise(), region, holes=[hole]).picture.pixels
    assert np.array_equal(pixels[:, :, 3] == 0, expected)
    assert not pixels[expected].any()  # nothing of what was there is kept


def test_a_good_reference_has_nothing_against_it():
    made = cut(page((40, 30)))
    assert (made.elsewhere, made.warnings) == ((), ())


def test_what_is_of_one_colour_is_refused():
    with pytest.raises(ValueError, match="one colour"):
        cut(page((40, 30)), (200, 100, 60, 40))


def test_all_other_places_are_told_of_an_ambiguous_reference():
    made = cut(page((40, 30), (180, 30), (180, 110)))
    assert sorted(match.region[:2] for match in made.elsewhere) == [(180, 30), (180, 110)]
    [warning] = made.warnings
    assert warning.startswith("ambiguous: it also matches 1.000 at [180, ")
    assert warning.endswith("and at 1 more place")


def test_the_threshold_decides_what_is_ambiguous():
    frame = page((40, 30), (180, 110))
    frame[:, 160:][:90] = page((180, 30), ink=(225, 225, 225))[:, 160:][:90]
    assert len(cut(frame).elsewhere) == 1
    [same, similar] = cut(frame, threshold=0.01).elsewhere
    assert same.score == pytest.approx(1)
    assert 0.01 < similar.score < 0.8


def test_a_hole_over_what_differs_makes_a_reference_ambiguous():
    frame = page((40, 30), (180, 30))
    cv2.circle(frame, (120, 40), 6, (0, 255, 255), -1)
    assert cut(frame).elsewhere == ()
    assert len(cut(frame, holes=[(112, 32, 17, 17)]).elsewhere) == 1


@pytest.mark.parametrize(("ink", "warned"), [((164, 104, 74), True), ((255, 255, 255), False)])
def test_a_reference_that_a_plain_area_matches_is_warned_of(ink, warned):
    inside = 44, 34, 80, 32
    warnings = cut(page((40, 30), ink=ink), inside).warnings
    assert any(warning.startswith("barely textured") for warning in warnings) == warned


def test_a_reference_of_a_few_pixels_is_warned_of():
    assert any("only 100 pixels" in warning for warning in cut(noise(), (10, 10, 10, 10)).warnings)
    hole = 10, 10, 30, 28
    assert any("only 60 pixels" in w for w in cut(noise(), (10, 10, 30, 30), holes=[hole]).warnings)


LOSSY = {
    ("JPEG", ".jpg"): [],
    ("WebP", ".webp"): [cv2.IMWRITE_WEBP_QUALITY, 80],
    (None, ".webp"): [cv2.IMWRITE_WEBP_QUALITY, 101],  # above 100: without loss
    (None, ".bmp"): [],
}


@pytest.mark.parametrize(("coding", "options"), LOSSY.items(), ids=str)
def test_a_frame_that_was_coded_with_loss_is_warned_of(coding, options):
    kind, suffix = coding
    made = cut_reference(picture(page((40, 30)), suffix, *options), BUTTON, name="cut.png")
    expected = [f"shot{suffix} is a {kind}, whose losses are now part of the reference"]
    assert list(made.warnings) == (expected if kind else [])


def test_a_frame_with_transparency_of_its_own_gives_an_opaque_reference():
    clear = np.dstack([page((40, 30)), np.zeros((HEIGHT, WIDTH), np.uint8)])
    assert cut(clear).picture.pixels.shape == (40, 90, 3)
