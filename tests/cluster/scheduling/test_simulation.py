"""Scenarios in virtual time: what happens at once, and what holds whatever happens."""

from collections import Counter
from itertools import count

import pytest
from hypothesis import given

from cluster.scheduling.bound import lower_bound
from cluster.scheduling.scenario import Device, Scenario
from cluster.scheduling.simulation import simulate
from tests.cluster.scheduling.scenarios import job, scenario, scenarios

RACES = {
    "a device leaves with its job, which begins again where it can": (
        {"d": [(4, 99)], "e": []}, [("", 10), ("", 3)],
        [(0, "d", 0), (1, "e", 0), (0, "e", 4)], [(0, "d", 0)], 14,
    ),
    "a device comes back, and its job begins again from its beginning": (
        {"d": [(4, 6)]}, [("", 10)],
        [(0, "d", 0), (0, "d", 6)], [(0, "d", 0)], 16,
    ),
    "a job that ends as its device leaves is done": (
        {"d": [(4, 6)]}, [("", 4)],
        [(0, "d", 0)], [], 4,
    ),
    "a device that leaves and comes at the same time is up": (
        {"d": [(4, 6), (6, 7)]}, [("", 4), ("", 4)],
        [(0, "d", 0), (1, "d", 7)], [], 11,
    ),
    "a device that is down at the beginning takes nothing until it is up": (
        {"d": [(0, 5)]}, [("", 1)],
        [(0, "d", 5)], [], 6,
    ),
    "a job that arrives while its device is down waits for it": (
        {"d": [(2, 9)]}, [("", 1, {"arrives": 3})],
        [(0, "d", 9)], [], 10,
    ),
    "a job that arrives as a device becomes free is seen before it takes another": (
        {"d": []}, [("", 5), ("", 2), ("", 8, {"arrives": 5})],
        [(0, "d", 0), (2, "d", 5), (1, "d", 13)], [], 15,
    ),
    "a job that arrives as its device leaves goes to another": (
        {"d": [(5, 50)], "e": []}, [("", 9), ("", 1, {"arrives": 5})],
        [(0, "d", 0), (0, "e", 5), (1, "e", 14)], [(0, "d", 0)], 15,
    ),
    "a job is lost as often as its device leaves": (
        {"d": [(2, 3), (5, 6)]}, [("", 4)],
        [(0, "d", 0), (0, "d", 3), (0, "d", 6)], [(0, "d", 0), (0, "d", 3)], 10,
    ),
    "a job that was lost is known to take as long as it ran": (
        {"d": [(50, 60)]}, [("", 70, {"estimate": 40}), ("", 45, {"arrives": 1})],
        [(0, "d", 0), (0, "d", 60), (1, "d", 130)], [(0, "d", 0)], 175,
    ),
    "a higher priority goes first, and interrupts nothing": (
        {"d": []}, [("", 5), ("", 9), ("", 1, {"arrives": 1, "priority": 1})],
        [(1, "d", 0), (2, "d", 9), (0, "d", 10)], [], 15,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("down", "jobs", "starts", "lost", "makespan"), RACES.values(), ids=RACES)
def test_of_what_happens_at_once(down, jobs, starts, lost, makespan):
    devices = [Device(name=name, down=outages) for name, outages in down.items()]
    jobs = [job(number, *each) for number, each in enumerate(jobs)]
    run = simulate(Scenario(devices=devices, jobs=jobs))
    assert [(start.job, start.device, start.at) for start in run.starts] == starts
    assert [(start.job, start.device, start.at) for start in run.lost] == lost
    assert run.makespan == makespan


def spans(scenario, run):
    """Return every attempt as (job, device, from, to); one that was lost ends with its device."""
    jobs = {job.id: job for job in scenario.jobs}
    devices = {device.name: device for device in scenario.devices}
    for start in run.starts:
        job, device = jobs[start.job], devices[start.device]
        ends = start.at + job.duration
        if start in run.lost:
            ends = min(down for down, _ in device.outages() if down >= start.at)
        yield job, device, start.at, ends


@given(scenarios())
def test_every_job_is_done_once_and_every_other_attempt_was_lost(scenario):
    run = simulate(scenario)
    done = Counter(start.job for start in run.starts)
    done.subtract(start.job for start in run.lost)
    assert done == Counter(job.id for job in scenario.jobs)


@given(scenarios())
def test_each_attempt_is_on_an_able_device_that_is_up_and_does_nothing_else(scenario):
    busy = {}
    for one, device, begins, ends in spans(scenario, simulate(scenario)):
        assert one.needs <= device.capabilities
        assert begins >= max(one.arrives, busy.get(device.name, 0))
        assert all(ends <= down or begins >= up for down, up in device.outages())
        busy[device.name] = ends


@given(scenarios())
def test_no_device_is_idle_while_a_job_waits_that_it_could_do(scenario):
    attempts = list(spans(scenario, simulate(scenario)))
    for one, _, begins, _ in attempts:
        before = [ends for other, _, at, ends in attempts if other is one and at < begins]
        waits = max([one.arrives, *before])
        for device in scenario.devices:
            if one.needs <= device.capabilities:
                assert is_taken(device, attempts, waits, begins), (one.id, device.name)


def is_taken(device, attempts, begins, ends):
    """Tell whether DEVICE was busy or down all the time from BEGINS to ENDS."""
    taken = [*device.outages(), *((at, to) for _, on, at, to in attempts if on is device)]
    for at, to in sorted(taken):
        if at <= begins:
            begins = max(begins, to)
    return begins >= ends


@given(scenarios())
def test_nothing_is_done_before_the_lower_bound(scenario):
    assert lower_bound(scenario) <= simulate(scenario).makespan + 1e-9


@given(scenarios())
def test_the_same_scenario_has_the_same_schedule(scenario):
    assert simulate(scenario).starts == simulate(scenario).starts


@given(scenarios())
def test_durations_are_not_seen_before_they_are_over(scenario):
    """Jobs that take three times as long begin with the same choices."""
    jobs = [job.model_copy(update={"duration": job.duration * 3}) for job in scenario.jobs]
    slower = simulate(scenario.model_copy(update={"jobs": tuple(jobs)}))
    first = min((job.arrives + job.duration for job in scenario.jobs), default=0)
    begun = [start for start in simulate(scenario).starts if start.at < first]
    assert slower.starts[: len(begun)] == begun


def test_each_decision_is_timed_with_the_clock_that_is_given():
    ticks = count()
    run = simulate(scenario([""], [("", 1), ("", 2)]), clock=lambda: next(ticks))
    assert run.decisions == [1, 1]
