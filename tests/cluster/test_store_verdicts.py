"""What the store tells of past verdicts, the same on SQLite and PostgreSQL."""

from cluster.events import AnyEvent
from cluster.store import Margin, Store
from tests.cluster.store_fixtures import begin, ended, started, step_ended

ASKED = {"text": "image home.png", "check": {"image": {"threshold": 0.8}}, "references": ("ab",)}


def judged(execution: int, job: int = 1, **other: object) -> AnyEvent:
    fields = {"asked": ASKED, "score": 0.9, "threshold": 0.75, **other}
    return step_ended(execution, job, **fields)


def test_the_latest_execution_of_a_campaign_is_the_newest(store: Store) -> None:
    assert store.latest("nightly") is None
    begin(store)
    newest = begin(store)
    store.begin("daily", [], campaign_file="d.yaml", lab_file="l.yaml", at=1.0)
    assert store.latest("nightly") == newest


def test_passes_come_by_what_was_asked_in_order_of_time(store: Store) -> None:
    for at in (20.0, 10.0):
        execution = begin(store)
        store.record([started(execution, model="tv"), judged(execution, at=at)])
    [passes] = store.passes(0.0)
    assert (passes.asked.text, passes.case, passes.model) == ("image home.png", "case-1", "tv")
    assert passes.margins == [Margin(2, 10.0, 0.9 - 0.75), Margin(1, 20.0, 0.9 - 0.75)]


def test_another_reference_threshold_case_or_model_is_another_question(store: Store) -> None:
    execution = begin(store, jobs=3)
    store.record(
        [
            *(started(execution, job, model=f"tv-{min(job, 2)}") for job in (1, 2, 3)),
            judged(execution),
            judged(execution, step=1, threshold=0.8),
            judged(execution, step=2, asked={**ASKED, "references": ("cd",)}),
            judged(execution, 2),
            judged(execution, 3),
        ]
    )
    assert len(store.passes(0.0)) == 5


def test_only_what_passed_by_a_threshold_since_then_counts(store: Store) -> None:
    execution = begin(store)
    store.record(
        [
            started(execution),
            judged(execution, outcome="fail"),
            judged(execution, step=1, threshold=None),
            judged(execution, step=2, asked=None),
            judged(execution, step=3, at=5.0),
            ended(execution),
        ]
    )
    assert store.passes(6.0) == []
    assert len(store.passes(5.0)) == 1


def test_passes_of_one_campaign_can_be_asked_for(store: Store) -> None:
    execution = begin(store)
    store.record([started(execution), judged(execution)])
    assert len(store.passes(0.0, campaign="nightly")) == 1
    assert store.passes(0.0, campaign="daily") == []


def test_another_setting_is_another_question_though_its_words_are_the_same(store: Store) -> None:
    execution = begin(store)
    both = [{"scales": [0.5, 2], "count": None}, {"count": 1}, {"count": None, "scales": [0.5, 2]}]
    asked = [{**ASKED, "check": {"image": settings}} for settings in both]
    asked.append({**asked[1], "until": "gone"})
    steps = [judged(execution, step=step, asked=each) for step, each in enumerate(asked)]
    store.record([started(execution), *steps])
    assert sorted(len(passes.margins) for passes in store.passes(0.0)) == [1, 1, 2]


def test_what_passes_with_its_whole_score_only_has_no_margin(store: Store) -> None:
    execution = begin(store)
    store.record([started(execution), judged(execution, score=1.0, threshold=1.0)])
    assert store.passes(0.0) == []
