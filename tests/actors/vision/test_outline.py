"""What is ruled out from afar is not there, and what is there is not ruled out."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.reference import Picture
from actors.vision.glimpse import Glimpse
from actors.vision.outline import Outline
from actors.vision.template import template
from tests.bench.match_changes import blurred, brighter, gamma, h264, jpeg, moved
from tests.bench.screen_pages import SIZE, TITLE, app

APP = app(7)
LIST = next(page for page in APP.pages if page.kind == "list" and page.row == 3)
OTHER = next(page for page in APP.pages if page.kind == "page")
EVERYWHERE = (0, 0, *SIZE)
CHANGES = {
    "nothing": lambda shown: shown,
    "JPEG": lambda shown: jpeg(shown, 80),
    "H.264": lambda shown: h264(shown, 28),
    "half a pixel": lambda shown: moved(shown, 0.5, 0.5),
    "half a pixel back, and JPEG": lambda shown: jpeg(moved(shown, -0.5, 0), 80),
    "blur": lambda shown: blurred(shown, 0.5),
    "two levels": lambda shown: brighter(shown, 2),
    "gamma": lambda shown: gamma(shown, 1.08),
}


def drawn(page):
    return APP.drawn(page, np.random.default_rng(3))


def outline(pixels, part):
    left, top, width, height = part
    coded = cv2.imencode(".png", pixels[top : top + height, left : left + width])[1]
    return Outline(template(Picture("part.png", coded.tobytes())))


@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("part", [TITLE, (60, 316, 560, 48), (61, 87, 233, 41), (62, 85, 40, 40)])
def test_what_is_there_is_not_ruled_out_after_coding_noise_and_small_shifts(part, how):
    wanted, seen = outline(drawn(LIST), part), Glimpse(CHANGES[how](drawn(LIST)), SIZE)
    assert wanted.at(part[:2]).hint(seen, part[:2]).likeness == 1
    found = wanted.search(seen, EVERYWHERE)
    assert found.likeness == 1
    if part[2] > 40:  # a part of one letter may be in other places as well
        assert np.allclose(found.place, part[:2], atol=2)


@pytest.mark.parametrize("how", CHANGES)
def test_another_title_at_the_same_place_is_ruled_out(how):
    seen = Glimpse(CHANGES[how](drawn(OTHER)), SIZE)
    hint = outline(drawn(LIST), TITLE).at(TITLE[:2]).hint(seen, TITLE[:2])
    assert hint.likeness < 0.5
    assert 0.5 < hint.agreeing < 1


def test_the_focus_on_another_row_is_ruled_out_at_its_place_and_found_by_a_search():
    wanted, seen = outline(drawn(LIST), (60, 316, 560, 48)), Glimpse(drawn(LIST), SIZE)
    assert wanted.at((60, 368)).hint(seen, (60, 368)).likeness == 0
    assert wanted.search(seen, (50, 360, 580, 70)).likeness == 0
    assert wanted.search(seen, (50, 150, 580, 540)).likeness == 1


def test_half_the_brightness_and_other_colours_are_ruled_out():
    wanted = outline(drawn(LIST), TITLE).at(TITLE[:2])
    for other in (drawn(LIST) // 2, np.ascontiguousarray(drawn(LIST)[:, :, ::-1] // 2 + 40)):
        assert wanted.hint(Glimpse(other, SIZE), TITLE[:2]).likeness == 0


def test_what_is_transparent_may_show_anything():
    page = drawn(LIST)
    wanted = np.dstack([page[84:140, 60:480], np.full((56, 420), 255, np.uint8)])
    wanted[:, 200:, 3] = 0
    coded = cv2.imencode(".png", wanted)[1].tobytes()
    made = Outline(template(Picture("half.png", coded)))
    page[84:140, 261:480] = 200
    assert made.at(TITLE[:2]).hint(Glimpse(page, SIZE), TITLE[:2]).likeness == 1
    page[84:140, 100:200] = 200
    assert made.at(TITLE[:2]).hint(Glimpse(page, SIZE), TITLE[:2]).likeness == 0


@pytest.mark.parametrize("frame", [(1366, 770), (1920, 1082), (683, 385)])
def test_a_size_that_is_no_whole_number_of_cells_moves_nothing_at_its_end(frame):
    size, part = (1366, 770), (1290, 720, 70, 45)
    page = cv2.resize(drawn(LIST), size)
    cv2.putText(page, "end", (1296, 752), (40, 200, 240), cv2.FontFace("sans"), 30, 700)
    seen = Glimpse(cv2.resize(page, frame, interpolation=cv2.INTER_AREA), size)
    assert outline(page, part).at(part[:2]).hint(seen, part[:2]).likeness == 1


def test_what_is_too_small_to_tell_is_never_ruled_out():
    assert outline(drawn(LIST), (74, 100, 7, 5)).at((74, 100)).hint(
        Glimpse(drawn(OTHER), SIZE), (74, 100)
    ).likeness == 1  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    part=st.tuples(
        st.integers(55, 70), st.integers(80, 95), st.integers(24, 500), st.integers(24, 500)
    ),
    by=st.tuples(st.integers(-1, 1), st.integers(-1, 1)),
)
def test_any_part_of_a_page_may_be_where_it_is_and_a_pixel_beside_it(part, by):
    page = drawn(LIST)
    seen = Glimpse(np.roll(page, by, (0, 1)), SIZE)
    assert outline(page, part).at(part[:2]).hint(seen, part[:2]).likeness == 1


@settings(max_examples=40, deadline=None)
@given(place=st.tuples(st.integers(-900, 2000), st.integers(-900, 2000)))
def test_at_any_place_even_outside_there_is_an_answer(place):
    hint = outline(drawn(LIST), TITLE).at(place).hint(Glimpse(drawn(LIST), SIZE), place)
    assert 0 <= hint.likeness <= 1
    assert hint.place == place
