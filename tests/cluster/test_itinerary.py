"""In which order each device does its jobs, so that it navigates little."""

from itertools import pairwise

import pytest

from actors.maps import load_map
from actors.testcase import TestCase
from cluster.campaign import load_campaign
from cluster.itinerary import itineraries, visit
from cluster.lab import load_lab
from navigation.learned import Learned, Tally
from navigation.order import Visit
from tests.cluster.written import device, write, write_campaign, write_case, write_lab

MEASURED = {"measure": {"name": "m", "do": [{"goto": "apps"}], "until": "motion", "within": 2}}
SCREENS = ("home", "tv", "apps", "shop")


def line(*more):
    """Return a map of SCREENS in a line, with MORE edges."""
    edges = [
        {"from": here, "to": there, "do": [{"press": "OK"}], "back": [{"press": "BACK"}]}
        for here, there in pairwise(SCREENS)
    ]
    screens = {name: {"shows": [{"text": name}], "start": name == "home"} for name in SCREENS}
    screens["volume"] = {"kind": "action"}
    louder = {"from": "tv", "to": "volume", "do": [{"press": "VOLUME_UP"}]}
    return {"name": "line", "screens": screens, "edges": [*edges, louder, *more]}


@pytest.fixture
def folder(tmp_path):
    write_lab(tmp_path, *(device(f"tv-{n}", map="launcher") for n in (1, 2)))
    write(tmp_path / "maps" / "launcher.yaml", line())
    for screen in SCREENS:
        write_case(tmp_path, screen, {"goto": screen}, {"press": "OK"})
    write_case(tmp_path, "press", {"press": "OK"})
    return tmp_path


def ways(folder, *cases, known=None, **fields):
    path = write_campaign(folder, *cases, **fields)
    campaign = load_campaign(path, load_lab(folder / "lab.yaml"))
    return itineraries(campaign, campaign.jobs, known or {})


ONE = {"names": ["tv-1"]}


def test_jobs_are_ordered_by_how_far_their_screens_are_apart(folder):
    found = ways(folder, "home", "shop", "tv", "apps", on=ONE)
    assert found == {"tv-1": {1: 0, 2: 3, 3: 1, 4: 2}}


def test_repetitions_go_the_same_way_again(folder):
    found = ways(folder, "home", "shop", "tv", on=ONE, repeat=2)
    assert found == {"tv-1": {1: 0, 2: 2, 3: 1, 4: 0, 5: 2, 6: 1}}


def test_devices_that_share_their_jobs_begin_far_from_one_another(folder):
    found = ways(folder, "home", "shop", "tv", "apps")
    assert found == {"tv-1": {1: 0, 2: 3, 3: 1, 4: 2}, "tv-2": {1: 2, 2: 1, 3: 3, 4: 0}}


def test_devices_that_share_none_all_begin_where_it_is_best(folder):
    found = ways(folder, "home", "shop", "tv", spread="every")
    assert found == {"tv-1": {1: 0, 3: 2, 5: 1}, "tv-2": {2: 0, 4: 2, 6: 1}}


def test_a_campaign_can_ask_for_the_order_of_its_file(folder):
    assert ways(folder, "home", "shop", "tv", order="file") == {}


def test_where_no_case_goes_anywhere_the_order_of_the_file_stays(folder):
    assert ways(folder, "press") == {}


def test_what_only_one_device_can_walk_is_near_only_for_it(folder):
    versions = {"tv-1": "14", "tv-2": "9"}
    write_lab(folder, *(device(n, map="launcher", labels={"os": v}) for n, v in versions.items()))
    short_cut = {"from": "home", "to": "shop", "do": [{"press": "RED"}], "when": {"os": "14"}}
    write(folder / "maps" / "launcher.yaml", line(short_cut))
    found = ways(folder, "home", "shop", "apps", spread="every")
    assert [list(way.values()) for way in found.values()] == [[0, 1, 2], [0, 2, 1]]


def test_a_way_that_was_learned_to_be_slow_is_far(folder):
    short_cut = {
        "from": "home",
        "to": "shop",
        "do": [{"press": "RED"}],
        "back": [{"press": "BACK"}],
    }
    write(folder / "maps" / "launcher.yaml", line(short_cut))
    slow = Tally(arrivals=50.0, arriving=3000.0, tries=50)
    learned = Learned(edges={"home → shop": slow, "shop → home": slow})
    cases = ("tv", "home", "shop")
    assert list(ways(folder, *cases, on=ONE)["tv-1"].values()) == [0, 1, 2]
    found = ways(folder, *cases, on=ONE, known={("launcher", "tv"): learned})
    assert list(found["tv-1"].values()) == [1, 0, 2]


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        ([{"press": "OK"}], Visit()),
        ([{"goto": "tv"}], Visit("tv", "tv")),
        ([{"goto": "tv"}, {"press": "OK"}, {"goto": "shop"}], Visit("tv", "shop")),
        ([{"goto": "tv"}, {"goto": "volume"}], Visit("tv", "tv")),
        (
            [
                {
                    "measure": {
                        "name": "m",
                        "do": [{"goto": "apps"}],
                        "until": "motion",
                        "within": 2,
                    }
                },
                {"goto": "shop"},
            ],
            Visit("apps", "shop"),
        ),
    ],
)
def test_a_case_begins_at_the_first_and_ends_at_the_last_screen_that_it_goes_to(
    folder, steps, wanted
):
    case = TestCase.model_validate({"name": "case", "steps": steps})
    assert visit(case, load_map(folder / "maps" / "launcher.yaml")) == wanted
