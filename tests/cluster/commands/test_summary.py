"""What a campaign ends with, in a terminal and for programs."""

import io

import pytest
from rich.console import Console

from cluster.commands.summary import as_json, show
from tests.cluster.reports.found import NOON, attempt, found, job, step


@pytest.fixture
def navigated():
    goto = step(kind="goto", started=NOON, ended=NOON + 1.5)
    return found(job(attempt(goto)), job(attempt(step(), device="tv-2")))


def printed(findings):
    console = Console(file=io.StringIO(), width=120)
    show(findings, console)
    return console.file.getvalue()


def test_the_share_of_time_that_was_spent_navigating_is_told(navigated):
    last = printed(navigated).splitlines()[-1]
    assert last == "navigating took 25% of the devices' time (tv-1 50%, tv-2 0%)"


def test_where_nothing_was_navigated_nothing_is_said_of_it():
    assert "navigating" not in printed(found(job(attempt())))


def test_programs_are_told_of_each_device(navigated):
    written = as_json(navigated)
    assert written["navigating"] == 0.25
    assert written["devices"] == [
        {"device": "tv-1", "attempts": 1, "seconds": 3.0, "navigating": 1.5},
        {"device": "tv-2", "attempts": 1, "seconds": 3.0, "navigating": 0.0},
    ]
