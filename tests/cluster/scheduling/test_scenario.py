"""Scenario files: what is wrong with one is told with the field that has it."""

import json

import pytest

from actors.errors import ConfigError
from cluster.scheduling.scenario import Device, load_scenario

DEVICE = {"name": "tv", "capabilities": ["4k"]}
JOB = {"id": 1, "duration": 5}


def written(tmp_path, document):
    path = tmp_path / "s.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def with_job(**fields):
    return {"devices": [DEVICE], "jobs": [JOB | fields]}


def with_device(**fields):
    return {"devices": [DEVICE | fields], "jobs": [JOB]}


def test_what_is_left_out_is_nothing(tmp_path):
    loaded = load_scenario(written(tmp_path, {"devices": [{"name": "tv"}], "jobs": [JOB]}))
    [job] = loaded.jobs
    assert loaded.devices == (Device(name="tv"),)
    assert (job.needs, job.estimate, job.priority, job.arrives) == (frozenset(), None, 0, 0)


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ("{", "s.json: not JSON: EOF while parsing an object"),
        ({"jobs": []}, "s.json: devices: is missing"),
        ({"devices": [], "jobs": []}, "devices: .*at least 1 item"),
        (with_job(durations=5), "jobs.0.durations: unknown field"),
        (with_job(duration=-1), "jobs.0.duration: .*greater than or equal to 0"),
        (with_job(estimate=-1), "jobs.0.estimate: .*greater than or equal to 0"),
        (with_job(arrives=-1), "jobs.0.arrives: .*greater than or equal to 0"),
        (with_job(duration="soon"), "jobs.0.duration: .*valid number"),
        (with_job(needs=["8k"]), "no device can do job 1: none gives 8k"),
        (with_device(down=[[5, 2]]), "tv is down from 5 s on, but until 2 s"),
        (with_device(down=[[5]]), r"devices.0.down.0"),
        (with_device(state="up"), "devices.0.state: unknown field"),
        ({"devices": [DEVICE, DEVICE], "jobs": []}, "2 devices are called 'tv'"),
        ({"devices": [DEVICE], "jobs": [JOB, JOB]}, "2 jobs are called 1"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, document, complaint):
    with pytest.raises(ConfigError, match=complaint):
        load_scenario(written(tmp_path, document))


def test_a_job_needs_all_on_one_device(tmp_path):
    devices = [{"name": "a", "capabilities": ["x"]}, {"name": "b", "capabilities": ["y"]}]
    jobs = [JOB | {"needs": ["y", "x"]}]
    with pytest.raises(ConfigError, match="no device can do job 1: none gives all of x, y"):
        load_scenario(written(tmp_path, {"devices": devices, "jobs": jobs}))


def test_outages_that_touch_are_one():
    device = Device(name="tv", down=[(8, 9), (1, 4), (3, 5), (5, 6)])
    assert device.outages() == [(1, 6), (8, 9)]
