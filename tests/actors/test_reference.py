"""Reference pictures: where they are found, what is refused, and what becomes of them."""

import io
import pickle

import cv2
import numpy as np
import PIL.ExifTags
import PIL.Image
import pytest
from pydantic import BaseModel, ValidationError

from actors.footage import read_frame
from actors.reference import Picture, Reference, pictures


class Holder(BaseModel):
    picture: Reference


def png(pixels):
    return cv2.imencode(".png", pixels)[1].tobytes()


BLUE = np.full((4, 6, 3), (255, 0, 0), np.uint8)


def read(written, folder):
    return Holder.model_validate({"picture": written}, context={"folder": folder}).picture


@pytest.mark.parametrize("place", ["maps", "maps/references", "references"])
def test_a_picture_is_found_beside_the_file_and_in_references(tmp_path, place):
    (tmp_path / "maps").mkdir()
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / "a.png").write_bytes(png(BLUE))
    assert np.array_equal(read("a.png", tmp_path / "maps").pixels, BLUE)


def test_what_is_beside_the_file_comes_before_references(tmp_path):
    (tmp_path / "references").mkdir()
    (tmp_path / "references" / "a.png").write_bytes(png(BLUE))
    (tmp_path / "a.png").write_bytes(png(BLUE[:2]))
    assert read("a.png", tmp_path).pixels.shape == (2, 6, 3)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("none.png", r"no picture 'none\.png' in .* or a references folder beside it"),
        ("bad.png", r"bad\.png is not a picture that can be read"),
        ("empty.png", r"empty\.png is not a picture that can be read"),
        ("/proc/self/mem", "/proc/self/mem: Input/output error"),
        ("a" * 300, "no picture 'aaa|File name too long"),
        (7, "expected the path of a picture"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, written, reason):
    (tmp_path / "bad.png").write_bytes(png(BLUE)[:20])
    (tmp_path / "empty.png").touch()
    with pytest.raises(ValidationError, match=reason):
        read(written, tmp_path)


@pytest.mark.parametrize(
    ("pixels", "shape"),
    [
        (BLUE[:, :, 0], (4, 6, 3)),
        (np.zeros((4, 6, 4), np.uint8), (4, 6, 4)),
        (np.full((4, 6, 3), 65535, np.uint16), (4, 6, 3)),
    ],
)
def test_grey_transparent_and_deep_pictures_become_what_checks_take(pixels, shape):
    picture = Picture("a.png", png(pixels))
    assert (picture.pixels.shape, picture.pixels.dtype) == (shape, np.uint8)
    assert picture.pixels.max() == pixels.max() >> 8 * (pixels.itemsize - 1)


def turned(pixels, orientation, kind):
    """Return PIXELS (blue-green-red, and alpha) in a file that says how they are to be turned."""
    mode = cv2.COLOR_BGR2RGB if pixels.shape[2] == 3 else cv2.COLOR_BGRA2RGBA
    exif, file = PIL.Image.Exif(), io.BytesIO()
    exif[PIL.ExifTags.Base.Orientation] = orientation
    how = {"quality": 95} if kind == "jpeg" else {"lossless": True}
    PIL.Image.fromarray(cv2.cvtColor(pixels, mode)).save(file, kind, exif=exif, **how)
    return file.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("kind", "channels"), [("jpeg", 3), ("png", 3), ("png", 4), ("webp", 4)])
def test_it_is_turned_as_a_frame_from_the_same_file_is(tmp_path, orientation, kind, channels):
    pixels = np.random.default_rng(1).integers(0, 256, (16, 24, channels), np.uint8)
    encoded = turned(pixels, orientation, kind)
    (tmp_path / "a").write_bytes(encoded)
    picture = Picture("a", encoded).pixels
    assert np.array_equal(picture[:, :, :3], read_frame(tmp_path / "a", 0.0).pixels)
    assert picture.shape == ((16, 24, channels) if orientation < 5 else (24, 16, channels))


def test_its_transparent_parts_are_turned_with_it():
    pixels = np.full((16, 24, 4), 255, np.uint8)
    pixels[:4, :8] = 0
    picture = Picture("a.png", turned(pixels, 6, "png")).pixels  # a quarter turn clockwise
    assert np.array_equal(picture, np.rot90(pixels, -1))


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int32])
def test_what_has_neither_8_nor_16_bits_is_refused(kind):
    encoded = cv2.imencode(".tiff", np.ones((20, 30, 3), kind))[1].tobytes()
    with pytest.raises(ValueError, match=r"^a\.tiff has \w+ pixels, not 8 or 16 bits a channel$"):
        _ = Picture("a.tiff", encoded).pixels


def test_it_is_written_as_its_name_and_exactly_with_what_is_in_it():
    one, other = (Holder(picture=Picture("a.png", png(p))) for p in (BLUE, BLUE[:2]))
    assert one.model_dump(mode="json") == other.model_dump(mode="json") == {"picture": "a.png"}
    exact = [holder.model_dump_json(context={"exact": True}) for holder in (one, other)]
    assert exact[0] != exact[1]


def test_only_its_encoded_bytes_are_sent_to_a_node(tmp_path):
    (tmp_path / "a.png").write_bytes(png(np.zeros((900, 900, 3), np.uint8)))
    picture = read("a.png", tmp_path)
    sent = pickle.dumps(picture)
    assert len(sent) < 20_000
    assert pickle.loads(sent) == picture


def test_what_was_kept_of_a_picture_goes_before_files(tmp_path):
    (tmp_path / "a.png").write_bytes(png(BLUE))
    kept = {"a.png": Picture("kept.png", png(BLUE[:2]))}
    context = {"folder": tmp_path, "kept": kept.get}
    holder = Holder.model_validate({"picture": "a.png"}, context=context)
    assert holder.picture == kept["a.png"]
    assert Holder.model_validate({"picture": str(tmp_path / "a.png")}, context=context)


class Folder(BaseModel):
    keys: tuple[str, ...] = ("UP",)  # as the step `press` has
    holders: dict[str, tuple[Holder, ...]] = {}


def test_pictures_are_found_however_deep():
    one, other = (Picture(name, png(BLUE)) for name in ("a.png", "b.png"))
    inner = Folder(holders={"x": (Holder(picture=one), Holder(picture=other))})
    assert [picture.name for picture in pictures([inner, None, 7])] == ["a.png", "b.png"]
    assert one.digest == other.digest != Picture("a.png", png(BLUE[:2])).digest


def test_a_picture_travels_encoded_also_when_it_was_looked_at():
    encoded = cv2.imencode(".png", np.zeros((300, 300, 3), np.uint8))[1].tobytes()
    looked_at = Picture("dark.png", encoded)
    assert looked_at.pixels.size
    sent = pickle.dumps(looked_at)
    assert len(sent) < len(encoded) + 200
    assert pickle.loads(sent) == looked_at


def test_its_content_is_not_written_out():
    assert repr(Picture("dark.png", bytes(9999))) == "Picture(name='dark.png')"
