"""What the live monitor of a device finds is told by its actor, in a few words."""

import pytest

from actors.monitor.incidents import Incident
from cluster.fleet import RayFleet
from tests.cluster.ray_fixtures import wait_until
from tests.cluster.served import device

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("ago", "said"),
    [(0.4, "0 s"), (12, "12 s"), (119, "119 s"), (185, "3 min"), (7500, "2 h"), (260_000, "3 d")],
)
def test_what_is_wrong_is_said_in_a_few_words(ago, said):
    black = Incident("black", NOW - ago)
    told = device("tv-1").model_copy(update={"incidents": (black,)})
    assert told.wrong(NOW) == f"black since {said}"


def test_nothing_wrong_is_nothing_to_say():
    assert device("tv-1").wrong(NOW) == ""


def test_a_monitor_that_sees_nothing_does_not_pass_for_peace():
    assert device("tv-1").model_copy(update={"blind": "unplugged"}).wrong(NOW) == "not watched"


def test_a_device_that_is_watched_tells_its_incidents_through_its_actor(lab):
    black = {"simulated": {"size": [320, 180], "faults": "black"}}
    watched = {"kinds": ["freeze", "black"], "seconds": 0.5}
    fleet = RayFleet(lab("near-1", drivers=[black], monitor=watched))
    wait_until(lambda: fleet.statuses()[0].incidents)
    [status] = fleet.statuses()
    assert [incident.kind for incident in status.incidents] == ["black"]
    assert status.incident_counts == {"freeze": 0, "black": 1}
