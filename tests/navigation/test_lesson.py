"""Lessons: what a walk teaches of the edges that it tried."""

from navigation.estimates import Estimates
from navigation.graph import Graph
from navigation.lesson import learn
from navigation.walk import walk
from tests.navigation.maps import Walker, drawn


def taught(map, goal, walker, times=1):
    estimates = Estimates()
    for _ in range(times):
        walk(map, goal, walker, clock=walker.clock, told=lambda hop: learn(estimates, map, hop))
    return estimates


def test_an_edge_is_known_by_how_long_it_took():
    map = drawn("a b", ("a", "b"))
    estimates = taught(map, "b", Walker("a", key=9.0))
    [edge] = map.every
    assert estimates.of(edge).seconds > edge.seconds
    assert estimates.of(edge).tries == 1


def test_an_edge_that_does_not_arrive_costs_more_than_one_that_does():
    map = drawn("a b c", ("a", "b"), ("a", "c"), ("b", "a"), ("c", "a"))
    lossy = taught(map, "b", Walker("a", {"b": ["a"]}))
    fine = taught(map, "b", Walker("a"))
    edge = map.leaving["a"][0]
    assert lossy.of(edge).success < fine.of(edge).success
    assert lossy.cost(edge) > fine.cost(edge)


def test_where_one_action_leads_elsewhere_that_edge_arrived():
    go = {"from": "a", "to": ["home", "login"], "do": ["go"]}
    map = drawn("a home login", ("login", "home"), edges=[go])
    estimates = taught(map, "home", Walker("a", {"go": ["login"]}))
    to_home, to_login = map.leaving["a"]
    assert estimates.of(to_login).success > estimates.of(to_home).success


def test_a_popup_teaches_nothing_of_the_edge_that_it_disturbed():
    popup = {"kind": "popup", "shows": ["advert"], "dismiss": ["dismiss advert"]}
    map = drawn("a b", ("a", "b"), screens={"advert": popup})

    class Interrupted(Walker):
        def perform(self, action):
            self.over = "advert" if not self.done else self.over
            return super().perform(action)

    estimates = taught(map, "b", Interrupted("a"))
    assert estimates.of(map.every[0]).tries == 1


def test_a_walk_takes_the_way_that_has_proved_to_be_the_faster():
    map = drawn("a b c", ("a", "c", 1.0), ("a", "b", 1.0), ("b", "c", 1.0))
    estimates = Estimates()
    for at in range(5):
        estimates.observe("a → c", seconds=9.0, arrived=True, at=float(at))
    graph = Graph(map, cost=estimates.cost)
    assert [str(edge) for edge in walk(map, "c", Walker("a"), graph=graph).taken] == [
        "a → b",
        "b → c",
    ]


def test_where_one_action_leads_to_one_of_its_screens_the_other_is_seen_to_be_less_likely():
    go = {"from": "a", "to": ["home", "login"], "do": ["go"]}
    map = drawn("a home login", ("login", "home"), edges=[go])
    estimates = taught(map, "home", Walker("a", {"go": ["home"]}))
    to_home, to_login = map.leaving["a"]
    assert estimates.of(to_login).success < estimates.of(to_home).success == 1
