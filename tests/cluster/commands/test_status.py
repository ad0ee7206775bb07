"""`vpt status` tells of each device what it does, and what is wrong with it."""

import json

from actors.monitor.incidents import Incident
from cluster.local.process import Process
from cluster.local.up import Up
from tests.cluster.served import NOON, device


def test_the_status_of_the_lab_says_since_when(vpt, served, fleet, tmp_path, monkeypatch):
    monkeypatch.setenv("VPT_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "200")
    silence = Incident("silence", NOON)
    fleet.devices[0] = device("tv-1").model_copy(update={"incidents": (silence,)})
    up = Up(lab=tmp_path / "lab.yaml", starter=Process.this(), api=served.url)
    (tmp_path / "up.json").write_text(up.model_dump_json())
    assert "silence since " in vpt("status").out
    told = json.loads(vpt("status", "--json").out)["devices"][0]["incidents"]
    assert told == [{"kind": "silence", "since": NOON, "until": None}]
