"""What is wrong with the structure of a map."""

from navigation.findings import findings
from tests.navigation.maps import drawn

HOME_KEY = {"edges": [{"from": "*", "to": "a", "do": ["HOME"]}]}


def found(map, **more):
    """Return the kind, severity and place of all that is wrong with MAP."""
    return [(each.kind, each.severity, each.place) for each in findings(map, **more)]


def test_nothing_is_wrong_with_a_map_whose_screens_all_lead_back():
    assert found(drawn("a b", ("a", "b"), ("b", "a"), **HOME_KEY)) == []


def test_a_screen_that_no_edge_leads_to_is_an_error():
    [finding] = findings(drawn("a b", **HOME_KEY))
    assert (finding.kind, finding.severity) == ("unreachable", "error")
    assert finding.sentence == "no edges lead to b from a: add one, or leave it out"


def test_a_screen_that_only_an_entry_leads_to_is_a_warning():
    entry = {"screens": {"off": {"kind": "entry"}}}
    launch = {"edges": [{"from": "off", "to": ["a", "b"], "do": ["app"]}]}
    map = drawn("a b", ("b", "a"), **entry, **launch)
    assert found(map) == [("unreachable", "warning", ("screens", "b"))]


def test_a_screen_that_nothing_leads_back_from_is_a_dead_end():
    map = drawn("a b c", ("a", "b"), ("b", "c"), ("c", "b"))
    dead_ends = [("dead-end", "error", ("screens", name)) for name in ("b", "c")]
    assert found(map) == [*dead_ends, ("no-recovery", "warning", ())]


def test_where_a_lost_device_is_brought_back_a_dead_end_is_a_warning():
    map = drawn("a b", ("a", "b"), recover=[{"do": ["POWER"]}])
    assert found(map) == [("dead-end", "warning", ("screens", "b"))]


def doing_the_same(*edges):
    """Return what is wrong with EDGES, which all do X."""
    ways = [{"do": ["X"], **edge} for edge in edges]
    ways += [{"from": "*", "to": "a", "do": ["HOME"]}, {"from": "a", "to": ["b", "c"], "do": ["Y"]}]
    return findings(drawn("a b c", edges=ways, variables={"language": "en"}))


def test_the_same_done_for_two_goals_should_be_one_edge():
    [finding] = doing_the_same({"from": "a", "to": "b"}, {"from": ["c", "a"], "to": "c"})[:1]
    assert (finding.kind, finding.severity, finding.place) == (
        "contradiction",
        "error",
        ("edges", 1),
    )
    assert "the same is done at a to get to b and to c: make one edge" in finding.sentence


def test_what_is_done_from_everywhere_contradicts_too():
    kinds = [
        each.kind for each in doing_the_same({"from": "*", "to": "b"}, {"from": "a", "to": "c"})
    ]
    assert "contradiction" in kinds


def test_a_way_back_contradicts_what_the_same_does_there_otherwise():
    there = {"from": "a", "to": "b", "do": ["OK"], "back": ["X"]}
    kinds = [each.kind for each in doing_the_same(there, {"from": "b", "to": "c"})]
    assert "contradiction" in kinds


def test_a_key_that_leads_home_from_everywhere_may_do_something_else_at_home():
    at_home = {"from": "a", "to": "c", "do": ["HOME"]}
    assert "contradiction" not in [each.kind for each in doing_the_same(at_home)]


def test_edges_that_are_never_open_at_once_contradict_nothing():
    edges = [
        {"from": "a", "to": goal, "when": {"language": language}}
        for goal, language in (("b", "en"), ("c", ["fr", "de"]))
    ]
    assert doing_the_same(*edges) == []


def test_an_edge_that_stands_twice_is_a_warning():
    [finding, _] = doing_the_same({"from": "a", "to": "b"}, {"from": "a", "to": "b"})
    assert (finding.kind, finding.severity) == ("twice", "warning")


def test_each_of_many_edges_that_do_the_same_is_told_once():
    edges = [{"from": ["a", "c"], "to": ["b", goal]} for goal in ("a", "c", "b", "a")]
    kinds = [(each.kind, each.place) for each in doing_the_same(*edges)]
    contradicting = [place for kind, place in kinds if kind == "contradiction"]
    assert contradicting == [("edges", number) for number in (1, 2, 3)]


def test_an_edge_from_a_screen_to_itself_is_never_done():
    map = drawn("a b", ("a", "b"), ("b", "a"), ("b", "b"), **HOME_KEY)
    assert found(map) == [("to-itself", "warning", ("edges", 2))]


def test_an_action_that_shows_nothing_is_never_verified():
    zap = {"screens": {"zap": {"kind": "action"}, "mute": {"kind": "action", "shows": ["mute"]}}}
    map = drawn("a", ("a", "zap"), ("a", "mute"), **zap, **HOME_KEY)
    assert found(map) == [("unverified", "warning", ("screens", "zap"))]


def test_conditions_and_variables_must_know_one_another():
    edge = {"from": "a", "to": "b", "do": ["X"], "when": {"langauge": "en", "model": "x"}}
    edges = [edge, {"from": "*", "to": "a", "do": ["HOME"]}]
    map = drawn("a b", edges=edges, variables={"language": "en", "package": "tv"})
    assert found(map, mentioned=["package"]) == [
        ("undefined", "warning", ("edges", 0, "when", "langauge")),
        ("unused-variable", "warning", ("variables", "language")),
    ]
