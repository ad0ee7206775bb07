"""A link: its driver is opened when it is needed, and not too often where nobody is there."""

from itertools import pairwise

import pytest

from actors.backoff import Backoff
from actors.drivers.simulated import Simulated, SimulatedSettings
from actors.errors import Unreachable
from actors.link import Link


def probed(driver):
    return driver.probe()


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Counted(Simulated):
    tries = 0

    def open(self):
        self.tries += 1
        super().open()


class Lacking(Counted):
    packages = ("sys", "no_such_package")
    programs = ("no-such-program",)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def gone(clock):
    return Link(Counted(SimulatedSettings(faults="offline")), clock)


def returned(link):
    link.driver.television.faults.set(offline=False)


def refused(link):
    with pytest.raises(Unreachable, match="offline"):
        link.opened()


def test_it_is_opened_once_until_it_is_closed(clock):
    link = Link(Counted(SimulatedSettings()), clock)
    assert link.opened() is link.opened()
    assert link.driver.tries == 1
    link.close()
    link.opened()
    assert link.driver.tries == 2


def test_what_failed_a_moment_ago_is_not_tried_again(gone):
    refused(gone)
    refused(gone)
    assert gone.driver.tries == 1


def test_what_failed_is_tried_again_after_pauses_that_grow_up_to_two_seconds(gone, clock):
    at = []
    for tenth in range(100):
        clock.now = tenth * 0.1001
        before = gone.driver.tries
        refused(gone)
        at += [clock.now] * (gone.driver.tries - before)
    pauses = [round(after - before, 1) for before, after in pairwise(at)]
    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0, 2.0]


def test_what_returned_works_and_is_forgiven(gone, clock):
    refused(gone)
    returned(gone)
    clock.now = 0.11
    gone.opened()
    gone.driver.television.faults.set(offline=True)
    gone.close()
    refused(gone)
    clock.now = 0.22  # the first pause again
    refused(gone)
    assert gone.driver.tries == 4


def test_a_probe_tries_at_once(gone):
    refused(gone)
    returned(gone)
    assert gone.prove(probed).works
    gone.opened()
    assert gone.driver.tries == 2


def test_a_probe_says_what_is_given_and_what_is_wrong(gone):
    state = gone.prove(probed)
    assert (state.kind, state.source, state.works) == ("simulated", "simulated", False)
    assert state.said == "offline, as its faults say"
    assert "remote" in state.gives


def test_a_link_that_fails_a_probe_is_closed(clock):
    link = Link(Counted(SimulatedSettings()), clock)
    link.opened()
    link.driver.television.faults.set(offline=True)
    assert not link.prove(probed).works
    returned(link)
    assert link.prove(probed).works
    assert link.driver.tries == 2


def test_what_this_machine_lacks_is_told_with_what_to_do(clock):
    link = Link(Lacking(SimulatedSettings()), clock)
    with pytest.raises(Unreachable, match=r"lacks the package no_such_package and program no-such"):
        link.opened()
    assert link.driver.tries == 0


def test_pauses_begin_anew_after_a_success():
    backoff = Backoff(first=1, most=3)
    assert [backoff.failed() for _ in range(4)] == [1, 2, 3, 3]
    backoff.worked()
    assert backoff.failed() == 1
