"""The schedule: what happens to devices goes in, what is to be done comes out."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.outcome import Outcome
from cluster.schedule import (
    LOST_LIMIT,
    AttemptEnded,
    DeviceDown,
    DeviceUp,
    End,
    GiveUp,
    Job,
    Schedule,
    Start,
    Stop,
)

PASS, FAIL, ERROR = Outcome.PASS, Outcome.FAIL, Outcome.ERROR
LOST, TIMEOUT, CANCELLED = Outcome.LOST, Outcome.TIMEOUT, Outcome.CANCELLED


def job(number, *devices, **fields):
    return Job(number, f"case-{number}", devices or ("a",), **fields)


def started(instructions):
    return [(i.job.number, i.device) for i in instructions if isinstance(i, Start)]


def ended(instructions):
    return [(i.job.number, i.outcome) for i in instructions if isinstance(i, End)]


def finish(schedule, device, outcome, reason="so it is"):
    """End the attempt on DEVICE, which is up again at once."""
    done = schedule.handle(AttemptEnded(device, outcome, reason))
    return [*done, *schedule.handle(DeviceUp(device))]


def played(outcomes, **fields):
    """Return the end of one job whose attempts end with OUTCOMES, and how many it used."""
    schedule = Schedule([job(1, **fields)])
    told = schedule.handle(DeviceUp("a"))
    for used, outcome in enumerate(outcomes, 1):
        told = finish(schedule, "a", outcome, f"attempt {used}")
        if ended(told):
            [end] = [i for i in told if isinstance(i, End)]
            return end, used
    raise AssertionError(f"not ended after {outcomes}: {told}")


@pytest.mark.parametrize(
    ("retries", "outcomes", "outcome", "flaky", "used"),
    [
        (0, [PASS], PASS, False, 1),
        (0, [FAIL], FAIL, False, 1),
        (0, [TIMEOUT], TIMEOUT, False, 1),
        (1, [FAIL, PASS], PASS, True, 2),
        (1, [TIMEOUT, PASS], PASS, True, 2),
        (1, [FAIL, FAIL], FAIL, False, 2),
        (1, [FAIL, TIMEOUT], TIMEOUT, False, 2),
        (2, [FAIL, FAIL, PASS], PASS, True, 3),
        (3, [ERROR], ERROR, False, 1),
        (1, [FAIL, ERROR], ERROR, False, 2),
        (3, [CANCELLED], CANCELLED, False, 1),
        (0, [LOST, PASS], PASS, False, 2),
        (0, [LOST, LOST, PASS], PASS, False, 3),
        (0, [LOST] * LOST_LIMIT, LOST, False, LOST_LIMIT),
        (0, [LOST, FAIL], FAIL, False, 2),
        (1, [LOST, FAIL, LOST, PASS], PASS, True, 4),
        (1, [FAIL, LOST, LOST, LOST], FAIL, False, 4),
    ],
)
def test_attempts_come_to_one_outcome(retries, outcomes, outcome, flaky, used):
    end, attempts = played(outcomes, retries=retries)
    assert (end.outcome, end.flaky, attempts) == (outcome, flaky, used)


def test_the_reason_is_that_of_the_attempt_that_decided():
    assert played([FAIL, LOST, LOST, LOST], retries=1)[0].reason == "attempt 1"
    assert played([LOST] * LOST_LIMIT)[0].reason == f"attempt {LOST_LIMIT}"


def test_attempts_are_numbered_from_one():
    schedule = Schedule([job(1, retries=1)])
    [first] = schedule.handle(DeviceUp("a"))
    [second] = finish(schedule, "a", FAIL)
    assert (first.attempt, second.attempt) == (1, 2)


def test_nothing_starts_before_a_device_is_up():
    schedule = Schedule([job(1)])
    assert schedule.handle(DeviceUp("b")) == []
    assert schedule.handle(DeviceDown("a")) == []
    assert schedule.is_stuck


def test_a_device_takes_no_job_between_the_end_of_one_and_being_up_again():
    schedule = Schedule([job(1), job(2)])
    schedule.handle(DeviceUp("a"))
    assert started(schedule.handle(AttemptEnded("a", PASS, ""))) == []
    assert started(schedule.handle(DeviceUp("a"))) == [(2, "a")]


def test_a_device_that_is_said_to_be_up_while_it_runs_takes_no_second_job():
    schedule = Schedule([job(1), job(2)])
    schedule.handle(DeviceUp("a"))
    assert schedule.handle(DeviceDown("a")) == []
    assert schedule.handle(DeviceUp("a")) == []
    assert ended(schedule.handle(AttemptEnded("a", PASS, ""))) == [(1, PASS)]


def test_the_higher_priority_goes_first_and_then_the_lower_number():
    schedule = Schedule([job(1), job(2, priority=5), job(3, priority=5)])
    order = started(schedule.handle(DeviceUp("a")))
    for _ in range(2):
        order += started(finish(schedule, "a", PASS))
    assert order == [(2, "a"), (3, "a"), (1, "a")]


def test_a_retry_keeps_its_place_before_jobs_of_lower_rank():
    schedule = Schedule([job(1, retries=1), job(2)])
    schedule.handle(DeviceUp("a"))
    assert started(finish(schedule, "a", FAIL)) == [(1, "a")]


def test_a_job_that_no_idle_device_can_take_lets_another_pass():
    schedule = Schedule([job(1, "b"), job(2, "a")])
    assert started(schedule.handle(DeviceUp("a"))) == [(2, "a")]
    assert started(schedule.handle(DeviceUp("b"))) == [(1, "b")]


def test_what_the_lab_lost_is_tried_elsewhere():
    schedule = Schedule([job(1, "a", "b")])
    schedule.handle(DeviceUp("a"))
    schedule.handle(DeviceUp("b"))
    assert started(schedule.handle(AttemptEnded("a", LOST, ""))) == [(1, "b")]


def test_of_the_devices_that_are_up_the_one_it_was_tried_on_least_is_taken():
    schedule = Schedule([job(1, "a", "b", "c")])
    schedule.handle(DeviceUp("a"))
    schedule.handle(DeviceUp("b"))
    schedule.handle(AttemptEnded("a", LOST, ""))
    schedule.handle(DeviceUp("a"))
    schedule.handle(DeviceUp("c"))
    assert started(schedule.handle(AttemptEnded("b", LOST, ""))) == [(1, "c")]


def test_a_stop_cancels_what_waits_and_starts_nothing_more():
    schedule = Schedule([job(1, retries=3), job(2), job(3)])
    schedule.handle(DeviceUp("a"))
    assert ended(schedule.handle(Stop("enough"))) == [(2, CANCELLED), (3, CANCELLED)]
    assert not schedule.is_done
    assert finish(schedule, "a", FAIL) == [End(job(1, retries=3), FAIL, False, "so it is")]
    assert schedule.is_done


def test_when_hope_is_given_up_what_waits_is_lost_and_what_runs_goes_on():
    schedule = Schedule([job(1, "a"), job(2, "b")])
    schedule.handle(DeviceUp("a"))
    assert schedule.handle(GiveUp("no device")) == [End(job(2, "b"), LOST, False, "no device")]
    assert ended(finish(schedule, "a", PASS)) == [(1, PASS)]


def test_a_job_that_failed_before_hope_was_given_up_has_failed():
    schedule = Schedule([job(1, retries=1)])
    schedule.handle(DeviceUp("a"))
    schedule.handle(AttemptEnded("a", FAIL, "no picture"))
    assert schedule.handle(GiveUp("gone")) == [End(job(1, retries=1), FAIL, False, "no picture")]


def test_it_knows_which_devices_it_wants():
    schedule = Schedule([job(1, "a", "b")])
    assert (schedule.wants("a"), schedule.wants("b"), schedule.wants("c")) == (True, True, False)
    schedule.handle(DeviceUp("a"))
    assert not schedule.wants("b")


def test_without_jobs_all_is_done():
    schedule = Schedule([])
    assert (schedule.is_done, schedule.is_stuck) == (True, False)


def test_attempts_of_a_resumed_job_are_numbered_on_and_count():
    schedule = Schedule([job(1, retries=1, history=(FAIL,))])
    [start] = schedule.handle(DeviceUp("a"))
    assert start.attempt == 2
    [end] = finish(schedule, "a", PASS)
    assert (end.outcome, end.flaky) == (PASS, True)


@pytest.mark.parametrize(
    ("history", "outcome", "flaky"),
    [
        ((PASS,), PASS, False),
        ((FAIL, PASS), PASS, True),
        ((FAIL, FAIL), FAIL, False),
        ((ERROR,), ERROR, False),
        ((LOST, PASS), PASS, False),
    ],
)
def test_a_job_whose_last_attempt_had_decided_it_is_not_run_again(history, outcome, flaky):
    schedule = Schedule([job(1, retries=1, history=history)])
    [end] = schedule.handle(DeviceUp("a"))
    assert (end.outcome, end.flaky) == (outcome, flaky)
    assert schedule.is_done


@pytest.mark.parametrize("event", [Stop("enough"), GiveUp("gone"), DeviceDown("a")])
def test_a_job_that_was_decided_stays_so_whatever_happens(event):
    schedule = Schedule([job(1, history=(PASS,))])
    assert ended(schedule.handle(event)) == [(1, PASS)]


def test_a_job_that_was_often_cut_off_is_tried_as_often_as_a_new_one():
    schedule = Schedule([job(1, history=(LOST,) * LOST_LIMIT)])
    told = schedule.handle(DeviceUp("a"))
    assert [start.attempt for start in told] == [LOST_LIMIT + 1]
    for _ in range(LOST_LIMIT - 1):
        told = finish(schedule, "a", LOST)
        assert len(started(told)) == 1
    assert ended(finish(schedule, "a", LOST)) == [(1, LOST)]


def taken(schedule, device, *, times):
    """Return the jobs that DEVICE takes one after the other, each of which passes."""
    told = schedule.handle(DeviceUp(device))
    for _ in range(times - 1):
        told += finish(schedule, device, PASS)
    return [number for number, _ in started(told)]


@pytest.mark.parametrize(
    ("jobs", "places", "wanted"),
    [
        ([job(1), job(2), job(3)], None, [1, 2, 3]),
        ([job(1), job(2), job(3)], [0, 2, 1], [1, 3, 2]),
        ([job(1), job(2), job(3)], [2, 0, 1], [2, 3, 1]),
        ([job(1), job(2), job(3, priority=1)], [0, 2, 1], [3, 2, 1]),
        ([job(1), job(2), job(3, round=1), job(4, round=1)], [1, 0, 1, 0], [2, 1, 4, 3]),
        ([job(1), job(2, round=1)], [1, 0], [1, 2]),
        ([job(1), job(2, "b"), job(3)], [2, 0, 1], [3, 1]),
    ],
)
def test_a_device_goes_along_its_itinerary_and_around(jobs, places, wanted):
    way = {} if places is None else {"a": dict(enumerate(places, 1))}
    assert taken(Schedule(jobs, way), "a", times=len(wanted)) == wanted


def test_devices_pass_over_what_others_have_taken_and_help_them_in_the_end():
    ways = {"a": {1: 0, 2: 1, 3: 2, 4: 3}, "b": {1: 2, 2: 3, 3: 0, 4: 1}}
    schedule = Schedule([job(number, "a", "b") for number in range(1, 5)], ways)
    order = started(schedule.handle(DeviceUp("a"))) + started(schedule.handle(DeviceUp("b")))
    for _ in range(2):
        order += started(finish(schedule, "b", PASS))
    assert order == [(1, "a"), (3, "b"), (4, "b"), (2, "b")]


def test_what_is_tried_again_goes_before_what_is_next_on_the_way():
    schedule = Schedule([job(1), job(2, retries=1), job(3)], {"a": {1: 2, 2: 0, 3: 1}})
    schedule.handle(DeviceUp("a"))
    assert started(finish(schedule, "a", FAIL)) == [(2, "a")]
    assert started(finish(schedule, "a", PASS)) == [(3, "a")]


def test_what_the_lab_lost_is_tried_elsewhere_whatever_is_next_on_the_way():
    ways = {"a": {1: 0, 2: 1, 3: 2}, "b": {1: 1, 2: 2, 3: 0}}
    schedule = Schedule([job(number, "a", "b") for number in (1, 2, 3)], ways)
    schedule.handle(DeviceUp("a"))
    schedule.handle(DeviceUp("b"))
    schedule.handle(AttemptEnded("a", LOST, ""))
    assert started(schedule.handle(DeviceUp("a"))) == [(2, "a")]
    assert started(finish(schedule, "b", PASS)) == [(1, "b")]


DEVICES = ["a", "b", "c"]
WAYS = st.dictionaries(st.sampled_from(DEVICES), st.permutations(range(8)))
JOBS = st.lists(
    st.tuples(
        st.sets(st.sampled_from(DEVICES), min_size=1).map(sorted).map(tuple),
        st.integers(0, 2),
        st.integers(0, 2),
        st.lists(st.sampled_from(list(Outcome)), max_size=3).map(tuple),
    ),
    max_size=8,
)


class Lab:
    """Does what the schedule says, and keeps count of it."""

    def __init__(self, jobs, ways):
        self.jobs = [
            Job(n, f"case-{n}", devices, priority=priority, retries=retries, history=history)
            for n, (devices, priority, retries, history) in enumerate(jobs, 1)
        ]
        places = {device: dict(enumerate(way, 1)) for device, way in ways.items()}
        self.schedule = Schedule(self.jobs, places)
        self.up, self.running, self.ends, self.attempts = set(), {}, Counter(), {}

    def happen(self, event):
        for told in self.schedule.handle(event):
            if isinstance(told, End):
                assert told.job not in self.running.values()
                self.ends[told.job.number] += 1
            else:
                self.start(told)

    def start(self, start):
        assert start.device not in self.running
        assert start.device in self.up
        assert start.device in start.job.devices
        assert start.job not in self.running.values()
        assert not self.ends[start.job.number]
        last = self.attempts.get(start.job.number, len(start.job.history))
        assert start.attempt == last + 1
        self.attempts[start.job.number] = start.attempt
        self.up.remove(start.device)
        self.running[start.device] = start.job

    def set_up(self, device):
        if device not in self.running:
            self.up.add(device)
        self.happen(DeviceUp(device))

    def set_down(self, device):
        self.up.discard(device)
        self.happen(DeviceDown(device))

    def end(self, device, outcome):
        if device in self.running:
            del self.running[device]
            self.happen(AttemptEnded(device, outcome, "as drawn"))


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("up"), st.sampled_from(DEVICES)),
        st.tuples(st.just("down"), st.sampled_from(DEVICES)),
        st.tuples(st.just("end"), st.sampled_from(DEVICES), st.sampled_from(list(Outcome))),
        st.tuples(st.just("give up")),
        st.tuples(st.just("stop")),
    ),
    max_size=40,
)


def play(lab, move):
    match move:
        case ("up", device):
            lab.set_up(device)
        case ("down", device):
            lab.set_down(device)
        case ("end", device, outcome):
            lab.end(device, outcome)
        case ("give up",):
            lab.happen(GiveUp("no hope"))
        case ("stop",):
            lab.happen(Stop("enough"))


@given(JOBS, WAYS, MOVES)
def test_whatever_happens_every_job_ends_once_and_no_device_does_two_at_once(jobs, ways, moves):
    lab = Lab(jobs, ways)
    for move in moves:
        play(lab, move)
    while not lab.schedule.is_done:
        for device in DEVICES:
            lab.end(device, PASS)
            lab.set_up(device)
    assert lab.ends == Counter(job.number for job in lab.jobs)
    assert lab.running == {}


@given(JOBS, WAYS, MOVES)
def test_after_a_stop_nothing_starts(jobs, ways, moves):
    lab = Lab(jobs, ways)
    for move in moves[:10]:
        play(lab, move)
    lab.happen(Stop("enough"))
    before = dict(lab.attempts)
    for move in moves[10:]:
        play(lab, move)
    assert lab.attempts == before


def test_a_job_does_not_go_back_to_the_device_that_lost_it_while_another_is_up():
    schedule = Schedule([Job(1, "a", ("x", "y")), Job(2, "b", ("x", "y"))])
    schedule.handle(DeviceUp("x"))
    schedule.handle(DeviceUp("y"))
    assert schedule.handle(AttemptEnded("x", Outcome.LOST, "unplugged")) == []
    assert schedule.handle(DeviceUp("x")) == []
    schedule.handle(AttemptEnded("y", Outcome.PASS, ""))
    [start] = schedule.handle(DeviceUp("y"))
    assert (start.job.number, start.attempt, start.device) == (1, 2, "y")


def test_a_job_goes_back_to_the_only_device_that_is_up():
    schedule = Schedule([Job(1, "a", ("x", "y"))])
    schedule.handle(DeviceUp("x"))
    schedule.handle(AttemptEnded("x", Outcome.LOST, "unplugged"))
    [start] = schedule.handle(DeviceUp("x"))
    assert start.device == "x"
