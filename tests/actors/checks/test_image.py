"""Pictures that must be found, and pictures that must not, in drawn interfaces."""

import io

import av
import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from actors.checks.image import Image
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame
from actors.reference import Picture

FONT = cv2.FontFace("sans")
SIZE = (1280, 720)
TILES = [(60 + 300 * column, 130 + 180 * row, 240, 120) for row in range(3) for column in range(4)]
NAMES = ["Home", "Settings", "Network", "Live TV", "Search", "Apps",
         "Movies", "Kids", "Sport", "20:15", "News", "Weather"]  # fmt: skip


def screen(seed: int, *, without: str = "") -> np.ndarray:
    """Draw a page of twelve tiles; the tile WITHOUT lacks the second glyph of its name."""
    random = np.random.default_rng(seed)
    ramp = np.linspace(random.integers(5, 60, 3), random.integers(5, 60, 3), SIZE[1])
    page = np.repeat(ramp[:, None, :], SIZE[0], axis=1).astype(np.uint8)
    for name, (left, top, width, height) in zip(NAMES, TILES, strict=True):
        colour = [int(value) for value in random.integers(20, 230, 3)]
        colour[int(random.integers(3))] = 230  # a hue that can turn
        cv2.rectangle(page, (left, top), (left + width, top + height), colour, -1)
        ink = (255, 255, 255) if colour[1] < 140 else (10, 10, 10)
        size = int(random.integers(16, 30))
        middle = (left + 16, top + 60)
        cv2.putText(page, name, middle, ink, FONT, size, 400)
        cv2.circle(page, (left + 210, top + 25), 11, ink, 3, cv2.LINE_AA)
        if name == without:
            _erase_second_glyph(page, name, middle, size, colour)
    return page


def _erase_second_glyph(page, name, at, size, colour):
    scratch = np.zeros_like(page)
    first, _ = cv2.putText(scratch, name[:1], at, (0, 0, 0), FONT, size, 400)
    second, _ = cv2.putText(scratch, name[:2], at, (0, 0, 0), FONT, size, 400)
    cv2.rectangle(page, (first[0], at[1] - 35), (second[0] - 1, at[1] + 12), colour, -1)


def tile(page: np.ndarray, number: int) -> np.ndarray:
    left, top, width, height = TILES[number]
    return page[top : top + height, left : left + width]


def reference(pixels: np.ndarray, name: str = "tile.png") -> Picture:
    return Picture(name, cv2.imencode(".png", pixels)[1].tobytes())


def image(pixels: np.ndarray, **fields) -> Image:
    return Image(reference=reference(pixels), **fields)


def seen(page: np.ndarray) -> Recording:
    return Recording([Frame(page, 1.0)], SIZE)


def shifted(page, across, down):
    by = np.array([[1, 0, across], [0, 1, down]], np.float32)
    return cv2.warpAffine(page, by, SIZE, borderMode=cv2.BORDER_REPLICATE)


def jpeg(page, quality=80):
    coded = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(coded, cv2.IMREAD_COLOR)


def h264(page):
    stream = io.BytesIO()
    with av.open(stream, "w", "mpegts") as sink:
        video = sink.add_stream("libx264", 25)
        video.width, video.height, video.pix_fmt = *SIZE, "yuv420p"
        video.options = {"crf": "25", "preset": "ultrafast"}
        sink.mux(video.encode(av.VideoFrame.from_ndarray(page, "bgr24")) + video.encode())
    with av.open(io.BytesIO(stream.getvalue())) as source:
        return [frame.to_ndarray(format="bgr24") for frame in source.decode(video=0)][-1]


def noisy(page, levels=2):
    random = np.random.default_rng(7)
    return np.clip(page + random.integers(-levels, levels + 1, page.shape), 0, 255).astype(np.uint8)


def gamma(page, power):
    return cv2.LUT(page, np.round(255 * (np.arange(256) / 255) ** power).astype(np.uint8))


def hue(page, turn):
    hsv = cv2.cvtColor(page, cv2.COLOR_BGR2HSV_FULL)
    hsv[:, :, 0] += np.uint8(turn)  # wraps around at 256, which is a whole turn
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR_FULL)


STILL_THERE = {
    "as it is": lambda page: page,
    "JPEG": jpeg,
    "H.264": h264,
    "a level brighter": lambda page: cv2.add(page, (1, 1, 1, 0)),
    "two levels darker": lambda page: cv2.subtract(page, (2, 2, 2, 0)),
    "noise of two levels": noisy,
    "half a pixel right": lambda page: shifted(page, 0.5, 0),
    "half a pixel down": lambda page: shifted(page, 0, 0.5),
    "half a pixel both ways": lambda page: shifted(page, 0.5, 0.5),
    "slight blur": lambda page: cv2.GaussianBlur(page, (0, 0), 0.5),
    "gamma 0.92": lambda page: gamma(page, 0.92),
    "gamma 1.08": lambda page: gamma(page, 1.08),
    "moved by whole pixels": lambda page: np.roll(page, (17, -33), axis=(0, 1)),
    "half a pixel right, and JPEG": lambda page: jpeg(shifted(page, 0.5, 0)),
}
SOMETHING_ELSE = {
    "half as bright": lambda page: page // 2,
    "two thirds as bright": lambda page: (page * 0.66).astype(np.uint8),
    "hue turned by 60 degrees": lambda page: hue(page, 43),
    "hue turned by half": lambda page: hue(page, 128),
    "mirrored": lambda page: np.ascontiguousarray(page[:, ::-1]),
    "upside down": lambda page: np.ascontiguousarray(page[::-1]),
    "negative": lambda page: 255 - page,
    "colourless": lambda page: cv2.merge([cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)] * 3),
    "blurred beyond reading": lambda page: cv2.GaussianBlur(page, (0, 0), 5),
    "black": np.zeros_like,
}


@pytest.mark.parametrize("number", [0, 5, 9])
@pytest.mark.parametrize("how", STILL_THERE)
def test_what_coding_noise_and_small_shifts_do_is_forgiven(how, number):
    page = screen(number)
    verdict = image(tile(page, number)).judge(seen(STILL_THERE[how](page)))
    assert verdict, verdict.reason
    moved = (-33, 17) if how.startswith("moved") else (0, 0)
    left, top = TILES[number][0] + moved[0], TILES[number][1] + moved[1]
    assert abs(verdict.region[0] - left) <= 1
    assert abs(verdict.region[1] - top) <= 1


@pytest.mark.parametrize("number", [0, 5, 9])
@pytest.mark.parametrize("how", SOMETHING_ELSE)
def test_another_picture_does_not_match(how, number):
    page = screen(number)
    verdict = image(tile(page, number)).judge(seen(SOMETHING_ELSE[how](page)))
    assert not verdict, verdict.reason
    assert 0 <= verdict.score < 0.7


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_a_missing_glyph_is_not_forgiven_even_in_a_coded_picture(number):
    wanted = tile(screen(number), number)
    verdict = image(wanted).judge(seen(jpeg(screen(number, without=NAMES[number]), 90)))
    assert not verdict, verdict.reason


@pytest.mark.parametrize("how", ["as it is", "JPEG", "half a pixel right"])
@pytest.mark.parametrize("box", [(8, 40, 130, 34), (195, 10, 30, 30), (0, 0, 24, 18)])
def test_small_references_are_found_too(box, how):
    page = screen(3)
    left, top, width, height = box[0] + TILES[6][0], box[1] + TILES[6][1], *box[2:]
    wanted = page[top - 4 : top + height, left - 4 : left + width]
    assert image(wanted).judge(seen(STILL_THERE[how](page)))


@pytest.mark.parametrize("how", ["as it is", "JPEG", "half a pixel both ways"])
def test_what_is_transparent_may_show_anything(how):
    page = screen(4)
    alpha = np.zeros((120, 240), np.uint8)
    cv2.ellipse(alpha, (120, 60), (118, 58), 0, 0, 360, 255, -1)
    wanted = np.dstack([tile(page, 2), alpha])
    wanted[alpha == 0] = (255, 0, 255, 0)
    around = page.copy()
    left, top, width, height = TILES[2]
    around[top : top + height, left : left + width][alpha == 0] = (0, 200, 0)
    verdict = image(wanted).judge(seen(STILL_THERE[how](around)))
    assert verdict, verdict.reason


def test_what_is_opaque_counts_in_a_masked_reference_as_well():
    page = screen(4)
    wanted = np.dstack([tile(page, 2), np.full((120, 240), 255, np.uint8)])
    wanted[:20, :, 3] = 0
    assert not image(wanted).judge(seen(screen(4, without=NAMES[2])))


@pytest.mark.parametrize("size", [(1920, 1080), (960, 540), (1366, 768)])
def test_a_frame_of_another_size_is_scaled_and_the_answer_is_in_its_pixels(size):
    page = screen(1)
    frame = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    verdict = image(tile(page, 1), region=(340, 100, 300, 200)).judge(
        Recording([Frame(frame, 1.0)], SIZE)
    )
    scale = size[0] / SIZE[0]
    assert verdict, verdict.reason
    assert np.allclose(verdict.region, np.multiply(TILES[1], scale), atol=2)
    assert np.allclose(verdict.searched, np.multiply((340, 100, 300, 200), scale), atol=1)


def test_it_is_looked_for_in_the_region_only():
    page = screen(2)
    assert image(tile(page, 0), region=(40, 110, 300, 170)).judge(seen(page))
    elsewhere = image(tile(page, 0), region=(340, 110, 300, 170)).judge(seen(page))
    assert not elsewhere
    assert elsewhere.searched == (340, 110, 300, 170)


def test_a_margin_belongs_to_the_region():
    page = screen(2)
    moved = np.roll(page, (6, -6), axis=(0, 1))
    assert not image(tile(page, 0), region=TILES[0]).judge(seen(moved))
    verdict = image(tile(page, 0), region=TILES[0], margin=8).judge(seen(moved))
    assert verdict, verdict.reason
    assert verdict.region == (TILES[0][0] - 6, TILES[0][1] + 6, 240, 120)
    assert verdict.searched == (52, 122, 256, 136)


def test_any_of_several_references_may_be_there():
    page = screen(2)
    there, gone = reference(tile(page, 3), "there.png"), reference(tile(screen(9), 0), "gone.png")
    verdict = Image(reference=[gone, there]).judge(seen(page))
    assert verdict.region == TILES[3]
    assert verdict.reason.startswith("there.png matches 1.000")
    assert str(Image(reference=[gone, there])) == "image gone.png or there.png"
    assert not Image(reference=[gone, there], absent=True).judge(seen(page))
    assert not Image(reference=[gone]).judge(seen(page))


def test_references_are_written_as_they_were_read():
    one, other = reference(tile(screen(2), 0), "a.png"), reference(tile(screen(2), 1), "b.png")
    assert Image(reference=one).model_dump(mode="json")["image"]["reference"] == "a.png"
    written = Image(reference=[one, other]).model_dump(mode="json")
    assert written["image"]["reference"] == ["a.png", "b.png"]


def several(page: np.ndarray, *places: tuple[int, int]) -> np.ndarray:
    """Put tile 0 at PLACES of PAGE."""
    shown = page.copy()
    for left, top in places:
        shown[top : top + 120, left : left + 240] = tile(page, 0)
    return shown


def test_with_a_count_all_places_are_told_and_must_be_enough():
    page = several(screen(2), (360, 130), (660, 490), (901, 311))
    places = {(60, 130), (360, 130), (660, 490), (901, 311)}
    verdict = image(tile(page, 0), count=4).judge(seen(jpeg(page)))
    assert verdict, verdict.reason
    assert {region[:2] for region in verdict.regions} == places
    more = image(tile(page, 0), count=5).judge(seen(jpeg(page)))
    assert not more
    assert len(more.regions) == 4
    assert more.reason.endswith("needs 0.800 at 5 places and does at 4")


def test_without_a_count_only_the_best_place_is_told():
    page = screen(2)
    assert image(tile(page, 0)).judge(seen(page)).regions == ()


@pytest.mark.parametrize("scale", [0.5, 0.75, 1.0, 1.37, 2.0])
def test_with_scales_it_is_found_at_another_size(scale):
    page = screen(1)
    wanted = cv2.resize(
        tile(page, 5), None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA
    )
    assert scale == 1 or not image(wanted).judge(seen(page))
    verdict = image(wanted, scales=(0.5, 2)).judge(seen(jpeg(page, 90)))
    assert verdict, verdict.reason
    assert np.allclose(verdict.region, TILES[5], atol=3)


def test_with_scales_what_is_not_there_is_not_found():
    page = screen(1)
    assert not image(tile(screen(9), 5), scales=(0.5, 2)).judge(seen(page))
    assert not image(tile(page, 5), scales=(0.5, 0.8)).judge(seen(page))


@pytest.mark.parametrize("absent", [True, False])
def test_with_scales_what_is_too_large_at_all_of_them_cannot_be_judged(absent):
    page = screen(1)
    large = image(cv2.resize(page, (1920, 1080)), scales=(1, 2), absent=absent)
    with pytest.raises(CannotJudge, match=r"1920x1080 pixels.* does not fit in 1280x720"):
        large.judge(seen(page))


def test_absent_turns_the_answer_and_counts_from_the_other_end():
    page = screen(2)
    there, gone = image(tile(page, 0), absent=True), image(tile(screen(9), 0), absent=True)
    assert not there.judge(seen(page))
    assert there.judge(seen(page)).score == 0
    verdict = gone.judge(seen(page))
    assert verdict
    assert verdict.score >= verdict.threshold


def test_the_verdict_says_what_was_measured():
    page = screen(2)
    verdict = image(tile(page, 0), threshold=0.95).judge(seen(page))
    assert verdict.reason == "tile.png matches 1.000, needs 0.950"
    assert (verdict.threshold, verdict.frame.pixels is page) == (0.95, True)
    told = str(image(tile(page, 0), region=(1, 2, 300, 400)))
    assert told == "image tile.png in [1, 2, 300, 400]"


@pytest.mark.parametrize(
    ("pixels", "why"),
    [
        (np.full((40, 40, 3), 90, np.uint8), "one colour"),
        (np.zeros((40, 40, 4), np.uint8), "transparent everywhere"),
    ],
)
def test_a_reference_in_which_nothing_can_be_found_is_refused(pixels, why):
    with pytest.raises(ValidationError, match=why):
        image(pixels)


def test_a_reference_larger_than_its_region_is_refused_when_it_is_read():
    with pytest.raises(ValidationError, match="240x120 pixels does not fit in 100x100"):
        image(tile(screen(2), 0), region=(0, 0, 100, 100))


def test_a_reference_larger_than_what_the_frame_has_of_the_region_cannot_be_judged():
    page = screen(2)
    with pytest.raises(CannotJudge, match="240x120 pixels does not fit in 180x300"):
        image(tile(page, 0), region=(1100, 0, 300, 300)).judge(seen(page))


def test_a_region_outside_the_picture_cannot_be_judged():
    page = screen(2)
    with pytest.raises(CannotJudge, match="lies outside the picture"):
        image(tile(page, 0), region=(2000, 0, 300, 300)).judge(seen(page))


@pytest.mark.parametrize(
    "wrong",
    [
        {"threshold": 0},
        {"threshold": 1.1},
        {"region": [0, 0, 0, 9]},
        {"regoin": [1, 1, 1, 1]},
        {"margin": 5},
        {"region": [0, 0, 300, 300], "margin": -1},
        {"count": 0},
        {"count": 2, "absent": True},
        {"count": 2, "scales": [0.5, 2]},
        {"scales": [2, 0.5]},
        {"scales": [0, 2]},
        {"reference": []},
    ],
)
def test_wrong_settings_are_refused(wrong):
    with pytest.raises(ValidationError):
        Image(**{"reference": reference(tile(screen(2), 0)), **wrong})


@settings(max_examples=25, deadline=None)
@given(
    region=st.tuples(*[st.integers(0, 1300)] * 2, *[st.integers(1, 1300)] * 2),
    threshold=st.floats(0.01, 1),
)
def test_every_region_and_threshold_gives_a_verdict_or_cannot_be_judged(region, threshold):
    page = screen(2)
    try:
        verdict = image(tile(page, 0), region=region, threshold=threshold).judge(seen(page))
    except (CannotJudge, ValidationError):
        return
    assert 0 <= verdict.score <= 1
    assert verdict.holds == (verdict.score >= threshold)
