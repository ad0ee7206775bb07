"""Pairs of key and value, from lines and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.vision.layout import Line
from actors.vision.menu import pairs


def line(text, left, top, height=20):
    return Line(text, (left, top, 10 * max(1, len(text)), height), 1.0)


def read(*lines):
    return {pair.key: pair.value for pair in pairs(lines)}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Version: 1.2.3", {"Version": "1.2.3"}),
        ("Version:1.2.3", {"Version": "1.2.3"}),
        ("Version : 1.2.3", {"Version": "1.2.3"}),
        ("Time: 20:15", {"Time": "20:15"}),
        ("MAC: 00:1A:2B:3C:4D:5E", {"MAC": "00:1A:2B:3C:4D:5E"}),
        ("Site: https://example.org", {"Site": "https://example.org"}),
        ("Signal ........ 85 %", {"Signal": "85 %"}),
        ("Версия： 7", {"Версия": "7"}),
        ("Channel 7: News", {"Channel 7": "News"}),
        ("20:15", {}),
        ("Now 20:15 News", {}),
        ("AA:BB:CC:DD:EE:FF", {}),
        ("https://example.org", {}),
        ("Network", {}),
    ],
)
def test_a_line_with_a_colon_is_a_pair(text, pair):
    assert read(line(text, 60, 100)) == pair


def test_two_columns_are_pairs_and_a_title_with_a_clock_is_none():
    page = [line("About", 60, 20, 36), line("20:15", 1100, 26)]
    for number, (key, value) in enumerate(
        {"Model": "TV-7", "Serial": "A1", "Version": "1.2"}.items()
    ):
        page += [line(key, 60, 100 + 50 * number), line(value, 700, 101 + 50 * number)]
    assert read(*page) == {"Model": "TV-7", "Serial": "A1", "Version": "1.2"}


def test_values_that_end_at_the_same_place_are_a_column():
    page = [line("Model", 60, 100), line("TV", 780, 100), line("Version", 60, 150)]
    assert read(*page, line("1.2.3.4", 730, 150)) == {"Model": "TV", "Version": "1.2.3.4"}


def test_a_single_row_of_two_is_a_pair():
    assert read(line("Version", 60, 100), line("1.2.3", 700, 101)) == {"Version": "1.2.3"}


def test_a_value_stands_beside_its_colon_or_else_beneath():
    beside = [line("Model:", 60, 100), line("TV-7", 300, 101)]
    beneath = [line("Serial:", 60, 150), line("A1 B2", 60, 175)]
    assert read(*beside, *beneath) == {"Model": "TV-7", "Serial": "A1 B2"}


def test_a_key_without_a_value_does_not_take_the_next_pair():
    assert read(line("Name:", 60, 100), line("Model: TV-7", 300, 100)) == {"Model": "TV-7"}


def test_arrows_and_bullets_are_no_values():
    rows = [(key, 100 + 50 * number) for number, key in enumerate(["Network", "Sound", "Apps"])]
    assert (
        read(*(line(key, 60, top) for key, top in rows), *(line(">", 900, t) for _, t in rows))
        == {}
    )


def test_two_columns_of_pairs_are_read_both():
    page = []
    for top in (100, 150):
        row = {60: f"a{top}", 300: f"{top}", 600: f"b{top}", 900: f"{top}"}
        page += [line(text, left, top) for left, text in row.items()]
    assert read(*page) == {"a100": "100", "b100": "100", "a150": "150", "b150": "150"}


def test_pairs_come_from_the_top_with_the_box_of_both():
    found = pairs([line("Model: TV", 60, 300), line("Serial:", 60, 100), line("A1", 200, 100)])
    assert [pair.key for pair in found] == ["Serial", "Model"]
    assert found[0].box == (60, 100, 160, 20)


BOXES = st.tuples(*[st.integers(0, 900)] * 2, *[st.integers(1, 400)] * 2)
LINES = st.lists(st.builds(Line, st.text(max_size=12), BOXES, st.just(1.0)), max_size=12)


@given(LINES)
def test_any_lines_give_pairs_that_were_read(lines):
    whole = " ".join(line.text for line in lines)
    assert all(pair.key in whole and pair.value in whole for pair in pairs(lines))


def test_a_key_without_a_value_does_not_take_the_pair_beneath_it():
    page = [line("Empty:", 60, 100), line("URL: http://a.b/c", 60, 150)]
    assert read(*page) == {"URL": "http://a.b/c"}
