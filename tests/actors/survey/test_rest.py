"""When has a picture come to rest, and what in it goes on moving?"""

import numpy as np
import pytest

from actors.errors import CannotJudge
from actors.interface import Frame
from actors.survey.rest import Answers, Patience, rested
from actors.survey.sight import compare, small, steady

PATIENCE = Patience(calm=0.5, least=1.0, most=6.0, window=2.0)
NOISE = np.random.default_rng(1)


def page(seed=1):
    return (
        np.random.default_rng(seed)
        .integers(0, 255, (90, 160, 3), np.uint8)
        .repeat(8, 0)
        .repeat(8, 1)
    )


def film(pictures, fps=10):
    return [Frame(pixels, number / fps) for number, pixels in enumerate(pictures)]


def test_a_still_page_is_taken_once_it_was_watched_for_long_enough():
    sight = rested(film([page()] * 100), PATIENCE)
    assert sight.frame.at == pytest.approx(1.0)
    assert not sight.moving.any()


def test_what_moves_when_a_page_opens_is_over_before_it_is_taken():
    opening = [page(number) for number in range(12)]
    sight = rested(film([*opening, *[page()] * 100]), PATIENCE)
    assert sight.frame.at == pytest.approx(1.8, abs=0.11)
    assert not sight.moving.any()


def test_a_clock_moves_on_a_page_at_rest():
    ticking = [page() for _ in range(30)]
    for number, pixels in enumerate(ticking):
        if number % 4 < 2:
            pixels[32:64, 64:128] = 255
    sight = rested(film(ticking), PATIENCE)
    assert sight.frame.at == pytest.approx(1.0)
    assert sight.moving[2:4, 4:8].all()
    assert sight.moving.sum() == 8


def test_a_video_is_taken_after_a_while_without_the_logo_that_lies_over_it():
    playing = [page(number) for number in range(100)]
    for pixels in playing:
        pixels[32:64, 64:128] = 200
    sight = rested(film(playing), PATIENCE)
    assert sight.frame.at == pytest.approx(6.0, abs=0.11)
    assert sight.is_restless
    assert not sight.moving[2:4, 4:8].any()


def test_a_page_that_is_black_while_it_loads_is_waited_for():
    loading = [page()] * 3 + [np.zeros_like(page())] * 30 + [page(2)] * 40
    sight = rested(film(loading), PATIENCE)
    assert sight.frame.at == pytest.approx(3.8, abs=0.11)
    assert not sight.is_blank


def test_what_stays_black_is_blank():
    assert rested(film([np.zeros_like(page())] * 90), PATIENCE).is_blank


def test_a_device_is_watched_for_as_long_as_it_takes_to_answer():
    answers, before = Answers(PATIENCE), rested(film([page()] * 20), PATIENCE)
    assert answers.patience.least == PATIENCE.longest
    for _ in range(3):
        answers.note(rested(film([page()] * 12 + [page(2)] * 40), answers.patience, before))
    assert answers.patience.least == pytest.approx(2.5, abs=0.2)


def test_noise_is_no_motion():
    def noisy():
        return np.clip(page() + NOISE.normal(0, 6, (720, 1280, 3)), 0, 255).astype(np.uint8)

    sight = rested(film([noisy() for _ in range(12)]), PATIENCE)
    assert not sight.moving.any()


def test_no_picture_at_all_cannot_be_judged():
    with pytest.raises(CannotJudge):
        rested([], PATIENCE)


def test_likeness_is_the_part_of_the_detail_that_stayed():
    other = page()
    other[:360] = page(2)[:360]
    one, two = (rested(film([pixels] * 12), PATIENCE) for pixels in (page(), other))
    assert compare(one, one).likeness == 1
    assert compare(one, two).likeness == pytest.approx(0.5, abs=0.02)
    assert steady([one, two])[23:].all()
    assert not steady([one, two])[:22].any()


def test_a_picture_of_any_shape_has_as_many_cells():
    assert small(page()).shape == small(page().transpose(1, 0, 2)).shape == (180, 320, 3)
