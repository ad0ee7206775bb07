"""What lasts long enough is told while it lasts, counted once, and remembered for a while."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.monitor.incidents import RECENT, Incident, Ledger
from actors.monitor.spans import Span

KINDS = ("freeze", "black")


@pytest.fixture
def ledger():
    return Ledger(KINDS, seconds=2.0)


def test_what_is_watched_counts_from_zero(ledger):
    assert ledger.told.counts == {"freeze": 0, "black": 0}
    assert (ledger.told.lasting, ledger.told.recent) == ((), ())


def test_an_incident_is_told_once_it_has_lasted_long_enough(ledger):
    ledger.note([], {"freeze": 10.0}, 11.9)
    assert ledger.told.lasting == ()
    ledger.note([], {"freeze": 10.0}, 12.0)
    assert ledger.told.lasting == (Incident("freeze", 10.0),)
    assert ledger.told.counts["freeze"] == 1


def test_an_incident_that_is_over_is_remembered_with_its_end(ledger):
    ledger.note([], {"freeze": 10.0}, 13.0)
    ledger.note([Span(10.0, 15.0, "freeze")], {}, 15.0)
    assert ledger.told.lasting == ()
    assert ledger.told.recent == (Incident("freeze", 10.0, 15.0),)
    assert ledger.told.counts["freeze"] == 1


def test_what_was_too_short_is_forgotten(ledger):
    ledger.note([], {"black": 10.0}, 11.0)
    ledger.note([Span(10.0, 11.5, "black")], {}, 11.5)
    assert ledger.told.recent == ()
    assert ledger.told.counts["black"] == 0


def test_what_was_never_seen_to_last_is_told_when_it_is_over(ledger):
    ledger.note([Span(10.0, 14.0, "black")], {}, 20.0)
    assert ledger.told.recent == (Incident("black", 10.0, 14.0),)
    assert ledger.told.counts["black"] == 1


def test_what_is_no_longer_told_to_last_is_over(ledger):
    ledger.note([], {"freeze": 10.0}, 13.0)
    ledger.note([], {}, 14.0)
    assert ledger.told.recent == (Incident("freeze", 10.0, 14.0),)


def test_the_earliest_of_several_is_told_first(ledger):
    ledger.note([], {"black": 11.0, "freeze": 10.0}, 20.0)
    assert [incident.kind for incident in ledger.told.lasting] == ["freeze", "black"]


def test_why_nothing_is_seen_is_told_until_something_is(ledger):
    ledger.lose("unplugged")
    assert ledger.told.blind == "unplugged"
    ledger.note([], {}, 10.0)
    assert ledger.told.blind == ""


def test_what_is_not_watched_is_not_told(ledger):
    ledger.note([Span(0.0, 9.0, "silence")], {"silence": 10.0}, 20.0)
    assert (ledger.told.lasting, ledger.told.recent) == ((), ())
    assert set(ledger.told.counts) == set(KINDS)


@given(st.integers(0, 3 * RECENT))
def test_only_the_latest_are_remembered_and_all_are_counted(number):
    ledger = Ledger(KINDS, seconds=2.0)
    for start in range(number):
        ledger.note([Span(10.0 * start, 10.0 * start + 3, "black")], {}, 10.0 * start + 3)
    since = [incident.since for incident in ledger.told.recent]
    assert since == [10.0 * start for start in range(number)][-RECENT:]
    assert ledger.told.counts["black"] == number


def test_it_travels_without_numpy(ledger):
    ledger.note([], {"freeze": np.float64(10)}, 13.0)
    assert b"numpy" not in pickle.dumps(ledger.told)
