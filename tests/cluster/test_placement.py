import pytest
import ray

from actors.errors import StaleLease
from cluster.lab import load_lab
from cluster.placement import bring_in, find, retire
from tests.cluster.ray_fixtures import kill


def status(device):
    return ray.get(find(device).status.remote(), timeout=30)


def test_each_actor_sits_on_the_node_its_device_is_wired_to(lab, ray_cluster):
    lab("near-1", "far-1", "far-2")
    assert status("near-1").node == ray_cluster.near
    assert status("far-1").node == ray_cluster.far
    assert status("far-2").node == ray_cluster.far


def test_placing_again_keeps_the_actors_that_run(lab):
    loaded = lab("near-1")
    lease = ray.get(find("near-1").lease.remote("me", "a test", 60))
    assert bring_in(loaded) == []
    assert ray.get(find("near-1").extend.remote(lease.token, 60)).owner == "me"


def test_an_actor_built_from_an_older_lab_file_is_replaced(lab, write):
    lab("near-1")
    assert bring_in(load_lab(write("near-1", labels={"room": "b"}))) == []
    assert ray.get(find("near-1").spec.remote()).labels == {"room": "b"}


def test_an_actor_that_somebody_holds_is_not_replaced_under_their_hands(lab, write):
    lab("near-1")
    ray.get(find("near-1").lease.remote("me", "a test", 60))
    assert bring_in(load_lab(write("near-1", labels={"room": "b"}))) == []
    assert status("near-1").owner == "me"


def test_a_device_whose_node_is_down_is_named_and_waited_for_by_nobody(ray_cluster, write):
    path = write("near-9", drivers=["simulated"])
    assert bring_in(load_lab(path)) == ["near-9"]
    assert find("near-9") is None


def test_a_killed_actor_comes_back_on_its_node_without_its_lease(lab, ray_cluster):
    lab("far-1")
    lease = ray.get(find("far-1").lease.remote("me", "a test", 60))
    kill("far-1")
    assert comes_back("far-1").node == ray_cluster.far
    with pytest.raises(StaleLease):
        ray.get(find("far-1").extend.remote(lease.token, 60))


def test_a_retired_actor_does_not_come_back(lab):
    lab("near-1")
    retire(["near-1"])
    assert find("near-1") is None


def comes_back(device):
    for _ in range(100):
        try:
            return status(device)
        except ray.exceptions.RayActorError:
            continue
    raise AssertionError(f"the actor of {device} stays away")
