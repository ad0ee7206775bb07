"""Campaigns learn how the edges of their maps go, from one to the next."""

import time

import pytest

from actors.hops import HopRecord
from actors.outcome import Outcome
from cluster.campaign import load_campaign
from cluster.execute import execute, prepare
from navigation.hop import Arrival
from tests.cluster.hop_records import hop, keep
from tests.cluster.ray_fixtures import campaign, case


@pytest.fixture
def walked(lab, archive):
    """Send a device to live and back home, and return the tries of edges that were kept of it."""
    loaded = lab("near-1", labels={"build": "14.2"})
    case(loaded.path, "walk", {"goto": "home"}, {"goto": "live"}, {"goto": "home"})

    def walk() -> tuple[HopRecord, ...]:
        planned = load_campaign(campaign(loaded.path, "walk"), loaded)
        execution = execute(prepare(planned, archive.store), archive).id
        assert archive.store.jobs(execution)[0].outcome is Outcome.PASS
        steps = archive.store.steps(execution, 1, 1)
        return tuple(tried for step in steps for tried in step.hops)

    return walk


def test_each_try_of_an_edge_is_kept_with_its_times_and_what_it_was_tried_on(walked, archive):
    begun = time.time()
    there, back = walked()
    assert (there.map, there.edge, there.arrival) == ("launcher", "home → live", Arrival.ARRIVED)
    assert (back.edge, back.screen) == ("live → home", "home")
    assert begun < there.started < there.acted < there.ended <= back.started
    assert 0 < there.changed <= there.seconds < there.ended - there.started
    [first, _] = archive.store.hops("launcher")
    assert (first.device, first.model, first.build) == ("near-1", "android-tv", "14.2")


def test_what_was_learned_reaches_the_devices_before_they_walk(walked, archive):
    now = time.time()
    tried = {"edge": "live → home", "start": "live", "goal": "home", "screen": "home"}
    slow = [hop(30.0, started=now - 60 * n, **tried) for n in range(1, 9)]
    keep(archive.store, *slow, model="android-tv")
    _, back = walked()
    assert back.edge == "live → home #2"  # by HOME, and not by BACK
