"""What the store keeps and answers, the same on SQLite and PostgreSQL."""

import math
from pathlib import Path
from typing import Any

import pytest

from actors.asked import Asked
from actors.outcome import Outcome
from actors.verdict import Measure
from cluster.records import Attempt, Counts, State
from cluster.store import NewJob, QueueDepth, Store
from tests.cluster.store_fixtures import (
    begin,
    campaign,
    ended,
    execution_started,
    job_ended,
    started,
    step_ended,
    step_started,
)


def test_a_new_execution_is_queued_with_its_jobs(store: Store) -> None:
    jobs = [NewJob("zap", "zap.yaml", "tv-1"), NewJob("boot", "boot.yaml")]
    execution = store.begin("nightly", jobs, campaign_file="c.yaml", lab_file="l.yaml", at=1.5)
    found = store.execution(execution)
    assert found is not None
    assert (found.id, found.state, found.started, found.ended) == (1, State.QUEUED, 1.5, None)
    assert (found.campaign, found.campaign_file, found.lab_file) == ("nightly", "c.yaml", "l.yaml")
    assert found.counts == Counts(jobs=2, queued=2)
    assert [(j.number, j.case, j.device) for j in store.jobs(execution)] == [
        (1, "zap", "tv-1"),
        (2, "boot", None),
    ]


def test_an_execution_may_have_no_jobs(store: Store) -> None:
    found = store.execution(begin(store, jobs=0))
    assert found is not None
    assert found.counts == Counts(jobs=0)


def test_what_is_not_there_is_not_made_up(store: Store) -> None:
    assert store.execution(7) is None
    assert store.executions(10) == []
    assert (store.jobs(7), store.attempts(7), store.steps(7, 1, 1)) == ([], [], [])
    assert store.last_event_id() == 0
    assert not store.stop_requested(7)


def test_a_job_runs_while_an_attempt_is_open(store: Store) -> None:
    execution = begin(store, jobs=2)
    store.record([execution_started(execution), started(execution)])
    found = store.execution(execution)
    assert found is not None
    assert (found.state, found.counts) == (State.RUNNING, Counts(jobs=2, queued=1, running=1))
    assert store.queue_depth() == QueueDepth(queued=1, running=1)
    running, queued = store.jobs(execution)
    assert (running.state, running.started, running.attempts) == (State.RUNNING, 10.0, 1)
    assert (queued.state, queued.started, queued.attempts) == (State.QUEUED, None, 0)


def test_a_job_between_two_attempts_is_queued(store: Store) -> None:
    execution = begin(store)
    store.record([started(execution), ended(execution, outcome="lost")])
    [job] = store.jobs(execution)
    assert (job.state, job.outcome, job.attempts) == (State.QUEUED, None, 1)
    store.record([started(execution, attempt=2)])
    assert store.jobs(execution)[0].state is State.RUNNING


def test_a_whole_campaign_is_counted(store: Store) -> None:
    execution = begin(store, jobs=2)
    store.record(campaign(execution))
    found = store.execution(execution)
    assert found is not None
    assert (found.state, found.ended, found.lower_bound) == (State.ENDED, 20.0, 4.5)
    assert found.counts == Counts(jobs=2, passed=1, flaky=1, failed=1)
    flaky, failed = store.jobs(execution)
    assert (flaky.outcome, flaky.flaky, flaky.attempts) == (Outcome.PASS, True, 2)
    assert (failed.outcome, failed.flaky, failed.ended) == (Outcome.FAIL, False, 12.0)


@pytest.mark.parametrize(
    ("outcome", "counted"),
    [
        (Outcome.PASS, "passed"),
        (Outcome.FAIL, "failed"),
        (Outcome.ERROR, "error"),
        (Outcome.LOST, "lost"),
        (Outcome.CANCELLED, "cancelled"),
        (Outcome.TIMEOUT, "timeout"),
    ],
)
def test_each_outcome_has_its_count(store: Store, outcome: Outcome, counted: str) -> None:
    execution = begin(store)
    store.record([job_ended(execution, outcome=outcome)])
    found = store.execution(execution)
    assert found is not None
    assert found.counts == Counts.model_validate({"jobs": 1, counted: 1})


def test_attempts_are_told_by_job(store: Store) -> None:
    execution = begin(store, jobs=2)
    store.record(campaign(execution))
    assert [(a.job, a.number) for a in store.attempts(execution)] == [(1, 1), (1, 2), (2, 1)]
    assert store.attempts(execution, 2) == [
        Attempt(
            job=2,
            number=1,
            case="case-2",
            device="tv-2",
            node="bench",
            model="",
            started=10.0,
            ended=12.0,
            outcome=Outcome.FAIL,
            reason="1 step",
        )
    ]


def test_a_step_keeps_its_evidence(store: Store) -> None:
    execution = begin(store)
    evidence: dict[str, Any] = {
        "score": 0.913,
        "threshold": 0.95,
        "region": (1, 2, 30, 40),
        "searched": (0, 0, 640, 360),
        "size": (1280, 720),
        "picture": "1/1/1/0.jpg",
    }
    store.record([started(execution), step_ended(execution, **evidence)])
    [step] = store.steps(execution, 1, 1)
    assert {name: getattr(step, name) for name in evidence} == evidence
    assert (step.kind, step.started, step.ended, step.outcome) == ("press", 10.0, 11.0, "pass")


def test_a_step_keeps_what_was_asked_and_what_it_measured(store: Store) -> None:
    execution = begin(store)
    asked = Asked(text="text 'a\0b'", check={"text": {"expected": "a\0b", "region": [0, 0, 9, 9]}})
    measures = (Measure("zap_time", 1.24, 0.04), Measure("banner", 0.5, 0.5))
    store.record(
        [
            started(execution),
            step_ended(execution, asked=asked, measures=measures),
            step_ended(execution, step=1, measures=measures[:1]),
            step_ended(execution, step=2),
        ]
    )
    first, second, third = store.steps(execution, 1, 1)
    assert first.asked is not None
    assert first.asked.check["text"]["region"] == [0, 0, 9, 9]
    assert first.asked.text == "text 'a\N{REPLACEMENT CHARACTER}b'"
    assert (first.measures, second.measures, third.measures) == (measures, measures[:1], ())
    assert third.asked is None


def test_an_attempt_knows_the_model_of_its_device(store: Store) -> None:
    execution = begin(store)
    store.record([started(execution, model="android-tv")])
    assert store.attempts(execution)[0].model == "android-tv"


def test_a_step_without_evidence_has_none(store: Store) -> None:
    execution = begin(store)
    store.record([started(execution), step_ended(execution, score=math.nan)])
    [step] = store.steps(execution, 1, 1)
    assert (step.score, step.region, step.searched, step.size, step.picture) == (None,) * 5


def test_a_step_that_only_started_is_in_the_log_alone(store: Store) -> None:
    execution = begin(store)
    store.record([started(execution), step_started(execution)])
    assert store.steps(execution, 1, 1) == []
    assert [event.event for _, event in store.events_since(0, limit=9)][-1] == "step_started"


def test_times_keep_their_microseconds(store: Store) -> None:
    at = 1_795_000_000.123456
    execution = begin(store, at=at)
    store.record([started(execution, at=at)])
    found = store.execution(execution)
    assert found is not None
    assert (found.started, store.attempts(execution)[0].started) == (at, at)


def test_a_text_may_hold_anything(store: Store) -> None:
    execution = begin(store)
    reason = "5 % of 'zap' \\u0000 \N{SNOWMAN}; DROP TABLE jobs\n"
    store.record([started(execution), ended(execution, reason=f"\0{reason}")])
    [attempt] = store.attempts(execution)
    assert attempt.reason == f"\N{REPLACEMENT CHARACTER}{reason}"
    assert store.events_since(1, limit=1)[0][1] == ended(execution, reason=attempt.reason)


def test_executions_come_in_pages_newest_first(store: Store) -> None:
    for jobs in (1, 2, 3, 4):
        begin(store, jobs=jobs)
    assert [(e.id, e.counts.jobs) for e in store.executions(2)] == [(4, 4), (3, 3)]
    assert [e.id for e in store.executions(9, before=3)] == [2, 1]


def test_what_is_closed_can_be_opened_again(store_url: str) -> None:
    with Store(store_url) as store:
        execution = begin(store)
    with Store(store_url) as store:
        assert store.execution(execution) is not None


def test_a_folder_that_is_missing_is_created(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path / 'a' / 'b' / 'store.db'}").close()
    assert (tmp_path / "a" / "b" / "store.db").is_file()
