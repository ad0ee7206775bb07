"""The Tight encoding, against rectangles that are packed here as its description says."""

import socket
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from actors.protocols.rfb.canvas import Area
from actors.protocols.rfb.tight import Tight
from actors.protocols.rfb.wire import Refusal, Wire

SIZES = st.tuples(st.integers(1, 20), st.integers(1, 20))
PICTURES = SIZES.flatmap(lambda size: arrays(np.uint8, (*size, 3)))


def indices_below(count):
    return arrays(np.uint8, SIZES, elements=st.integers(0, count - 1))


@pytest.fixture(scope="module")
def link():
    """A wire, and the other end of it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        wire = Wire("127.0.0.1", server.getsockname()[1], timeout=5)
        other, _ = server.accept()
        yield wire, other
        wire.close()
        other.close()


def read(link, data, width, height, tight=None):
    wire, other = link
    other.sendall(data)
    wire.within(5)
    return (tight or Tight(wire)).read(Area(0, 0, width, height))


def packed(data, stream=None):
    """Return DATA as it is sent: with its length, packed, unless it is short."""
    if len(data) < 12:
        return data
    stream = stream or zlib.compressobj()
    body = stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)
    low, middle, high = len(body) & 127, len(body) >> 7 & 127, len(body) >> 14
    if high:
        return bytes([low | 128, middle | 128, high]) + body
    return bytes([low | 128, middle]) + body if middle else bytes([low]) + body


@given(PICTURES)
def test_full_colours(link, picture):
    data = b"\x00" + packed(picture[..., ::-1].tobytes())
    assert np.array_equal(read(link, data, picture.shape[1], picture.shape[0]), picture)


def test_a_large_rectangle(link):
    picture = np.random.default_rng(1).integers(0, 256, (120, 200, 3), np.uint8)
    data = b"\x00" + packed(picture[..., ::-1].tobytes())
    assert len(data) > 1 << 14
    assert np.array_equal(read(link, data, 200, 120), picture)


def test_one_colour_fills(link):
    assert read(link, b"\x80\x01\x02\x03", 50, 40).tolist() == [[[3, 2, 1]]]


@given(indices_below(2))
def test_two_colours_are_bits(link, indices):
    palette = np.array([[9, 8, 7], [1, 2, 3]], np.uint8)
    bits = np.packbits(indices, axis=1).tobytes()
    data = b"\x40\x01\x01" + palette[:, ::-1].tobytes() + packed(bits)
    assert np.array_equal(read(link, data, *indices.shape[::-1]), palette[indices])


@given(indices_below(5))
def test_more_colours_are_bytes(link, indices):
    palette = np.arange(15, dtype=np.uint8).reshape(5, 3)
    data = b"\x40\x01\x04" + palette[:, ::-1].tobytes() + packed(indices.tobytes())
    assert np.array_equal(read(link, data, *indices.shape[::-1]), palette[indices])


@given(PICTURES)
def test_gradients(link, picture):
    known = np.pad(picture.astype(int), ((1, 0), (1, 0), (0, 0)))
    foretold = np.clip(known[1:, :-1] + known[:-1, 1:] - known[:-1, :-1], 0, 255)
    differences = ((picture - foretold) & 255).astype(np.uint8)[..., ::-1]
    data = b"\x40\x02" + packed(differences.tobytes())
    assert np.array_equal(read(link, data, picture.shape[1], picture.shape[0]), picture)


def test_a_stream_goes_on_from_rectangle_to_rectangle_until_it_is_begun_anew(link):
    tight, first, second = Tight(link[0]), zlib.compressobj(), zlib.compressobj()
    for control, stream in ((0x10, first), (0x10, first), (0x12, second)):
        picture = np.full((5, 5, 3), control, np.uint8)
        data = bytes([control]) + packed(picture.tobytes(), stream)
        assert np.array_equal(read(link, data, 5, 5, tight), picture)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x90", "of kind 9"),
        (b"\x40\x03", "a Tight filter 3"),
        (b"\x00\x04junk", "cannot be unpacked"),
        (b"\x00" + packed(bytes(99)), "of 76 bytes instead of 75"),
        (b"\x00" + packed(bytes(50)), "of 50 bytes instead of 75"),
        (b"\x40\x01\x02" + bytes(9) + packed(b"\x07" * 25), "a colour that its palette lacks"),
    ],
)
def test_what_is_wrong_is_refused(link, data, reason):
    with pytest.raises(Refusal, match=reason):
        read(link, data, 5, 5)
