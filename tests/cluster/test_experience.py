"""What the store knows of edges goes before what their map says."""

from pathlib import Path

import pytest

from actors.maps import AppMap, load_map
from cluster.experience import learned
from cluster.store import Store
from navigation.estimates import Estimates
from navigation.hop import Arrival
from navigation.learned import HALF_LIFE
from tests.cluster.hop_records import hop, keep

MAP = """\
name: launcher
screens:
  home: {shows: [{text: Home}], start: true}
  live: {shows: [{text: Live}]}
  login: {shows: [{text: Log in}]}
edges:
- {from: home, to: [live, login], do: [{press: OK}]}
"""


@pytest.fixture
def map(tmp_path: Path) -> AppMap:
    (tmp_path / "launcher.yaml").write_text(MAP)
    return load_map(tmp_path / "launcher.yaml")


@pytest.fixture
def one(tmp_path: Path):
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        yield store


def test_tries_on_devices_of_the_model_are_learned_from(one: Store, map: AppMap) -> None:
    keep(one, *[hop(4.5)] * 20)
    keep(one, *[hop(0.5)] * 20, model="box")
    [to_live, _] = map.leaving["home"]
    found = Estimates(learned(one, map, "tv", now=110.0)).of(to_live)
    assert (found.tries, found.seconds) == (20, pytest.approx(5.0, rel=0.05))
    assert Estimates(learned(one, map, "box", now=110.0)).of(to_live).seconds < 1.1


def test_what_led_elsewhere_tells_of_the_edge_to_there(one: Store, map: AppMap) -> None:
    keep(one, *[hop(1.0, arrival=Arrival.ELSEWHERE, screen="login")] * 8)
    found = Estimates(learned(one, map, "tv", now=110.0))
    to_live, to_login = map.leaving["home"]
    assert found.of(to_live).success < 0.3 < found.of(to_login).success == 1


def test_what_was_disturbed_and_edges_that_are_no_more_teach_nothing(
    one: Store, map: AppMap
) -> None:
    keep(one, hop(disturbed=True), hop(edge="home → shop", goal="shop"), hop(start="shop"))
    assert learned(one, map, "tv", now=110.0).edges == {}


def test_what_is_long_ago_counts_for_less(one: Store, map: AppMap) -> None:
    keep(one, *[hop(8.5)] * 4)
    [to_live, _] = map.leaving["home"]
    now = Estimates(learned(one, map, "tv", now=110.0)).of(to_live)
    later = Estimates(learned(one, map, "tv", now=110.0 + 4 * HALF_LIFE)).of(to_live)
    assert later.seconds < 4 < now.seconds


def test_a_try_of_a_clock_that_was_ahead_makes_nothing_look_old(one: Store, map: AppMap) -> None:
    keep(one, *[hop(4.5)] * 20)
    keep(one, hop(1.0, started=100.0 + 60 * HALF_LIFE))
    [to_live, _] = map.leaving["home"]
    found = Estimates(learned(one, map, "tv", now=110.0)).of(to_live)
    assert (found.tries, found.seconds) == (20, pytest.approx(5.0, rel=0.05))
