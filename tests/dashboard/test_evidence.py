"""Boxes on the picture of a step, and looking at them closely."""

import io

import pytest
from PIL import Image, UnidentifiedImageError

from cluster.client import Outcome, Step
from dashboard.components.evidence import draw, match_color, views

RED, SKY = (0xF0, 0x52, 0x4F), (0x38, 0xBD, 0xF8)


def step(outcome: Outcome = Outcome.FAIL, **fields: object) -> Step:
    given = {
        "number": 0, "kind": "expect", "what": "home", "started": 0.0, "ended": 1.0, "reason": "",
        "score": 0.7, "threshold": 0.9, "region": (600, 300, 100, 100), "picture": "p.jpg",
        "searched": (200, 200, 800, 400), "size": (1280, 720),
    }  # fmt: skip
    return Step.model_validate({**given, "outcome": outcome, **fields})


def black(width: int = 1280, height: int = 720) -> bytes:
    jpeg = io.BytesIO()
    Image.new("RGB", (width, height)).save(jpeg, "JPEG")
    return jpeg.getvalue()


def test_what_was_searched_and_found_is_outlined() -> None:
    picture = draw(black(), step())
    assert picture.getpixel((201, 400)) == SKY
    assert picture.getpixel((601, 350)) == RED
    assert picture.getpixel((650, 350)) == (0, 0, 0)


def test_a_match_that_holds_is_green_and_one_that_fails_is_red() -> None:
    assert match_color(step(Outcome.PASS)) == "#2FBF71"
    assert match_color(step(Outcome.FAIL)) == "#F0524F"


def test_regions_scale_with_a_picture_that_was_kept_smaller() -> None:
    picture = draw(black(640, 360), step())
    assert picture.size == (1280, 720)
    assert picture.getpixel((601, 350)) == RED


def test_a_close_look_shows_the_match_and_a_margin() -> None:
    picture = draw(black(), step(searched=None), "match")
    left = 25 / 150 * 1280  # a margin of 25 pixels around 100
    assert picture.getpixel((round(left) + 1, 640)) == RED
    assert picture.size == (1280, 1280)


def test_there_is_only_the_whole_picture_without_regions() -> None:
    plain = step(region=None, searched=None)
    assert views(plain) == ["whole"]
    assert draw(black(), plain).getcolors() == [(1280 * 720, (0, 0, 0))]


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(UnidentifiedImageError):
        draw(b"not a picture", step())


def test_the_two_labels_stay_apart_where_the_boxes_begin_together() -> None:
    picture = draw(black(), step(region=(200, 200, 100, 100)))
    assert picture.getpixel((203, 173)) == RED
    assert picture.getpixel((203, 627)) == SKY
