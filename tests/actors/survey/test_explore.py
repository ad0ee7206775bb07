"""A simulated television is explored: its pages, the ways between, and what tells them apart."""

import pytest

from actors.evidence import Recording
from actors.interface import Frame
from actors.maps import load_map
from actors.screens import identify
from actors.simulator.pages import BUILT_IN
from actors.survey.candidates import Gallery
from actors.survey.explore import Explorer, crawl_of
from actors.survey.learned import write_map
from actors.survey.naming import names_of, numbered
from actors.survey.replay import Replay
from actors.survey.sorting import sights_of
from actors.survey.survey import Survey
from navigation.graph import Graph
from navigation.route import route
from tests.actors.survey.virtual import Tapped, Virtual
from tests.actors.survey.watched import KEYS, explored
from tests.wander import wander, wanderer


@pytest.fixture(scope="module")
def learned():
    return explored(Virtual(), budget=70)


@pytest.fixture(scope="module")
def map(learned, tmp_path_factory):
    path = tmp_path_factory.mktemp("maps") / "tv.yaml"
    names = {learned.survey.trace.screen(s): learned.survey.page(s) for s in learned.survey.shown}
    learned.survey.names = names
    write_map(
        learned.survey, learned.found, path,
        start=learned.explorer.start, about="explored", naming=numbered, reset="HOME",
    )  # fmt: skip
    return load_map(path)


def test_each_screen_is_one_page_and_each_page_one_screen(learned):
    trace = learned.survey.trace
    pages = [learned.survey.pages(screen).keys() for screen in trace.screens]
    assert all(len(page) == 1 for page in pages)
    assert len(set().union(*pages)) == len(pages) >= 5
    assert {"home", "search", "live", "apps"} <= set().union(*pages)


def test_the_player_is_one_screen_whatever_channel_plays(learned):
    trace = learned.survey.trace
    [live] = [s for s in trace.screens if learned.survey.page(s) == "live"]
    channels = learned.survey.album.sights[live]
    assert len(trace.of(live)) == 1
    assert len(channels) > 1
    assert all(sight.is_restless for sight in channels)


def test_screens_are_called_after_their_titles(learned):
    survey = learned.survey
    screens = [screen for screen in survey.trace.screens if survey.page(screen) != "home"]
    names = names_of(Gallery({screen: sights_of(survey, screen) for screen in screens}), {})
    titled = {screen: name for screen, name in names.items() if survey.page(screen) != "live"}
    assert titled == {screen: survey.page(screen) for screen in titled}


def test_the_budget_is_kept(learned):
    device = Virtual()
    survey = Survey(device)
    Explorer(survey, KEYS, "HOME", 7).explore()
    assert survey.spent == len(device.acted) == 7


@pytest.mark.parametrize("moved", [(), ("DOWN", "RIGHT"), ("RIGHT", "DOWN", "DOWN")])
def test_every_way_that_was_kept_arrives_wherever_the_focus_is(learned, moved):
    for way in learned.found.proven:
        assert learned.arrives(way, moved=moved), way


def test_each_screen_is_known_by_its_reference_whatever_has_the_focus(learned, map):
    for screen in learned.survey.trace.screens:
        for sight in learned.survey.album.sights[screen]:
            best = identify(Recording((sight.frame,), size=map.size), map.told_apart).best
            assert best.name == learned.survey.page(screen)


def test_the_written_map_walks_to_every_screen(learned, map):
    device, graph = Virtual(), Graph(map)
    for goal in map.screens:
        device.act("HOME")
        for edge in route(graph, map.start, goal):
            for step in edge.actions:
                for key in step.keys:
                    device.wait(step.gap)
                    device.act(key)
        device.wait(1.0)
        seen = Recording((Frame(device.television.picture(), device.now),), size=map.size)
        assert identify(seen, map.told_apart).best.name == device.page == goal


def test_the_step_goto_walks_the_written_map(map):
    device = wanderer(map, BUILT_IN, faults="", seed=1, speed=10.0)
    trips = list(wander(device, 5, seed=2, within=60.0))
    assert [str(trip) for trip in trips if not trip.is_good or trip.detours] == []
    assert len({trip.goal for trip in trips}) >= 3


def test_lost_keys_make_no_wrong_way():
    learned = explored(Virtual(faults="drop_key=0.05", seed=3), budget=40)
    assert learned.found.proven
    for way in learned.found.proven:
        assert learned.arrives(way, moved=("DOWN",)), way


def test_a_device_that_tells_its_elements_is_tapped():
    learned = explored(Tapped(), keys=(), budget=12)
    pages = {learned.survey.page(screen) for screen in learned.survey.trace.screens}
    assert len(pages) >= 4
    assert any(
        not isinstance(action, str) for way in learned.found.proven for action in way.actions
    )


def test_a_way_that_was_only_seen_by_chance_is_found_out():
    survey = Survey(Virtual())
    start, nowhere = survey.do("HOME"), survey.trace.add()
    survey.trace.note(start, "NUM_5", nowhere)
    found = Replay(survey, crawl_of(KEYS, "HOME"), start).run()
    assert [(way.goal, way.actions) for way in found.failed] == [(nowhere, ("HOME", "NUM_5"))]
    assert found.proven == found.untried == ()
