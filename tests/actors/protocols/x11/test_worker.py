"""A thread for what would wait for ever."""

import threading

import pytest

from actors.protocols.x11.worker import Worker


@pytest.fixture
def worker():
    worker = Worker("test")
    yield worker
    worker.end()


def test_what_a_task_returns_or_raises_comes_back(worker):
    assert worker.run(lambda: 7, 5) == 7
    with pytest.raises(ZeroDivisionError):
        worker.run(lambda: 1 / 0, 5)


def test_a_task_that_was_given_up_before_it_began_never_does(worker):
    go_on, done = threading.Event(), []
    with pytest.raises(TimeoutError):
        worker.run(go_on.wait, 0.05)
    with pytest.raises(TimeoutError):
        worker.run(lambda: done.append("late"), 0.05)
    go_on.set()
    worker.run(lambda: done.append("next"), 5)
    assert done == ["next"]
