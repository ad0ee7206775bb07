"""The packets of an answer, in whatever pieces they come."""

import struct
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.protocols.adb.answer import EXIT, STDERR, STDOUT, read_answer
from actors.protocols.adb.wire import Nonsense


class Piecemeal:
    """What a wire gives: DATA, and then its end."""

    def __init__(self, data):
        self._data = data

    def exactly(self, size):
        if size > len(self._data):
            raise ConnectionResetError("the adb server ended the connection")
        taken, self._data = self._data[:size], self._data[size:]
        return taken


def packet(kind, data):
    return struct.pack("<BI", kind, len(data)) + data


def written(parts, code):
    return b"".join(packet(kind, data) for kind, data in parts) + packet(EXIT, bytes([code]))


some_parts = st.lists(st.tuples(st.sampled_from([STDOUT, STDERR]), st.binary(max_size=50)))


@given(some_parts, st.integers(0, 255))
def test_output_is_told_from_complaints_and_all_is_kept_in_order(parts, code):
    answer = read_answer(Piecemeal(written(parts, code)))
    assert answer.output == b"".join(data for kind, data in parts if kind == STDOUT)
    assert answer.all == b"".join(data for _, data in parts)
    assert (answer.code, answer.began <= time.time()) == (code, True)


@given(some_parts, st.data())
def test_half_an_answer_is_a_broken_link(parts, data):
    whole = written(parts, 0)
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(ConnectionError):
        read_answer(Piecemeal(whole[:cut]))


@given(st.binary(max_size=100))
def test_any_bytes_are_an_answer_nonsense_or_a_broken_link(garbage):
    with suppress(Nonsense, ConnectionError):
        assert read_answer(Piecemeal(garbage)).code in range(256)
