"""The tries of edges that the store keeps, the same on SQLite and PostgreSQL."""

from cluster.store import Store
from navigation.hop import Arrival
from tests.cluster.hop_records import edge_hop, hop, keep

MISSED = hop(None, arrival=Arrival.UNKNOWN, screen=None, changed=None, stable=None, started=200.0)


def test_a_step_keeps_the_edges_that_it_tried_in_their_order(store: Store) -> None:
    disturbed = hop(0.5, started=150.0, disturbed=True)
    execution = keep(store, hop(), MISSED, disturbed)
    [step] = store.steps(execution, 1, 1)
    assert step.hops == (hop(), MISSED, disturbed)


def test_a_step_that_is_told_twice_keeps_them_once(store: Store) -> None:
    execution = keep(store, hop())
    for _, event in store.events_since(0, limit=10):
        store.record([event])
    assert len(store.steps(execution, 1, 1)[0].hops) == len(store.hops()) == 1


def test_a_try_is_told_with_what_it_was_tried_on(store: Store) -> None:
    execution = keep(store, hop(), model="tv", build="14.2")
    assert store.hops("launcher") == [edge_hop(hop(), execution=execution, build="14.2")]


def test_only_those_asked_for_are_told(store: Store) -> None:
    keep(store, hop(1.0), build="14.1")
    keep(store, hop(2.0), build="14.2")
    keep(store, hop(3.0, map="shop"), build="14.2")
    keep(store, hop(4.0), model="box")

    def told(*map: str, **wanted: object) -> list[float | None]:
        return [one.hop.seconds for one in store.hops(*map, **wanted)]  # type: ignore[arg-type]

    assert told() == [1.0, 2.0, 3.0, 4.0]
    assert told("shop") == [3.0]
    assert told("launcher", model="tv") == [1.0, 2.0]
    assert told(build="14.2") == [2.0, 3.0]


def test_of_many_the_newest_are_told_in_order_of_time(store: Store) -> None:
    keep(store, *(hop(started=100.0 * number) for number in (3, 1, 4, 2)))
    assert [one.hop.started for one in store.hops(limit=3)] == [200.0, 300.0, 400.0]
    assert [one.hop.started for one in store.hops(since=400.0)] == [400.0]


def test_an_attempt_knows_the_build_of_its_device(store: Store) -> None:
    execution = keep(store, hop(), build="14.2")
    assert store.attempts(execution)[0].build == "14.2"
