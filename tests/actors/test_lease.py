"""Leases: one holder at a time, for as long as the clock says."""

import contextlib
import threading

import pytest

from actors.errors import StaleLease
from actors.lease import Holder


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def holder(clock):
    return Holder("tv-1", clock)


def test_a_lease_tells_who_holds_what_until_when(holder):
    lease = holder.grant("ann", "looks", 30)
    assert (lease.device, lease.owner, lease.purpose, lease.expires) == (
        "tv-1", "ann", "looks", 130.0,
    )  # fmt: skip
    assert holder.admit(lease.token) == holder.lease() == lease


def test_while_it_is_held_it_is_refused_with_the_holders_name(holder, clock):
    holder.grant("ann", "looks", 30)
    clock.now += 29.9
    with pytest.raises(StaleLease, match=r"tv-1 .*ann holds it"):
        holder.grant("bob", "tests", 30)


def test_once_it_has_expired_it_proves_nothing_and_another_may_have_it(holder, clock):
    old = holder.grant("ann", "looks", 30)
    clock.now += 30
    assert holder.lease() is None
    with pytest.raises(StaleLease, match="nobody holds it"):
        holder.admit(old.token)
    holder.grant("bob", "tests", 30)
    with pytest.raises(StaleLease, match="bob holds it"):
        holder.admit(old.token)


def test_an_extension_counts_from_now(holder, clock):
    lease = holder.grant("ann", "looks", 30)
    clock.now += 20
    assert holder.extend(lease.token, 30).expires == 150
    clock.now += 29
    assert holder.admit(lease.token).owner == "ann"


def test_what_has_expired_cannot_be_extended(holder, clock):
    lease = holder.grant("ann", "looks", 30)
    clock.now += 31
    with pytest.raises(StaleLease):
        holder.extend(lease.token, 30)


def test_what_is_given_back_can_be_had_by_another(holder):
    lease = holder.grant("ann", "looks", 30)
    holder.release(lease.token)
    assert holder.lease() is None
    assert holder.grant("bob", "tests", 30).token != lease.token


def test_a_stale_token_gives_nothing_back(holder, clock):
    old = holder.grant("ann", "looks", 30)
    clock.now += 31
    new = holder.grant("bob", "tests", 30)
    holder.release(old.token)
    assert holder.lease() == new


def test_of_many_who_ask_at_once_one_gets_it(holder):
    together, granted = threading.Barrier(8), []

    def ask(name):
        together.wait()
        with contextlib.suppress(StaleLease):
            granted.append(holder.grant(name, "race", 30))

    threads = [threading.Thread(target=ask, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert granted == [holder.lease()]
