"""The search for garbage waits while much is made, and goes on afterwards."""

import gc
import weakref

import pytest

from actors.garbage import put_off


class Knot:
    def __init__(self):
        self.itself = self


@pytest.fixture(autouse=True)
def _enabled():
    gc.enable()
    yield
    gc.enable()


def test_nothing_is_searched_within_and_everything_again_afterwards():
    with put_off():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error_too():
    with pytest.raises(ZeroDivisionError), put_off():
        _ = 1 / 0
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off():
    gc.disable()
    with put_off(), put_off():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_what_was_made_within_is_old_at_once_and_found_by_a_full_search():
    with put_off():
        knot, _kept = Knot(), [[] for _ in range(110_000)]
    assert any(one is knot for one in gc.get_objects(generation=2))
    gone = weakref.ref(knot)
    del knot
    gc.collect()
    assert gone() is None


def test_little_things_that_are_made_again_and_again_do_not_put_it_off_for_ever():
    knots = weakref.WeakSet()
    for _ in range(2000):
        with put_off():
            knots.add(Knot())
    assert len(knots) < 1000


def test_what_others_have_frozen_stays_frozen():
    gc.freeze()
    try:
        with put_off():
            pass
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
