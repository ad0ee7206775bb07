"""Walks on a television that loses keys, shows popups, crashes and falls asleep."""

import pytest

from actors.maps import load_map
from actors.simulator.chart import Pace, chart
from actors.simulator.invented import interface
from tests.wander import FAULTS, wander, wanderer

INTERFACE = interface(40, 7)
QUICK = Pace(gap=0.0, settle=0.0, timeout=0.4)
SPEED, WITHIN = 10.0, 60.0  # all that waits for the television is a tenth of what it is


@pytest.fixture(scope="module")
def map(tmp_path_factory):
    folder = tmp_path_factory.mktemp("maps")
    return load_map(chart(INTERFACE, folder, name="invented", pace=QUICK))


@pytest.fixture
def walked(map, monkeypatch):
    """Returns the trips of a device with some faults."""
    monkeypatch.setattr("navigation.hopper.PATIENCE", 0.2)
    monkeypatch.setattr("navigation.hopper.RESCUED", 0.1)

    def walk(times, faults):
        device = wanderer(map, INTERFACE, faults=faults, seed=3, speed=SPEED)
        return list(wander(device, times, seed=5, within=WITHIN))

    return walk


def test_without_faults_every_walk_goes_as_planned(walked):
    trips = walked(10, "")
    assert [str(trip) for trip in trips if not trip.is_good or trip.detours] == []


def test_with_faults_every_walk_ends_where_it_says(walked):
    trips = walked(12, FAULTS)
    assert [str(trip) for trip in trips if not trip.is_good] == []
    assert sum(trip.detours for trip in trips) >= 2


@pytest.mark.parametrize("fault", ["popup_rate=0.1", "crash_rate=0.05", "standby_rate=0.01"])
def test_each_fault_alone_is_overcome(walked, fault):
    trips = walked(3, fault)
    assert [str(trip) for trip in trips if not trip.is_good] == []
