"""What was read against what was wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.vision.wording import alike, folded


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("Network", "network"),
        ("NETW0RK", "Network"),
        ("Wi-Fi  settings", "wi-fi settings"),
        ("LiveTV", "Live TV"),
        ("Network & In ternet", "Network & Internet"),
        ("now 12: 45", "12:45"),
        ("Settlngs", "Settings"),
        ("Modem on", "Modern on"),
        ("channel 7 HD", "7"),
        ("at 20:15.", "20:15"),
        ("ﬁlm", "film"),
        ("１２:４５", "12:45"),
        ("1OO", "100"),
        ("12:45Live", "12:45"),
        ("Żródło", "Źródło"),
        ("Straße", "STRASSE"),
        ("Strona glówna", "Strona główna"),
        ("Jill’s profile", "Jill's profile"),
        ("20:15 – 22:00", "20:15 - 22:00"),
        ("настройки", "НАСТРОЙКИ"),
        ("TB", "ТВ"),  # Latin letters, and Cyrillic ones
        ("ТВ", "TB"),
    ],
)
def test_what_differs_only_by_how_it_is_read_is_found(read, wanted):
    assert alike(read, wanted, "contains") == 1


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("1", "7"),
        ("17", "7"),
        ("71", "7"),
        ("Kanal 11", "Kanal 1"),
        ("Kanal 1l", "Kanal 1"),
        ("Kanal 7", "Kanal 1"),
        ("1001", "100"),
        ("12:46", "12:45"),
        ("12:45", "12:4"),
        ("12", "1 2"),
        ("O", "0"),
        ("I", "1"),
        ("Net", "Network"),
        ("schon", "schön"),
        ("Звук", "Звон"),
        ("net work", "two"),
        ("last art", "Start"),
        ("1 2", "12"),
        ("Kanal 1|", "Kanal 1"),
        ("", "Network"),
    ],
)
def test_a_wrong_digit_or_a_part_never_passes(read, wanted):
    assert alike(read, wanted, "contains") < 1


def test_equals_wants_the_whole_line():
    assert alike("Network settings", "Network", "contains") == 1
    assert alike("Network settings", "Network", "equals") < 1
    assert alike(" network", "Network", "equals") == 1


def test_an_expression_is_searched_with_regard_to_case():
    assert alike("now 20:15 News", r"\d\d:\d\d News", "regex") == 1
    assert alike("now 20:15 News", r"news$", "regex") == 0


def test_an_expression_that_finds_nothing_of_what_was_read_does_not_match():
    assert alike("Network", r"(?=N)", "regex") == 0


def test_the_likeness_of_a_near_miss_is_high_and_never_one():
    assert 0.8 < alike("Netxork", "Network", "contains") < 1
    assert alike("Netxork", "Network", "contains") > alike("Volume", "Network", "contains")


@given(st.text(min_size=1), st.text())
def test_every_text_is_found_in_itself_and_the_likeness_is_a_fraction(text, other):
    if folded(text):
        assert alike(text, text, "equals") == 1
        assert 0 <= alike(other, text, "contains") <= 1


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_two_numbers_never_pass_for_each_other(one, other):
    assert (alike(str(one), str(other), "contains") == 1) == (one == other)
    assert (alike(f"on {one} now", f"on {other}", "contains") == 1) == (one == other)


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("3.5 GB", "5"),
        ("10.5", "10"),
        ("10.500", "500"),
        ("Channel 7.1", "7"),
        ("12:45", "45"),
        ("20:15:00", "20:15"),
        ("-20 dB", "20 dB"),
        ("1,000 MB", "000"),
        ("CH 7/12", "7"),
        ("2024-05-01", "05"),
    ],
)
def test_no_number_is_found_within_a_longer_one(read, wanted):
    assert alike(read, wanted, "contains") < 1


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        ("Channel 7.", "7"),
        ("Channel 7: News", "7"),
        ("7, 8 and 9", "7"),
        ("20:15-22:00", "22:00"),
        ("20:15-22:00", "20:15"),
        ("HDMI-2", "2"),
        ("Signal....85 %", "85"),
        ("5 and 3.5", "5"),
    ],
)
def test_marks_that_make_no_longer_number_do_not_hide_one(read, wanted):
    assert alike(read, wanted, "contains") == 1
