"""Whatever is written of a check, and whatever it is shown: an answer, or one of a few errors."""

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from actors import kinds
from actors.checks import Check
from actors.errors import CannotJudge, ConfigError
from actors.evidence import Recording
from actors.footage import footage, read_frame
from actors.interface import Frame, Samples
from actors.parse import AnyCheck
from actors.until import Patience, answer
from actors.verdict import Verdict
from tests.actors.devices import app

KINDS = kinds.kinds("actors.checks")
READING = ("text", "menu")  # they take longer
READER = TypeAdapter(AnyCheck)
MAP = app(home={"image": "home.png"}, live={"image": "live.png"})

SETTINGS = {
    "image": {"reference": "tile.png"},
    "text": {"expected": "Home"},
    "colour": {"colour": "navy"},
    "screen": {"name": "home"},
    "port": {"port": 443},
    "dns": {"name": "stb.test"},
    "power": {"state": "on"},
    "throughput": {"least": 1e6},
    "log": {"text": "ready"},
}

quick = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["tile.png", "(", "#12", "rgb(1,2)", "1e999", "ж", "${x}", "../x", "\0"])
)  # fmt: skip
jsons = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=6,
)


@pytest.fixture
def folder(tmp_path):
    random = np.random.default_rng(2)
    cv2.imwrite(str(tmp_path / "tile.png"), random.integers(0, 255, (12, 16, 3), np.uint8))
    return tmp_path


def read(kind, fields, folder) -> Check:
    return READER.validate_python({kind: fields}, context={"folder": folder})


def fields_of(kind) -> list[str]:
    return sorted(kinds.find("actors.checks", kind, Check).model_fields)


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_any_setting_gives_a_check_or_is_refused(kind, data, folder):
    named = st.dictionaries(st.sampled_from([*fields_of(kind), "else"]), jsons, max_size=4)
    written = data.draw(named | jsons)
    if isinstance(written, dict):
        written = SETTINGS.get(kind, {}) | written
    try:
        check = read(kind, written, folder)
    except ValidationError:
        return
    assert check.kind == kind
    assert str(check)


sizes = st.sampled_from([(1, 1), (3, 2), (2, 3), (17, 1), (1, 40), (64, 36), (67, 37), (320, 180)])


def frame(size, at, *, flat) -> Frame:
    width, height = size
    random = np.random.default_rng(round(at * 100))
    level = random.integers(0, 256, 3)
    shape = (1, 1, 3) if flat else (height, width, 3)
    noise = random.integers(0, 256, shape, np.uint8)
    picture = np.broadcast_to(level.astype(np.uint8) if flat else noise, (height, width, 3))
    return Frame(np.ascontiguousarray(picture), at)


@st.composite
def recordings(draw, most=6):
    shown = draw(st.lists(st.tuples(sizes, st.booleans()), max_size=most))
    step = draw(st.sampled_from([0.04, 0.5, 3.0]))
    frames = [frame(size, n * step, flat=flat) for n, (size, flat) in enumerate(shown)]
    lengths = draw(st.lists(st.integers(0, 4000), max_size=4))
    loud, at, heard = draw(st.sampled_from([0, 5, 32767])), 0.0, []
    for length in lengths:
        heard.append(Samples(np.full(length, loud, np.int16), 8000, at))
        at += length / 8000
    size = draw(st.none() | st.just((1280, 720)) | sizes)
    return Recording(frames, size, draw(st.sampled_from([None, MAP])), heard)


areas = st.none() | st.tuples(*[st.integers(0, 70)] * 2, *[st.integers(1, 200)] * 2)


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_any_check_of_any_pictures_gives_a_verdict_or_cannot_be_judged(kind, data, folder):
    seen = data.draw(recordings(most=2 if kind in READING else 6))
    known = fields_of(kind)
    fields = dict(SETTINGS.get(kind, {}))
    if "region" in known:
        fields["region"] = data.draw(areas)
    if "mask" in known:
        fields["mask"] = data.draw(st.lists(areas.filter(bool), max_size=2))
    if "seconds" in known:
        fields["seconds"] = data.draw(st.sampled_from([0.04, 0.5, 5.0]))
    try:
        check = read(kind, fields, folder)
    except ValidationError:
        return  # a region too small for what is looked for in it
    until = data.draw(st.sampled_from(["holds", "stays", "stable", "gone"]))
    patience = Patience(9, 0.1 if until in ("stays", "stable") else 0.0)
    for ask in (check.judge, lambda seen: answer(check, seen, until, patience=patience)):
        try:
            verdict = ask(seen)
        except CannotJudge:
            continue
        assert isinstance(verdict, Verdict)
        assert 0 <= verdict.score <= 1
        assert verdict.reason
        assert verdict.error is None or verdict.error >= 0


HEADS = {
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2",
    "mkv": b"\x1aE\xdf\xa3",
    "ts": b"G@\x11\x10\x00B\xf0",
    "avi": b"RIFF\x00\x10\x00\x00AVI LIST",
}


@quick
@example(head="", rest=b"")
@given(head=st.sampled_from(["", *HEADS]), rest=st.binary(max_size=400))
def test_bytes_that_are_no_picture_are_refused(head, rest, tmp_path):
    file = tmp_path / f"picture.{head or 'png'}"
    file.write_bytes(HEADS.get(head, b"") + rest)
    with pytest.raises(ConfigError):
        read_frame(file, 0.0)


@quick
@example(head="", rest=b"")
@given(head=st.sampled_from(["", *HEADS]), rest=st.binary(max_size=400))
def test_bytes_that_are_no_video_are_refused(head, rest, tmp_path):
    file = tmp_path / f"video.{head or 'bin'}"
    file.write_bytes(HEADS.get(head, b"") + rest)
    with pytest.raises(ConfigError):
        list(footage(file, rate=25).frames(0))
