"""`vpt kpi`: how long edges take, whether within their limits, and since when otherwise."""

import json
import time

import numpy as np
import pytest

from cluster.store import Store
from tests.cluster.hop_records import hop, keep

DAY = 86400.0
MAP = """\
name: launcher
screens:
  home: {{shows: [{{text: Home}}], start: true}}
  live: {{shows: [{{text: Live}}]}}
edges:
- {{from: home, to: live, do: [{{press: OK}}], {limits}}}
"""


@pytest.fixture
def slower(own_home):
    """Keep 60 tries on build 14.1, and 40 that take a third longer on 14.2."""
    chance, now = np.random.default_rng(1), time.time()
    with Store(f"sqlite:///{own_home / 'store.db'}") as store:
        for build, day, count, median in (("14.1", 10, 60, 1.0), ("14.2", 5, 40, 1.34)):
            begun = now - day * DAY
            taken = median * chance.lognormal(0, 0.05, count)
            hops = [hop(s, started=begun + n * 60) for n, s in enumerate(map(float, taken))]
            keep(store, *hops, build=build)
        yield store


@pytest.fixture
def written(tmp_path):
    def write(**limits):
        told = ", ".join(f"{name}: {value}" for name, value in limits.items())
        (tmp_path / "launcher.yaml").write_text(MAP.format(limits=told or "seconds: 1"))
        return tmp_path / "launcher.yaml"

    return write


def edges(vpt, *words, code=0):
    ended = vpt("kpi", "--json", *words)
    assert (ended.code, ended.err) == (code, ""), ended
    return json.loads(ended.out)["edges"]


def test_an_edge_that_takes_longer_is_told_with_the_build_since_which_it_does(vpt, slower):
    [edge] = edges(vpt)
    assert (edge["edge"], edge["model"], edge["tries"], edge["success"]) == (
        "home → live", "tv", 100, 1.0,
    )  # fmt: skip
    [turn] = edge["turns"]
    assert (turn["build"], turn["by"]) == ("14.2", pytest.approx(0.34, abs=0.04))
    assert edge["builds"]["14.1"]["median"] == pytest.approx(1.0, abs=0.03)
    assert edge["times"]["p95"]["low"] < edge["times"]["p95"]["value"] < 1.6


def test_people_are_told_in_words(vpt, slower, written, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    ended = vpt("kpi", written(p95=2.0))
    assert ended.code == 0
    assert "% since build 14.2" in ended.out
    assert "0 of 1 edges break a limit" in ended.out


def test_where_no_map_is_named_nothing_is_said_of_limits(vpt, slower, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    ended = vpt("kpi")
    assert "limit " not in ended.out
    assert "limits " not in ended.out.splitlines()[1]
    assert "limits stand in map files" in ended.out


def test_of_too_many_tries_it_is_said_how_far_back_the_newest_reach(vpt, slower, monkeypatch):
    monkeypatch.setattr("cluster.commands.kpi.NEWEST", 40)
    told = json.loads(vpt("kpi", "--json").out)
    assert (told["days"], told["edges"][0]["tries"]) == (pytest.approx(5, abs=0.1), 40)
    assert "the newest 40 tries were looked at, those of the last 5 days" in vpt("kpi").out


def test_what_grows_from_day_to_day_is_told_as_such(vpt, own_home):
    now = time.time()
    creeping = [hop(1.012**n, edge="to [b]", started=now - (20 - n) * DAY) for n in range(20)]
    with Store(f"sqlite:///{own_home / 'store.db'}") as store:
        keep(store, *creeping)
    assert "to [b] on tv: +1.2 % a day" in vpt("kpi").out


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        ({}, "no limit"),
        ({"p95": 2.0}, "kept"),
        ({"p95": 1.2}, "broken"),
        ({"within": 1.3}, "broken"),
        ({"within": 3.0}, "kept"),
    ],
)
def test_a_limit_of_the_map_that_is_broken_fails(vpt, slower, written, limits, kept):
    [edge] = edges(vpt, written(**limits), code=1 if kept == "broken" else 0)
    assert edge["kept"] == kept


def test_too_little_is_known_of_one_build_to_say_that_it_keeps_a_limit(vpt, slower, written):
    [edge] = edges(vpt, written(p95=2.0), "--build", "14.2")
    assert (edge["tries"], edge["kept"]) == (40, "not enough data")


def test_only_what_was_asked_for_is_told(vpt, slower, written):
    assert edges(vpt, "--model", "box") == []
    assert [edge["tries"] for edge in edges(vpt, "--since", "7")] == [40]
    other = written()
    other.write_text(other.read_text().replace("name: launcher", "name: shop"))
    assert edges(vpt, other) == []


def test_where_nothing_is_known_people_are_told_what_to_do(vpt, own_home):
    ended = vpt("kpi")
    assert (ended.code, ended.err) == (0, "")
    assert "run a campaign" in ended.out
    assert "vpt validate MAP" in ended.out


def test_bounds_that_too_few_tries_give_are_left_out(vpt, own_home, written, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    with Store(f"sqlite:///{own_home / 'store.db'}") as store:
        keep(store, hop(1.25, started=time.time() - 60))
    [row] = [line for line in vpt("kpi", written()).out.splitlines() if "home → live" in line]
    assert row.split()[3:] == ["tv", "1", "100%", "1.25", "1.25", "0.20", "1.65", "-"]


def test_a_map_that_is_missing_is_bad_input(refused, tmp_path):
    assert "nowhere.yaml" in refused("kpi", tmp_path / "nowhere.yaml")
