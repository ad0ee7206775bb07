"""What a device says of its screen, read."""

import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.interface import Element
from actors.protocols.adb.screen import LARGEST_DUMP, parse_elements, parse_screencap, parse_size

RED = bytes([255, 0, 0, 255])
NODE = (
    '<node text="{text}" resource-id="id/a" class="Button" content-desc="{said}" '
    'focused="true" clickable="false" bounds="{bounds}">'
)


def screencap(*header: int, pixels: bytes) -> bytes:
    return struct.pack(f"<{len(header)}I", *header) + pixels


def dump(*nodes: str) -> str:
    inside = "".join(f"{node}</node>" for node in nodes)
    return f"UI hierchary dumped to: /x\n<?xml version='1.0'?><hierarchy>{inside}</hierarchy>"


@pytest.mark.parametrize("header", [(3, 2, 1), (3, 2, 1, 0), (3, 2, 2)])
def test_pixels_are_read_under_old_and_new_headers(header):
    pixels = parse_screencap(screencap(*header, pixels=RED * 6))
    assert pixels.shape == (2, 3, 3)
    assert (pixels == [0, 0, 255]).all()
    assert pixels.dtype == np.uint8


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "no picture but ''"),
        (b"denied", "no picture but 'denied'"),
        (screencap(3, 2, 1, pixels=RED * 5), "32 bytes for 3x2"),
        (screencap(3, 2, 4, pixels=RED * 6), "format 4"),
        (b"java.lang.SecurityException: no", "pixels of format"),
    ],
)
def test_what_is_no_picture_is_told(raw, reason):
    with pytest.raises(ValueError, match=reason):
        parse_screencap(raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_picture_or_a_value_error(raw):
    with suppress(ValueError):
        assert parse_screencap(raw).ndim == 3


def test_an_override_goes_before_the_physical_size():
    assert parse_size("Physical size: 1920x1080") == (1920, 1080)
    assert parse_size("Physical size: 1920x1080\nOverride size: 1280x720") == (1280, 720)
    with pytest.raises(ValueError, match="'wm size' says 'error'"):
        parse_size("error")


def test_elements_have_left_top_width_and_height():
    [element] = parse_elements(dump(NODE.format(text="Go", said="", bounds="[10,20][110,70]")))
    assert element == Element("Go", "id/a", "Button", (10, 20, 100, 50), True, False)


def test_an_element_is_labelled_by_its_description():
    [element] = parse_elements(dump(NODE.format(text="", said="Play", bounds="[0,0][1,1]")))
    assert (element.text, element.label) == ("", "Play")


def test_what_has_no_size_is_not_visible():
    nodes = [NODE.format(text="", said="", bounds=one) for one in ("[5,5][5,9]", "nonsense")]
    assert parse_elements(dump(*nodes)) == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("ERROR: could not get idle state.", "no elements but 'ERROR: could not get idle state.'"),
        ("<hierarchy><node></hierarchy>", "broken XML"),
        ("<hierarchy>" + " " * LARGEST_DUMP, "more than any screen needs"),
        ('<!DOCTYPE h [<!ENTITY a "b">]><hierarchy>&a;</hierarchy>', "broken XML"),
    ],
)
def test_what_is_no_dump_is_told(answer, reason):
    with pytest.raises(ValueError, match=reason):
        parse_elements(answer)
