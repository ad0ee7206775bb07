"""Numbers in what was read, and what they are compared with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.vision.numbers import comparison, numbers


def read(text, **how):
    return list(numbers(text, **how))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("85 %", 85),
        ("85%", 85),
        ("Signal: 85%", 85),
        ("-24 dB", -24),
        ("−24 dB", -24),
        ("+3", 3),
        ("42,5 GB", 42.5),
        ("42.5 GB", 42.5),
        ("1,234", 1234),
        ("1.234", 1.234),
        ("1,234,567.5 bytes", 1234567.5),
        ("1.234,5", 1234.5),
        ("0,125 s", 0.125),
        ("1080p", 1080),
        ("€12,50", 12.5),
        ("at 85.", 85),
        ("１２ %", 12),
        ("1O0 %", 100),
        ("l5 %", 15),
        ("007", 7),
        ("(7)", 7),
    ],
)
def test_a_number_is_read_with_whatever_unit(text, number):
    assert read(text) == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.234", 1234), ("1.234,5 €", 1234.5), ("12 345,6", 12345.6), ("1,234", 1.234), ("2.5", 2.5)],
)
def test_where_decimals_come_after_a_comma_points_and_blanks_part_thousands(text, number):
    assert read(text, comma=True) == [number]


@pytest.mark.parametrize(
    "text",
    ["", "none", "20:15", "192.168.1.20", "1.2.3", "S02E05", "03.11.2026", "2026-11-03", "3/10",
     "MPEG-4", "H.264", "20-30", "v2", "00:1A:2B", "1920x1080", "1.23.456"],
)  # fmt: skip
def test_times_dates_addresses_and_versions_are_no_numbers(text):
    assert read(text) == []


def test_two_numbers_are_two_numbers():
    assert read("7 of 12") == [7, 12]
    assert read("12 345") == [12, 345]


@given(st.integers(-(10**9), 10**9))
def test_every_whole_number_is_read_as_it_is_written(number):
    assert read(f"Level {number} dB") == read(f"Level {number:,} dB") == [number]
    written = f"{number:,}".replace(",", ".")
    assert read(written, comma=True) == [number]


@given(st.text(), st.booleans())
def test_any_text_has_numbers_or_none(text, comma):
    assert all(isinstance(number, float) for number in numbers(text, comma=comma))


@pytest.mark.parametrize(
    ("written", "those", "others"),
    [
        (">= 20", [20, 20.5], [19.9]),
        ("<=20", [20, -5], [20.1]),
        ("> 0 and < 100", [0.1, 99], [0, 100]),
        ("= 7", [7], [7.1]),
        ("7", [7], [8]),
        ("-24.5", [-24.5], [24.5]),
        ("!= 0", [1], [0]),
    ],
)
def test_a_comparison_holds_for_those_and_for_no_others(written, those, others):
    wanted = comparison(written)
    assert all(wanted.holds(number) for number in those)
    assert not any(wanted.holds(number) for number in others)


@pytest.mark.parametrize("written", ["", ">=", "about 20", "20 and", ">= 20 < 30", "=> 2", "1,5"])
def test_what_is_no_comparison_is_refused(written):
    with pytest.raises(ValueError, match="no comparison"):
        comparison(written)


@pytest.mark.parametrize(
    ("text", "number"),
    [("-$9.99", -9.99), ("€-5", -5), ("-€ 5", -5), ("$9.99", 9.99), ("< 50 >", 50), ("25m²", 25)],
)
def test_a_sign_belongs_to_its_number_and_marks_around_it_do_not(text, number):
    assert read(text) == [number]


@pytest.mark.parametrize(
    "text", ["- 5°C", "– 20 dB", "- $5", "- l5", "10⁶", "10²³", "½", "3½", "<5", "< 5", "≥ 5", "±5"]
)
def test_what_cannot_be_told_is_no_number(text):
    assert read(text) == []
