"""Validations: which device tries which edges, and what is made of what came back."""

from actors.hops import HopRecord
from actors.steps.tour import Tour
from cluster.validation import BEYOND, Validation
from navigation.trial import Trial
from tests.cluster.reports.found import attempt, found, job, step
from tests.cluster.validation_fixtures import tried


def came_of(wanted: Validation, *attempts: list[list[HopRecord]]) -> dict[str, Trial]:
    """Return what came of each edge where the jobs had ATTEMPTS with these hops."""
    jobs = [
        job(*(attempt(step(hops=hops, kind="tour")) for hops in each), number=number, reason="lost")
        for number, each in enumerate(attempts, 1)
    ]
    return {one.edge.name: one for one in wanted.trials(found(*jobs))}


def test_every_edge_is_tried_by_one_device(planned):
    wanted = planned(a={}, b={})
    names = [edge.name for tour in wanted.tours for edge in tour]
    assert sorted(names) == ["again", "apps → home", "home → apps", "home → live", "live → home"]
    assert sorted(map(len, wanted.steps())) == [2, 3]


def test_each_tour_is_a_job_for_any_of_the_devices(planned):
    wanted = planned(a={}, b={})
    campaign = wanted.campaign(30.0)
    assert [one.job.devices for one in campaign.jobs] == [("a", "b")] * 2
    assert [one.case.name for one in campaign.jobs][1] == "validate launcher 2 of 2"
    assert campaign.campaign.timeout == 30.0 + BEYOND


def test_the_tours_name_the_edges_of_the_map(planned):
    wanted = planned(a={}, b={})
    steps = [step for one in wanted.campaign(30.0).jobs for step in one.case.steps]
    assert all(isinstance(step, Tour) and step.within == 30.0 for step in steps)
    assert [tuple(step.on(wanted.map)) for step in steps] == list(wanted.tours)


def test_an_edge_that_is_closed_on_one_of_the_devices_is_told_and_not_tried(planned):
    wanted = planned(a={"os": "14"}, b={"os": "13"})
    assert not any(edge.goal == "shop" for tour in wanted.tours for edge in tour)
    shop = came_of(wanted, [[]], [[]])["home → shop"]
    assert (shop.why, shop.excused) == ("it is closed on this device", True)
    alike = planned(a={"os": "14"}, b={"os": "14"})
    assert any(edge.goal == "shop" for tour in alike.tours for edge in tour)


def test_what_all_devices_found_of_an_edge_is_put_together(planned):
    wanted = planned(a={}, b={})
    slow = tried("home", "live", seconds=3.0, started=200.0)
    both = came_of(wanted, [[tried("home", "live", seconds=1.0)]], [[slow]])
    assert (both["home → live"].seconds, len(both["home → live"].arrivals)) == (2.0, 2)


def test_tries_of_an_attempt_that_was_lost_count_too(planned):
    wanted = planned(a={})
    again = tried("home", "apps", started=200.0)
    results = came_of(wanted, [[tried("home", "live")], [again]])
    assert [name for name, one in results.items() if one.holds] == ["home → live", "home → apps"]


def test_what_was_not_tried_says_because_of_which_edge_or_what_ended_the_job(planned):
    wanted = planned(a={})
    failed = [tried("home", "apps", arrived=False, started=at) for at in (100.0, 200.0, 300.0)]
    results = came_of(wanted, [failed])
    assert results["home → apps"].trouble == "home → apps left the device at 'home'"
    assert results["apps → home"].why == "home → apps left the device at 'home'"
    assert results["home → live"].why == "lost"


def test_a_try_of_an_edge_that_the_map_has_no_more_is_left_out(planned):
    results = came_of(planned(a={}), [[tried("home", "live", edge="no more")]])
    assert not any(one.hops for one in results.values())
