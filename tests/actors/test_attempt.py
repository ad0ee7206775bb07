"""Attempts: the caller gets one result in time, whatever the device does.

No limit of time is asserted: a driver that hangs is let go only after its
attempt has ended for the caller, and a test of one that waited would hang.
"""

import threading

import pytest

from actors import testcase
from actors.attempt import Attempt, AttemptResult
from actors.device import Device
from actors.errors import Unreachable
from actors.outcome import Outcome
from actors.testcase import StepRecord, StepStarted
from tests.actors.devices import case, simulated, spec, television

FOREVER = {"sleep": 3600}


def attempt(device, *steps, timeout=3600.0, allowed=lambda: True):
    return Attempt(case(*steps), device, timeout=timeout, allowed=allowed)


def events(attempt):
    return [event for batch in attempt.batches() for event in batch]


def result(attempt):
    *before, last = events(attempt)
    assert isinstance(last, AttemptResult)
    assert not any(isinstance(event, AttemptResult) for event in before)
    return last


class Hanging:
    """A script whose key hangs until it is let go."""

    def __init__(self) -> None:
        self.entered, self.released = threading.Event(), threading.Event()

    def __call__(self, key: str) -> None:
        self.entered.set()
        self.released.wait()


@pytest.fixture
def hanging(scripts):
    script = scripts["a"] = Hanging()
    yield script
    script.released.set()


@pytest.fixture
def hung(hanging):
    device = Device(spec({"scripted": "a"}))
    yield device
    hanging.released.set()
    assert device.running.acquire(timeout=60)


def test_steps_that_all_pass_are_a_pass():
    told = events(attempt(simulated(), {"press": "UP"}, {"press": "DOWN"}))
    assert told[-1] == AttemptResult(Outcome.PASS, "2 steps passed")
    kinds = [StepStarted, StepRecord, StepStarted, StepRecord, AttemptResult]
    assert [type(event) for event in told] == kinds


def test_pictures_are_encoded_off_the_thread_that_judges(monkeypatch):
    encoding, judging = set(), set()

    def encode(pixels, **settings):
        encoding.add(threading.current_thread())
        return b"jpeg"

    def evidence(*what):
        judging.add(threading.current_thread())
        return kept(*what)

    kept = testcase._evidence
    monkeypatch.setattr("actors.codec.encode", encode)
    monkeypatch.setattr(testcase, "_evidence", evidence)
    told = events(attempt(simulated(), {"press": "UP"}, {"press": "DOWN"}))
    records = [event for event in told if isinstance(event, StepRecord)]
    assert [(record.picture, record.frame) for record in records] == [(b"jpeg", None)] * 2
    assert len(judging) == 1
    assert encoding == {threading.current_thread()}
    assert not encoding & judging


def test_no_batch_is_empty():
    assert all(attempt(simulated(), {"press": "UP"}, {"sleep": 0.3}).batches())


def test_the_step_that_did_not_pass_is_the_reason():
    ended = result(attempt(simulated(), {"sleep": 0}, {"press": "EJECT"}))
    assert ended.outcome is Outcome.ERROR
    assert ended.reason.startswith("step 2, press EJECT: ")
    assert "the key 'EJECT'" in ended.reason


def test_a_device_that_cannot_be_reached_is_lost():
    assert result(attempt(simulated(faults="offline"), {"press": "UP"})).outcome is Outcome.LOST


def test_a_device_takes_one_attempt_after_the_other():
    device = simulated()
    for _ in range(3):
        assert result(attempt(device, {"press": "UP"})).outcome is Outcome.PASS


def test_a_stop_cancels_a_step_that_waits():
    device = simulated()
    batches = attempt(device, FOREVER).batches()
    first = next(batches)
    device.stopping.set()
    rest = [event for batch in batches for event in batch]
    assert first[0].what == "sleep 3600 s"
    assert [event.outcome for event in rest] == [Outcome.CANCELLED, Outcome.CANCELLED]


def test_an_attempt_after_a_stop_runs():
    device = simulated()
    device.stopping.set()
    assert result(attempt(device, {"press": "UP"})).outcome is Outcome.PASS


def test_a_stop_ends_the_attempt_for_the_caller_while_the_driver_hangs(hung, hanging):
    batches = attempt(hung, {"press": "OK"}).batches()
    next(batches)
    assert hanging.entered.wait(60)
    hung.stopping.set()
    [*_, last] = [event for batch in batches for event in batch]
    assert last == AttemptResult(Outcome.CANCELLED, "stopped")
    assert not hanging.released.is_set()


def test_a_timeout_ends_the_attempt_for_the_caller_while_the_driver_hangs(hung, hanging):
    ended = result(attempt(hung, {"press": "OK"}, timeout=0.05))
    assert ended.outcome is Outcome.TIMEOUT
    assert ended.reason == "not done after 0.05 s, in step 1, press OK"
    assert not hanging.released.is_set()


def test_while_the_driver_hangs_the_device_refuses_the_next_attempt_as_lost(
    hung, hanging, monkeypatch
):
    monkeypatch.setattr("actors.attempt.BUSY", 0.1)
    result(attempt(hung, {"press": "OK"}, timeout=0.05))
    refused = result(attempt(hung, {"press": "UP"}))
    assert refused == AttemptResult(
        Outcome.LOST, "tv-1 still hangs in the step of an earlier attempt"
    )


def test_once_the_driver_hangs_no_more_the_device_takes_the_next_attempt(hung, hanging):
    result(attempt(hung, {"press": "OK"}, {"press": "UP"}, timeout=0.05))
    hanging.released.set()
    with hung.running:
        pass
    assert result(attempt(hung, {"press": "OK"})).outcome is Outcome.PASS


def test_what_hung_does_nothing_more_once_it_is_let_go(hung, hanging, scripts):
    result(attempt(hung, {"press": "OK"}, {"press": "UP"}, timeout=0.05))
    pressed = []
    scripts["a"] = pressed.append
    hanging.released.set()
    with hung.running:
        assert pressed == []


def test_a_step_that_outlasts_the_time_is_a_timeout_and_tells_which():
    ended = result(attempt(simulated(), {"press": "UP"}, FOREVER, timeout=0.3))
    assert ended == AttemptResult(Outcome.TIMEOUT, "not done after 0.3 s, in step 2, sleep 3600 s")


def test_an_attempt_waits_for_a_probe_that_still_uses_the_device():
    device = simulated()
    device.running.acquire()
    events = []
    waiting = threading.Thread(
        target=lambda: events.extend(attempt(device, {"press": "OK"}).batches())
    )
    waiting.start()
    assert not events
    device.running.release()
    waiting.join()
    assert events[-1][-1].outcome is Outcome.PASS


def test_a_lease_that_runs_out_on_the_way_is_a_fault_of_the_lab():
    allowed = threading.Event()
    allowed.set()
    batches = attempt(simulated(), FOREVER, allowed=allowed.is_set).batches()
    next(batches)
    allowed.clear()
    [*_, last] = [event for batch in batches for event in batch]
    assert last.outcome is Outcome.LOST
    assert last.reason.startswith("the lease ran out")


def test_many_short_steps_are_cut_off_in_time_too():
    device = simulated()
    ended = result(attempt(device, *[{"press": "UP"}] * 3000, timeout=0.2))
    assert ended.outcome is Outcome.TIMEOUT
    with device.running:
        assert len(television(device).log) < 3000


def test_many_short_steps_are_no_way_around_the_lease():
    device, asked = simulated(), []

    def allowed():
        asked.append(1)
        return len(asked) < 5

    ended = result(attempt(device, *[{"press": "UP"}] * 3000, allowed=allowed))
    assert ended.outcome is Outcome.LOST
    with device.running:
        assert len(television(device).log) < 3000


def test_a_caller_who_goes_away_leaves_no_step_running():
    device = simulated()
    batches = attempt(device, FOREVER).batches()
    next(batches)
    batches.close()
    assert device.running.acquire(timeout=60)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("before", [[], [{"sleep": 0}]])
def test_a_case_that_breaks_off_has_not_passed(install, before):
    install("actors.steps", {"faulty": "tests.actors.plugins.faulty"})
    device = simulated()
    assert result(attempt(device, *before, "faulty")).outcome is Outcome.ERROR
    assert device.running.acquire(timeout=60)


def test_a_lost_driver_works_again_in_the_next_attempt(scripts):
    pressed = []

    def once(key):
        pressed.append(key)
        if len(pressed) == 1:
            raise Unreachable("scripted", "a", "gone")

    scripts["a"] = once
    device = Device(spec({"scripted": "a"}))
    outcomes = [result(attempt(device, {"press": "OK"})).outcome for _ in range(2)]
    assert outcomes == [Outcome.LOST, Outcome.PASS]
