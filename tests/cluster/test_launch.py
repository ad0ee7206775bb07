"""The campaigns and the devices of a lab, as the API has them: on a real cluster."""

import pytest

from actors.outcome import Outcome
from cluster.errors import UnknownCampaign, UnknownDevice
from cluster.fleet import RayFleet
from cluster.launch import LocalCampaigns
from cluster.placement import bring_in, retire
from cluster.records import DeviceState, State
from tests.cluster.ray_fixtures import campaign, case, kill, wait_until


@pytest.fixture
def campaigns(lab, archive, home):
    loaded = lab("near-1")
    return LocalCampaigns(loaded, archive.store, home / "logs")


def test_a_campaign_is_started_and_stopped_from_outside(campaigns, archive):
    path = campaigns.lab.path
    campaign(path, case(path, "long", {"sleep": 600}), repeat=2)
    execution = campaigns.start("test")
    wait_until(lambda: archive.store.attempts(execution))
    archive.store.request_stop(execution)
    wait_until(lambda: archive.store.execution(execution).state is State.ENDED)
    assert {job.outcome for job in archive.store.jobs(execution)} == {Outcome.CANCELLED}


def test_a_stop_that_comes_before_the_process_is_there_is_heard(campaigns, archive):
    path = campaigns.lab.path
    campaign(path, case(path, "long", {"sleep": 600}))
    execution = campaigns.start("test")
    archive.store.request_stop(execution)
    wait_until(lambda: archive.store.execution(execution).state is State.ENDED)
    assert archive.store.execution(execution).counts.cancelled == 1


def test_a_bad_campaign_file_stands_in_the_list_with_what_is_wrong(campaigns):
    path = campaigns.lab.path
    campaign(path, case(path, "nap", {"sleep": 0.1}))
    (path.parent / "campaigns" / "bad.yaml").write_text("name: bad\ncases: [nothing]\n")
    found = {summary.name: summary for summary in campaigns.list()}
    assert "no case 'nothing'" in found["bad"].about
    assert found["test"].cases == ("nap",)
    with pytest.raises(UnknownCampaign, match="no campaign 'none'"):
        campaigns.start("none")


def test_a_device_is_seen_again_after_its_actor_was_replaced(campaigns):
    fleet = RayFleet(campaigns.lab)
    assert [status.state for status in fleet.statuses()] == [DeviceState.IDLE]
    retire(["near-1"])
    bring_in(campaigns.lab)
    wait_until(lambda: fleet.statuses()[0].state is DeviceState.IDLE)
    kill("near-1")
    wait_until(lambda: fleet.statuses()[0].state is DeviceState.IDLE)


def test_the_picture_of_a_device_is_a_small_jpeg(campaigns):
    fleet = RayFleet(campaigns.lab)
    assert fleet.picture("near-1", 320)[:3] == b"\xff\xd8\xff"
    with pytest.raises(UnknownDevice, match="no device 'near-9'"):
        fleet.picture("near-9", 320)
