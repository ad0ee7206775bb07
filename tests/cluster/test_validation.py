"""Validations: which device tries which edges, and what is made of what came back."""

import re

import pytest

from actors.errors import ConfigError
from actors.hops import HopRecord
from actors.steps.tour import Tour
from cluster.lab import load_lab
from cluster.reports.findings import AttemptFindings
from cluster.validation import BEYOND, Validation, plan
from navigation.trial import Trial
from tests.cluster.reports.found import attempt, found, job, step
from tests.cluster.validation_fixtures import tried
from tests.cluster.written import device, write, write_lab


def came_of(
    wanted: Validation, *attempts: list[list[HopRecord]], reason: str = "lost"
) -> dict[str, Trial]:
    """Return what came of each edge where the jobs, each on its device, had ATTEMPTS so."""
    jobs = [
        job(*(toured(hops, f"tv-{number}", reason) for hops in each), number=number, outcome="fail")
        for number, each in enumerate(attempts, 1)
    ]
    return {one.edge.name: one for one in wanted.trials(found(*jobs))}


def toured(hops: list[HopRecord], device: str, reason: str) -> AttemptFindings:
    return attempt(step(hops=hops, kind="tour", reason=reason), device=device)


def test_every_edge_is_tried_by_one_device(planned):
    wanted = planned(a={}, b={})
    names = [edge.name for tour in wanted.tours for edge in tour.edges]
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
    assert [tuple(step.on(wanted.map)) for step in steps] == [tour.edges for tour in wanted.tours]


def test_an_edge_that_is_closed_on_all_devices_is_told_and_not_tried(planned):
    wanted = planned(a={"os": "13"}, b={})
    assert not any(edge.goal == "shop" for tour in wanted.tours for edge in tour.edges)
    shop = came_of(wanted, [[]], [[]])["home → shop"]
    assert (shop.why, shop.excused) == ("it is closed on this device", True)


def test_an_edge_that_is_open_on_some_devices_alone_is_for_these(planned):
    wanted = planned(a={"os": "14"}, b={"os": "13"}, c={"os": "14"})
    *_, shop = wanted.tours
    assert ([edge.goal for edge in shop.edges], shop.names) == (["shop", "home"], ("a", "c"))
    assert [one.job.devices for one in wanted.campaign(9.0).jobs][-1] == ("a", "c")
    results = came_of(wanted, [[]], [[]], [[]], [[tried("home", "shop")]])
    assert (results["home → shop"].holds, results["shop → home"].why) == (True, "lost")


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
    assert results["home → apps"].trouble == "home → apps left the device at 'home', on tv-1"
    assert results["apps → home"].why == "home → apps left the device at 'home'"
    assert results["home → live"].why == "lost"


def test_a_try_of_an_edge_that_the_map_has_no_more_is_left_out(planned):
    results = came_of(planned(a={}), [[tried("home", "live", edge="no more")]])
    assert not any(one.hops for one in results.values())


def failing(start: str, goal: str) -> list[HopRecord]:
    return [tried(start, goal, arrived=False, started=at) for at in (10.0, 20.0, 30.0)]


def test_an_edge_that_one_device_gave_up_does_not_hold_where_another_one_arrived(planned):
    arrived = [tried("home", "live", started=5.0), tried("home", "apps", started=50.0)]
    results = came_of(planned(a={}, b={}), [failing("home", "live")], [arrived])
    assert (results["home → live"].success, results["home → live"].holds) == (0.25, False)
    expected = "home → live left the device at 'home', on tv-1"
    assert results["home → live"].trouble == expected
    assert (results["home → apps"].holds, results["home → apps"].trouble) == (True, "")


def test_a_tour_that_came_to_its_end_is_no_reason_for_what_was_not_tried(planned):
    ended = "1 of 5 edges arrived, in 1 steps, 5 planned; home → apps led to 'live'"
    results = came_of(planned(a={}), [[tried("home", "live")]], reason=ended)
    assert results["again"].why == "it was not come by"


def test_a_tour_that_was_over_too_soon_is_told_without_its_counts(planned):
    over = "the 9 s for the tour were over; 1 of 5 edges arrived, in 1 steps, 5 planned"
    results = came_of(planned(a={}), [[tried("home", "live")]], reason=over)
    assert results["again"].why == "the 9 s for the tour were over"


def test_a_tour_that_took_too_long_or_was_never_begun_is_told_as_its_job_is(planned):
    stopped = attempt(step(hops=[], kind="tour", reason="told to stop"))
    for attempts, outcome in (([stopped], "timeout"), ([], "cancelled")):
        done = found(job(*attempts, outcome=outcome, reason="not done after 9 s"))
        assert {one.why for one in planned(a={}).trials(done)} >= {"not done after 9 s"}


@pytest.mark.parametrize(
    ("name", "chosen", "said"),
    [
        ("shop", {}, "No such file"),
        ("other", {}, "no device uses the map"),
        ("bare", {"model": "stb"}, "no device was chosen of those that use the map"),
        ("bare", {}, "no edge of it is open on tv-1"),
    ],
)
def test_where_nothing_can_be_tried_the_reason_is_told(tmp_path, name, chosen, said):
    lab = write_lab(tmp_path, device("tv-1", map="bare"))
    bare = {"name": "bare", "screens": {"home": {"shows": [{"text": "a"}], "start": True}}}
    for file in ("bare", "other"):
        write(tmp_path / "maps" / f"{file}.yaml", bare)
    with pytest.raises(ConfigError, match=re.escape(said)):
        plan(load_lab(lab), tmp_path / "maps" / f"{name}.yaml", **chosen)
