"""Nodes: what each offers to Ray, and which of them this machine is."""

import socket

import pytest

from cluster.lab import load_lab
from cluster.nodes import free_port, labels, listens, nodes_here, resources
from tests.cluster.written import device, write, write_lab


@pytest.fixture
def lab(tmp_path):
    devices = device("tv-1"), device("tv-2", node="bench-2"), device("tv-3")
    return load_lab(write_lab(tmp_path, *devices)).lab


@pytest.mark.parametrize(
    ("nodes", "offered"),
    [
        ([], {}),
        (["bench-2"], {"device:tv-2": 1}),
        (["bench-1", "bench-2"], {"device:tv-1": 1, "device:tv-2": 1, "device:tv-3": 1}),
    ],
)
def test_a_node_offers_the_devices_that_are_wired_to_it(lab, nodes, offered):
    assert resources(lab, frozenset(nodes)) == offered


def test_a_node_bears_its_name():
    assert labels("bench-1") == {"virtualpytest/node": "bench-1"}


def test_this_machine_is_the_node_with_its_address(lab):
    assert nodes_here(lab) == {"bench-1"}


def test_this_machine_is_the_node_with_its_name(tmp_path):
    nodes = {socket.gethostname(): {"address": "192.0.2.1"}, "other": {"address": "192.0.2.2"}}
    devices = [device("tv-1", node="other")]
    path = write(tmp_path / "lab.yaml", {"nodes": nodes, "devices": devices})
    assert nodes_here(load_lab(path).lab) == {socket.gethostname()}


def test_a_port_that_is_free_has_no_listener_until_it_has():
    port = free_port()
    assert not listens("127.0.0.1", port)
    with socket.create_server(("127.0.0.1", port)):
        assert listens("127.0.0.1", port)
