"""The lower bound: no schedule beats it, and it is no less than what is plainly needed."""

from itertools import combinations, pairwise, permutations, product

import pytest
from hypothesis import given, settings

from cluster.scheduling.bound import lower_bound
from cluster.scheduling.scenario import Device, Scenario
from tests.cluster.scheduling.scenarios import job, scenario, scenarios


def finished(job, device, begins):
    """Return when JOB is done that DEVICE is free for: between two of its outages."""
    begins = max(begins, job.arrives)
    ups = [0, *(up for _, up in device.outages())]
    downs = [*(down for down, _ in device.outages()), float("inf")]
    ends = (max(begins, up) + job.duration for up in ups)
    return min(end for end, down in zip(ends, downs, strict=True) if end <= down)


def best(scenario):
    """Return when all is done at best: of each order of the jobs, and each choice of devices."""
    able = [[d for d in scenario.devices if j.needs <= d.capabilities] for j in scenario.jobs]
    makespan = float("inf")
    for devices in product(*able):
        for order in permutations(zip(scenario.jobs, devices, strict=True)):
            free = dict.fromkeys((device.name for device in scenario.devices), 0.0)
            for one, device in order:
                free[device.name] = finished(one, device, free[device.name])
            makespan = min(makespan, max(free.values()))
    return makespan


@settings(max_examples=60)
@given(scenarios(most_devices=3, most_jobs=4))
def test_no_schedule_is_done_before_whatever_it_knows(scenario):
    assert lower_bound(scenario) <= best(scenario) + 1e-9


@pytest.mark.parametrize(
    ("devices", "jobs", "bound"),
    [
        (["", ""], [], 0),
        ([""], [("", 5), ("", 4)], 9),
        (["", ""], [("", 9), ("", 1)], 9),
        (["a", ""], [("a", 4), ("a", 4), ("", 1)], 8),
        (["a", "b"], [("a", 4), ("b", 4), ("", 4)], 8),
        (["a", "b", ""], [("a", 6), ("b", 4), ("", 2)], 6),
        (["a", "ab", "b", ""], [("a", 1), ("b", 1)] * 10 + [("", 1)], 7),
        (["", ""], [("", 5), ("", 5), ("", 4)], 9),
        (["", ""], [("", 3)] * 5, 9),
        ([""], [("", 2), ("", 3, {"arrives": 10})], 13),
        (["", ""], [("", 3, {"arrives": 10})] * 4, 16),
        (["a", ""], [("", 1), ("a", 3, {"arrives": 10}), ("a", 3, {"arrives": 10})], 16),
    ],
)
def test_it_is_what_one_reckons_by_hand(devices, jobs, bound):
    assert lower_bound(scenario(devices, jobs)) == pytest.approx(bound)


@pytest.mark.parametrize(
    ("outages", "seconds", "bound"),
    [
        ([(5, 8)], [4], 4),
        ([(5, 8)], [6], 14),
        ([(0, 2)], [6], 8),
        ([(5, 8), (10, 11)], [6], 17),
        ([(5, 8), (7, 9)], [6], 15),
        ([(2, 4)], [2, 2], 6),
    ],
)
def test_time_while_a_device_is_down_does_not_count(outages, seconds, bound):
    device = Device(name="d", down=outages)
    jobs = [job(number, "", each) for number, each in enumerate(seconds)]
    assert lower_bound(Scenario(devices=[device], jobs=jobs)) == pytest.approx(bound)


def halls(scenario):
    """Return what the most loaded set of devices has to do, of all sets that there are."""
    sets = (
        those
        for size in range(1, len(scenario.devices) + 1)
        for those in combinations(scenario.devices, size)
    )
    return max(
        sum(
            job.duration
            for job in scenario.jobs
            if all(
                device in those for device in scenario.devices if job.needs <= device.capabilities
            )
        )
        / len(those)
        for those in sets
    )


@given(scenarios(most_devices=6, most_jobs=12, moving=False))
def test_no_set_of_devices_has_more_to_do(scenario):
    assert lower_bound(scenario) >= halls(scenario) * (1 - 1e-6)


@given(scenarios(moving=False))
def test_it_does_not_sink_when_a_job_is_added(scenario):
    fewer = [scenario.model_copy(update={"jobs": scenario.jobs[:n]}) for n in range(5)]
    assert all(a <= b + 1e-9 for a, b in pairwise(map(lower_bound, fewer)))
