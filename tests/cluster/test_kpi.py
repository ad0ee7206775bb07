"""How long edges take: limits are broken only for sure, and changes are put down to builds."""

from dataclasses import replace

import numpy as np
import pytest

from cluster.kpi import DAY, Kept, Limits, Sample, kept, kpis, times, turns
from navigation.hop import Arrival
from tests.cluster.hop_records import edge_hop, hop


def samples(*seconds, error=0.0, build="", since=0.0):
    return [
        Sample(since + number * DAY / 10, value, error, build)
        for number, value in enumerate(map(float, seconds))
    ]


def drawn(count, *, median=1.0, spread=0.1, seed=1, **other):
    return samples(*np.random.default_rng(seed).lognormal(np.log(median), spread, count), **other)


def test_times_are_told_with_how_sure_they_are():
    found = times(samples(*range(1, 101), error=0.5))
    assert (found.count, found.mean, found.median, found.error) == (100, 50.5, 50.5, 0.5)
    assert found.p95.low == 89.5  # the 90th, which was 0.5 less at least
    assert found.p95.high == 100


def test_a_trend_is_told_where_it_is_no_chance():
    rising = [1.02**number for number in range(40)]
    assert times(samples(*rising)).per_day == pytest.approx(1.02**10 - 1)
    assert times(drawn(40)).per_day == 0
    assert times(samples(*rising[:5])).per_day == 0


@pytest.mark.parametrize(
    ("seconds", "limit", "expected"),
    [
        ([1.0] * 80, 1.2, Kept.KEPT),
        ([1.0] * 71, 1.2, Kept.UNSURE),  # 72 are needed to bound it from above
        ([1.0] * 60 + [2.0] * 20, 1.2, Kept.BROKEN),
        ([1.0] * 76 + [2.0] * 4, 1.2, Kept.UNSURE),  # just 5 % are above it
        ([1.0] * 78 + [2.0] * 2, 1.2, Kept.UNSURE),  # fewer are, which may be luck
        ([2.0] * 2, 1.2, Kept.BROKEN),
        ([2.0], 1.2, Kept.UNSURE),
        ([], 1.2, Kept.UNSURE),
    ],
)
def test_the_95th_percentile_breaks_its_limit_only_where_that_is_sure(seconds, limit, expected):
    assert kept(samples(*seconds), Limits(p95=limit)) is expected


def test_a_limit_that_the_truth_just_keeps_is_seldom_called_broken():
    truth = np.exp(0.3 * 1.6448536)
    told = [kept(drawn(100, spread=0.3, seed=n), Limits(p95=truth)) for n in range(300)]
    assert told.count(Kept.BROKEN) <= 0.025 * 300 + 8


def test_one_try_that_was_too_slow_breaks_its_limit_if_it_surely_was():
    assert kept(samples(1.0, 2.0, error=0.4), Limits(within=1.5)) is Kept.BROKEN
    assert kept(samples(1.0, 2.0, error=0.6), Limits(within=1.5)) is Kept.KEPT
    assert kept(samples(1.0, 2.0), Limits()) is Kept.NONE


def test_a_change_is_put_down_to_the_build_that_came_about_then():
    before, after = drawn(60, build="14.1"), drawn(20, median=1.34, build="14.2", since=6 * DAY)
    [turn] = turns(before + after)
    assert (turn.build, turn.at) == ("14.2", 6 * DAY)
    assert turn.by == pytest.approx(0.34, abs=0.08)


def test_a_change_far_from_a_new_build_has_its_date_alone():
    series = drawn(20, build="14.1") + drawn(40, build="14.2", since=2 * DAY)
    [turn] = turns(series + drawn(20, median=1.5, build="14.2", since=6 * DAY))
    assert turn.build == ""
    assert turn.at == pytest.approx(6 * DAY, abs=DAY / 2)


def test_no_time_at_all_is_a_time_too():
    assert turns(samples(*[0.0] * 20)) == []
    assert len(turns(samples(*[0.0] * 20, *[1.0] * 20))) == 1
    assert times(samples(*[0.0] * 20)).per_day == 0


def test_each_edge_on_each_model_is_told_by_itself():
    tries = [
        edge_hop(hop(1.0)),
        edge_hop(hop(3.0), model="box"),
        edge_hop(hop(2.0, edge="live → home")),
    ]
    assert [(one.edge, one.model, one.times.median) for one in kpis(tries)] == [
        ("home → live", "box", 3.0),
        ("home → live", "tv", 1.0),
        ("live → home", "tv", 2.0),
    ]


def test_only_tries_that_arrived_tell_how_long_it_takes():
    missed = hop(None, arrival=Arrival.NO_CHANGE, screen="home", changed=None, stable=None)
    [found] = kpis([edge_hop(hop(1.0)), edge_hop(hop(1.0)), edge_hop(missed)])
    assert (found.tries, found.success, found.times.count) == (3, pytest.approx(2 / 3), 2)
    assert (found.changed, found.stable) == (0.2, 1.4)
    [never] = kpis([edge_hop(missed)])
    assert (never.success, never.times, never.changed, never.kept) == (0, None, None, Kept.NONE)


def test_what_a_popup_disturbed_is_left_out():
    assert kpis([edge_hop(hop(disturbed=True))]) == []


def test_an_edge_is_judged_by_the_limits_of_its_map():
    limits = {("launcher", "home → live"): Limits(within=1.5)}
    slow, other = kpis([edge_hop(hop(2.0)), edge_hop(hop(2.0, edge="x"))], limits)
    assert (slow.kept, slow.too_slow, other.kept) == (Kept.BROKEN, 1, Kept.NONE)


def test_each_build_has_its_own_times():
    [found] = kpis(edge_hop(hop(float(n)), build=f"14.{n}") for n in (1, 2))
    assert {build: told.median for build, told in found.builds.items()} == {"14.1": 1, "14.2": 2}


def test_what_rises_within_hours_is_no_growth_from_day_to_day():
    seconds = [1.1**number for number in range(40)]
    assert times([Sample(number, taken) for number, taken in enumerate(seconds)]).per_day == 0
    burst = [Sample(DAY + number / 1e3, taken) for number, taken in enumerate(seconds)]
    told = times([Sample(0.0, 1.0), *burst]).per_day
    assert 0 <= told < 100  # and not what a rise each millisecond would come to in a day


def test_builds_that_take_turns_are_not_what_a_change_is_put_down_to():
    series = drawn(40) + drawn(20, median=1.5, since=4 * DAY)
    mixed = [replace(one, build=f"14.{number % 2}") for number, one in enumerate(series)]
    [turn] = turns(mixed)
    assert (turn.build, turn.at) == ("", pytest.approx(4 * DAY, abs=DAY / 2))
