"""Spans of a state, from whether it holds at one time after the other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from actors.monitor.spans import Runs, Span


def spans(states, *, least=0.0, bridge=0.0):
    runs = Runs("x", least, bridge=bridge)
    told = [runs.then(holds, float(at)) for at, holds in enumerate(states)]
    return [(s.start, s.end) for s in [*told, runs.end(float(len(states)))] if s]


def test_a_span_begins_with_the_first_and_ends_with_what_holds_no_longer():
    assert spans([0, 1, 1, 0, 1]) == [(1, 3), (4, 5)]


def test_what_is_too_short_is_no_span():
    assert spans([1, 0, 1, 1, 0], least=2) == [(2, 4)]


def test_a_short_break_is_bridged_and_a_longer_one_is_not():
    assert spans([1, 0, 1, 0, 0, 0, 1], bridge=2) == [(0, 3), (6, 7)]


def test_it_is_known_since_when_the_state_holds():
    runs = Runs("x", 1.0)
    runs.then(True, 2.0)
    assert runs.since == 2.0
    runs.then(False, 2.5)
    assert runs.since is None


def test_a_span_knows_how_long_it_lasted():
    assert Span(1.0, 3.5, "x").seconds == 2.5


@given(st.lists(st.booleans(), max_size=40), st.integers(0, 4))
def test_spans_are_in_order_apart_and_long_enough(states, least):
    found = spans(states, least=least)
    assert all(end - start >= max(least, 1) for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert least > 1 or sum(end - start for start, end in found) == sum(states)
