"""Processes of the lab: started apart, found again, and ended with all that they started."""

import os
import sys

import psutil
import pytest

from cluster.errors import DidNotStart
from cluster.local.process import Process, end, spawn, wait_until

SLEEP = "import time; time.sleep(3600)"
PARENT = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {SLEEP!r}])
print(child.pid, flush=True)
"""
STUBBORN = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True);"
)


@pytest.fixture
def start(tmp_path):
    """Starts Python programs, and leaves none behind."""
    started = []

    def run(program):
        log = tmp_path / "logs" / f"{len(started)}.log"
        started.append(spawn("program", [sys.executable, "-c", program], log=log))
        return started[-1]

    yield run
    end(started)


def has_said(process):
    return lambda: process.log.read_text().endswith("\n")


def said(process):
    wait_until(process, has_said(process), seconds=60)
    return process.log.read_text().strip()


def test_what_it_says_is_in_its_log_and_the_environment_is_passed_on(start, monkeypatch):
    monkeypatch.setenv("LAB", "mine")
    process = start("import os; print(os.environ['LAB'], flush=True);" + SLEEP)
    assert said(process) == "mine"
    assert process.is_alive()


def test_it_has_a_session_of_its_own_so_that_ctrl_c_does_not_reach_it(start):
    process = start(SLEEP)
    assert os.getsid(process.pid) == process.pid != os.getsid(0)


def test_it_is_found_again_by_another_command(start):
    process = start(SLEEP)
    assert Process.model_validate_json(process.model_dump_json()).is_alive()


def test_another_process_that_got_its_number_is_not_taken_for_it(start):
    process = start(SLEEP)
    stranger = process.model_copy(update={"born": process.born - 100})
    end([stranger])
    assert (stranger.is_alive(), stranger.family(), process.is_alive()) == (False, [], True)


def test_its_end_is_the_end_of_what_it_started(start):
    process = start(PARENT + SLEEP)
    child = psutil.Process(int(said(process)))
    end([process])
    assert not process.is_alive()
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_what_it_started_ends_also_where_it_died_before(start):
    process = start(PARENT)
    child = psutil.Process(int(said(process)))
    wait_until_dead(process)
    assert child.is_running()
    end([process])
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def wait_until_dead(process):
    alive = Process.this()
    wait_until(alive, lambda: not process.is_alive(), seconds=60)


def test_what_does_not_end_when_asked_is_ended(start, monkeypatch):
    monkeypatch.setattr("cluster.local.process.TERM", 0.2)
    process = start(STUBBORN + SLEEP)
    assert said(process) == "ready"
    end([process])
    assert not process.is_alive()


def test_what_has_ended_already_may_be_ended_again(start):
    process = start(SLEEP)
    end([process])
    end([process, process])
    assert process.family() == []


def test_one_that_dies_is_told_with_its_last_words(start):
    process = start("print('first'); raise SystemExit('port 1 is in use')")
    with pytest.raises(
        DidNotStart, match=r"program did not start: port 1 is in use \(see .*0\.log"
    ):
        wait_until(process, lambda: False, seconds=60)


def test_one_that_dies_without_a_word_is_told_too(start):
    process = start("")
    with pytest.raises(DidNotStart, match="it said nothing"):
        wait_until(process, lambda: False, seconds=60)


def test_one_that_does_not_get_ready_is_told(start):
    with pytest.raises(DidNotStart, match=r"not ready after 0\.05 s"):
        wait_until(start(SLEEP), lambda: False, seconds=0.05)


def test_one_that_is_ready_is_not_waited_for(start):
    wait_until(start(SLEEP), lambda: True, seconds=0)
