"""Tours: every edge is tried, in the fewest steps, and the work is shared evenly."""

from itertools import pairwise, product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from navigation.cover import cover
from navigation.errors import UnknownScreen
from navigation.map import Map
from tests.bench.mazes import maze

HOME = {"from": "*", "to": "a", "do": ["HOME"]}


def drawn(*edges, start="a", also=(), more=()):
    """Return a map with EDGES, two letters each, a capital being an action, and screens besides."""
    names = sorted({name for edge in edges for name in edge} - {"*"} | {start, *also})
    screens = {
        name: {"kind": "action"} if name.isupper() else {"shows": ["x"], "start": name == start}
        for name in names
    }
    written = [{"from": edge[0], "to": edge[1], "do": ["go"]} for edge in edges]
    return Map[str, str].model_validate(
        {"name": "m", "screens": screens, "edges": [*written, *more]}
    )


def told(planned):
    return ["".join([tour[0].start, *(edge.goal for edge in tour)]) for tour in planned.tours]


def after(edge):
    """Return where a device is after EDGE: an action leaves it where it was."""
    return edge.start if edge.goal.isupper() else edge.goal


def assert_walkable(planned, start):
    for tour in planned.tours:
        assert not tour or tour[0].start == start
        assert all(after(one) == other.start for one, other in pairwise(tour))


def every(map):
    return [edge for edges in map.leaving.values() for edge in edges]


def task(edge):
    """Return what is to be tried: an edge from everywhere is one, wherever it is tried."""
    return (edge.actions, edge.goal) if edge.actions == ("HOME",) else edge


def fewest(map, walkers):
    """Return the fewest steps that try all edges, by trying everything out."""
    edges = every(map)
    tasks = {one: 1 << number for number, one in enumerate({task(edge): 0 for edge in edges})}
    bits = {id(edge): tasks[task(edge)] for edge in edges}
    seen, ahead, steps = {("a", 0, walkers)}, [("a", 0, walkers)], 0
    while ahead:
        if any(done == (1 << len(tasks)) - 1 for _, done, _ in ahead):
            return steps
        begun = {("a", done, left - 1) for _, done, left in ahead if left > 1}
        ahead = [*ahead, *(state for state in begun if state not in seen)]
        seen |= begun
        further = {
            (after(edge), done | bits[id(edge)], left)
            for here, done, left in ahead
            for edge in map.leaving[here]
        }
        ahead = list(further - seen)
        seen |= further
        steps += 1
    return inf


def test_a_ring_is_gone_around_once():
    assert told(cover(drawn("ab", "bc", "ca"))) == ["abca"]


def test_a_way_and_its_way_back_are_two_edges():
    assert told(cover(drawn("ab", "ba"))) == ["aba"]


def test_two_edges_between_the_same_screens_are_both_tried():
    planned = cover(drawn("ab", "ab", "ba"))
    assert told(planned) == ["abab"]
    assert len(set(map(id, planned.tours[0]))) == 3


def test_tours_begin_where_they_are_told_to():
    assert told(cover(drawn("ab", "ba"), start="b")) == ["bab"]
    with pytest.raises(UnknownScreen, match="shop"):
        cover(drawn("ab"), start="shop")


def test_what_no_way_leads_to_is_left_out():
    planned = cover(drawn("ab", "ba", "cd"))
    assert told(planned) == ["aba"]
    assert [str(edge) for edge in planned.left_out] == ["c → d"]


def test_of_two_ways_without_a_way_back_the_better_one_is_taken_last():
    planned = cover(drawn("ab", "ba", "ac", "ad", "de", "ed"))
    assert told(planned) == ["abaded"] or told(planned)[0].startswith("abad")
    assert [str(edge) for edge in planned.left_out] == ["a → c"]


def test_another_walker_takes_the_other_one():
    planned = cover(drawn("ab", "ba", "ac", "ad", "de", "ed"), walkers=2)
    assert planned.left_out == ()
    assert planned.steps == planned.lower_bound == 6


def test_a_map_without_edges_needs_no_steps():
    planned = cover(drawn(also=["b"]), walkers=2)
    assert (planned.steps, planned.longest, planned.lower_bound) == (0, 0, 0)


def test_an_action_is_tried_and_the_tour_goes_on_from_where_it_was_done():
    planned = cover(drawn("ab", "bZ", "bc"))
    assert [str(edge) for edge in planned.tours[0]] == ["a → b", "b → Z", "b → c"]
    assert (planned.steps, planned.lower_bound) == (3, 3)


def test_an_edge_shared_by_several_screens_is_tried_at_each():
    shared = {"from": ["b", "c"], "to": "d", "do": ["go"]}
    planned = cover(drawn("ab", "ac", "da", also="d", more=[shared]))
    assert told(planned) in (["abdacd"], ["acdabd"])


def test_an_edge_from_everywhere_is_tried_once_and_where_that_takes_no_step_more():
    planned = cover(drawn("ab", "ba", "ac", "cd", more=[HOME]))
    assert told(planned) in (["abacda"], ["acdaba"])
    assert (planned.steps, planned.lower_bound, planned.left_out) == (5, 5, ())


def test_an_edge_from_everywhere_is_tried_also_where_nothing_else_needs_it():
    planned = cover(drawn("ab", "ba", more=[HOME]))
    assert [edge.actions[0] for edge in planned.tours[0]].count("HOME") == 1
    assert planned.steps == planned.lower_bound == 4


def test_an_edge_from_everywhere_is_a_short_cut_for_as_often_as_it_is_needed():
    planned = cover(drawn("ab", *["bc"] * 5, "cd", "da", more=[HOME]))
    keys = [edge.actions[0] for edge in planned.tours[0]]
    assert (keys.count("HOME"), planned.steps, planned.lower_bound) == (3, 15, 15)


def test_an_action_that_can_be_done_everywhere_is_done_once():
    planned = cover(drawn("ab", "ba", more=[{"from": "*", "to": "Z", "do": ["HOME"]}], also="Z"))
    assert [str(edge) for edge in planned.tours[0]].count("a → Z") == 1
    assert planned.steps == planned.lower_bound == 3


def test_keys_that_only_lead_to_one_another_are_reached_by_one_of_them():
    keys = [{"from": "*", "to": goal, "do": ["HOME"]} for goal in "xy"]
    planned = cover(drawn("ab", "ba", also="xy", more=keys))
    assert_walkable(planned, "a")
    assert planned.left_out == ()
    assert {edge.goal for edge in planned.tours[0]} == set("abxy")


def test_what_is_closed_is_neither_tried_nor_used_nor_left_out():
    shop = {"from": "a", "to": "c", "do": ["go"], "back": ["go"], "when": {"shop": True}}
    map = drawn("ab", "ba", also="c", more=[shop])
    assert (told(cover(map)), cover(map).left_out) == (["aba"], ())
    assert told(cover(map, facts={"shop": True})) in (["abaca"], ["acaba"])


def test_what_begins_at_an_entry_is_left_out_as_no_tour_comes_by():
    map = Map[str, str].model_validate(
        {
            "name": "m",
            "screens": {"a": {"shows": ["a"], "start": True}, "off": {"kind": "entry"}},
            "edges": [{"from": "off", "to": "a", "do": ["launch"]}],
        }
    )
    assert [str(edge) for edge in cover(map).left_out] == ["off → a"]
    with pytest.raises(UnknownScreen, match="off"):
        cover(map, start="off")


@given(
    st.lists(st.sampled_from([a + b for a, b in product("abcd", "abcdZ")]), max_size=6),
    st.lists(st.sampled_from("abcdZ"), unique=True, max_size=2),
)
@settings(max_examples=200, deadline=None)
def test_no_plan_has_fewer_steps(edges, keys):
    more = [{"from": "*", "to": goal, "do": ["HOME"]} for goal in keys]
    map = drawn(*edges, also=keys, more=more)
    planned = cover(map)
    assert_walkable(planned, "a")
    tried = {task(edge) for tour in planned.tours for edge in tour}
    left_out = {task(edge) for edge in planned.left_out}
    assert tried | left_out == {task(edge) for edge in every(map)}
    assert not tried & left_out
    least = fewest(map, 1)
    assert bool(planned.left_out) == (least == inf)
    assert planned.steps == planned.lower_bound
    if not planned.left_out:
        assert planned.steps == least


@given(st.integers(0, 2**32 - 1), st.integers(50, 90), st.integers(1, 6))
@settings(max_examples=30, deadline=None)
def test_the_work_is_shared_evenly(seed, screens, walkers):
    map = maze(seed, screens)
    planned = cover(map, walkers=walkers)
    assert_walkable(planned, map.start)
    assert planned.left_out == ()
    assert {id(edge) for tour in planned.tours for edge in tour} == {id(e) for e in every(map)}
    assert planned.steps == planned.lower_bound
    assert planned.longest <= 1.15 * planned.lower_bound / walkers
