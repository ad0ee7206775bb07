"""What logcat prints, on the clock of this machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.interface import LogLine
from actors.protocols.adb.logcat import lines_since, parse_clock, parse_log

PRINTED = """\
--------- beginning of main
         1700000000.250   412   427 I Tag     : began
         1700000001.500  1000  1000 E Other: it's  late
"""


def test_lines_have_their_time_by_the_clock_here():
    assert parse_log(PRINTED, ahead=100.0) == [
        LogLine("412   427 I Tag     : began", 1699999900.25),
        LogLine("1000  1000 E Other: it's  late", 1699999901.5),
    ]


def test_the_log_is_asked_for_by_the_clock_of_the_device():
    assert lines_since(1700000000.25) == "logcat -d -v epoch -T 1700000000.250"


@given(st.text(max_size=200))
def test_any_text_is_lines_of_a_log_or_none(printed):
    assert all("\n" not in line.text for line in parse_log(printed, 0.0))


def test_a_clock_that_tells_no_time_is_told():
    assert parse_clock("1700000000.123456789\n") == pytest.approx(1700000000.123456789)
    with pytest.raises(ValueError, match="'date' says 'date: bad'"):
        parse_clock("date: bad\n")
