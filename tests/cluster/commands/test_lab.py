"""`vpt lab` looks at a lab file, and tells a node what to offer to Ray."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import ray
import yaml

from actors.attached.found import Found
from cluster import discover
from cluster.nodes import free_port
from tests.cluster.commands.conftest import sentence, wait_until

LAB = {
    "nodes": {"near": {"address": "127.0.0.1"}, "bench-2": {"address": "192.0.2.1"}},
    "devices": [
        {"name": "tv-1", "node": "near", "model": "tv", "drivers": ["simulated"]},
        {"name": "tv-2", "node": "bench-2", "model": "tv", "drivers": ["simulated"]},
        {"name": "tv-3", "node": "bench-2", "model": "tv", "drivers": ["simulated"]},
    ],
}


@pytest.fixture
def lab(tmp_path):
    (tmp_path / "lab.yaml").write_text(yaml.safe_dump(LAB))
    return tmp_path / "lab.yaml"


def test_a_good_lab_is_summed_up(configs, vpt):
    ended = vpt("lab", "check", configs / "lab.yaml")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("lab.yaml: 1 devices on 1 nodes, 1 maps, 1 campaigns: all good\n")


def test_a_node_offers_what_is_wired_to_it(lab, vpt):
    told = vpt("lab", "resources", "--lab", lab, "--node", "bench-2").out
    assert json.loads(told) == {"device:tv-2": 1, "device:tv-3": 1}


def test_the_node_is_this_machine_or_the_one_in_the_environment(lab, vpt, monkeypatch):
    assert json.loads(vpt("lab", "resources", "--lab", lab).out) == {"device:tv-1": 1}
    monkeypatch.setenv("VPT_NODE", "bench-2")
    assert vpt("lab", "labels", "--lab", lab).out == "virtualpytest/node=bench-2\n"


def test_a_node_that_is_not_there_is_told(lab, vpt):
    ended = vpt("lab", "labels", "--lab", lab, "--node", "bench-9")
    assert ended.code == 2
    assert sentence(ended.err) == f"{lab}: no node 'bench-9' (there are bench-2, near)"


def test_a_machine_that_is_no_node_offers_nothing_and_says_so(lab, vpt):
    lab.write_text(yaml.safe_dump({**LAB, "nodes": {"bench-2": {"address": "192.0.2.1"}},
                                   "devices": LAB["devices"][1:]}))  # fmt: skip
    ended = vpt("lab", "resources", "--lab", lab)
    assert (ended.code, ended.out) == (0, "{}\n")
    assert "this machine is none of its nodes (bench-2)" in sentence(ended.err)


def test_ray_takes_what_a_node_offers(lab, vpt, ray_cluster):
    node = ["--lab", lab, "--node", "bench-2"]
    offers = [vpt("lab", what, *node).out.strip() for what in ("resources", "labels")]
    command = [
        Path(sys.executable).parent / "ray", "start", "--block", "--num-cpus=0",
        f"--address={ray_cluster.address}", f"--resources={offers[0]}", f"--labels={offers[1]}",
        f"--dashboard-agent-listen-port={free_port()}",
    ]  # fmt: skip
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: "bench-2" in alive())
        assert alive()["bench-2"].items() >= {"device:tv-2": 1, "device:tv-3": 1}.items()
    finally:
        started.terminate()
        started.wait()


def alive():
    """Return the resources of each node of the cluster that bears a label of ours."""
    named = [(node["Labels"].get("virtualpytest/node"), node) for node in ray.nodes()]
    return {name: node["Resources"] for name, node in named if name and node["Alive"]}


def test_a_lab_is_looked_for_everywhere_and_told_as_one_document(vpt, adb_server):
    ended = vpt("lab", "discover", "--seconds", "0.5", "--json")
    assert ended.code == 0
    assert [each["what"] for each in json.loads(ended.out)["searched"]] == [
        search.what for search in discover.EVERYWHERE
    ]


def test_what_was_found_is_proposed_as_a_good_lab(vpt, tmp_path, monkeypatch):
    roku = Found("Roku", "roku", "roku", {"host": "10.0.0.5"}, "answers as a Roku")
    monkeypatch.setattr(discover, "discover", lambda _: [discover.Searched("by SSDP", [roku])])
    (tmp_path / "lab.yaml").write_text(vpt("lab", "discover").out)
    ended = vpt("lab", "check", tmp_path / "lab.yaml")
    assert (ended.code, ended.err) == (0, "")
