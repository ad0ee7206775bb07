"""What works of a device, link by link, is told by its actor after each probe."""

from cluster.fleet import RayFleet
from cluster.records import DeviceState
from tests.cluster.ray_fixtures import wait_until

DEAD = {"video": "tcp://127.0.0.1:1"}


def test_one_dead_link_is_told_beside_those_that_work(lab):
    fleet = RayFleet(lab("near-1", drivers=["simulated", DEAD]))
    wait_until(lambda: fleet.statuses()[0].links)
    [status] = fleet.statuses()
    works, dead = status.links
    assert (works.kind, works.works) == ("simulated", True)
    assert (dead.kind, dead.source, dead.works) == ("video", "tcp://127.0.0.1:1", False)
    assert status.state is DeviceState.UNREACHABLE
    assert status.doing == f"video at tcp://127.0.0.1:1: {dead.said}"
