"""`vpt simulate`: the schedule of a scenario, for people and for programs."""

import json

import pytest

from tests.cluster.commands.conftest import sentence

SCENARIO = {
    "devices": [
        {"name": "tv", "capabilities": ["4k"], "down": [[2, 5]]},
        {"name": "phone"},
    ],
    "jobs": [
        {"id": "films", "needs": ["4k"], "estimate": 4, "duration": 5},
        {"id": 2, "duration": 4, "arrives": 1},
    ],
}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(SCENARIO))
    return path


def test_one_json_document_has_what_began_where_and_how_near_the_best_that_is(vpt, file):
    ended = vpt("simulate", file, "--json")
    assert (ended.code, ended.err) == (0, "")
    told = json.loads(ended.out)
    spent = told.pop("decision_ms")
    assert told == {
        "makespan": 10.0,
        "lower_bound": 10.0,
        "ratio": 1.0,
        "starts": [
            {"job": "films", "device": "tv", "at": 0.0},
            {"job": 2, "device": "phone", "at": 1.0},
            {"job": "films", "device": "tv", "at": 5.0},
        ],
        "lost": [{"job": "films", "device": "tv", "at": 0.0}],
    }
    assert 0 < spent["p50"] <= spent["p99"]


def test_people_are_told_how_long_it_takes_and_what_is_needed_at_least(vpt, file):
    told = vpt("simulate", file).out.splitlines()
    assert told[0] == (
        "2 jobs on 2 devices take 10.0 s, 1.0000 times the 10.0 s that no schedule could beat; "
        "attempts lost: 1"
    )
    assert told[1].startswith("a decision takes 0.")


def test_without_jobs_all_is_done_at_once(vpt, file):
    file.write_text(json.dumps(SCENARIO | {"jobs": []}))
    told = json.loads(vpt("simulate", file, "--json").out)
    assert (told["makespan"], told["ratio"], told["starts"]) == (0, 1, [])
    assert told["decision_ms"] == {"p50": 0, "p99": 0}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[", "not JSON"),
        ('{"devices": [{"name": "tv"}], "jobs": [{"id": 1}]}', "jobs.0.duration: is missing"),
        (
            '{"devices": [{"name": "tv"}], "jobs": [{"id": 1, "duration": 2, "needs": ["4k"]}]}',
            "no device can do job 1: none gives 4k",
        ),
    ],
)
def test_a_bad_scenario_is_refused_in_one_sentence(vpt, file, text, complaint):
    file.write_text(text)
    ended = vpt("simulate", file, "--json")
    assert (ended.code, ended.out) == (2, "")
    assert complaint in sentence(ended.err)


def test_a_file_that_is_not_there_is_refused(vpt, tmp_path):
    ended = vpt("simulate", tmp_path / "none.json")
    assert ended.code == 2
    assert "none.json" in sentence(ended.err)
