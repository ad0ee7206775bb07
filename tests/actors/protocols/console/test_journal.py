"""The lines of a log, from bytes as they come."""

from hypothesis import given
from hypothesis import strategies as st

from actors.protocols.console.journal import LONGEST, Journal


def texts(journal, since=0.0):
    return [line.text for line in journal.since(since)]


@given(data=st.binary(max_size=60).map(lambda data: data.replace(b"\xff", b"\r\n")), cuts=st.data())
def test_lines_are_the_same_however_the_bytes_come(data, cuts):
    whole, pieces = Journal(100), Journal(100)
    whole.hear(data)
    at = cuts.draw(st.integers(0, len(data)))
    pieces.hear(data[:at])
    pieces.hear(data[at:])
    assert texts(pieces) == texts(whole)


def test_a_line_counts_once_it_has_ended():
    journal = Journal(10)
    journal.hear(b"half a ")
    assert texts(journal) == []
    journal.hear(b"line\r\n")
    assert texts(journal) == ["half a line"]


def test_a_line_without_end_is_kept_in_pieces():
    journal = Journal(10)
    for _ in range(3):
        journal.hear(b"x" * LONGEST)
    assert texts(journal) == ["x" * LONGEST] * 3


def test_lines_are_told_by_when_they_came():
    times = iter([1.0, 2.0, 3.0])
    journal = Journal(10, clock=lambda: next(times))
    for line in (b"a\n", b"b\n", b"c\n"):
        journal.hear(line)
    assert [(line.text, line.at) for line in journal.since(2.0)] == [("b", 2.0), ("c", 3.0)]
