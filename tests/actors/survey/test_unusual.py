"""Televisions that answer late, fall asleep, scroll, or have pages that are much alike."""

import pytest

from actors.errors import CannotJudge
from actors.maps import load_map
from actors.survey.explore import Explorer
from actors.survey.learned import write_map
from actors.survey.naming import numbered
from actors.survey.replay import Replay
from tests.actors.survey.painted import Listed, Painted
from tests.actors.survey.watched import Learned, Watched

TWO = {
    "home": Listed((1,), ("music", "films", None)),
    "music": Listed((2,), (None, None, None)),
    "films": Listed((3,), (None, None, None)),
}


def learned(device, *, budget):
    survey = Watched(device)
    explorer = Explorer(survey, ("UP", "DOWN", "OK", "BACK"), "HOME", budget)
    explorer.explore()
    spent, replay = survey.spent, Replay(survey, explorer.crawl, explorer.start)
    return Learned(survey, explorer, spent, replay.run())


def pages(learned):
    trace = learned.survey.trace
    return sorted(tuple(sorted(learned.survey.pages(screen))) for screen in trace.screens)


def ways(learned):
    page = learned.survey.page
    return {(page(way.start), page(way.goal)) for way in learned.found.proven}


def test_a_painted_television_is_learned():
    tv = learned(Painted(TWO), budget=40)
    assert pages(tv) == [("films",), ("home",), ("music",)]
    assert {("home", "films"), ("home", "music"), ("music", "home")} <= ways(tv)


def test_one_that_answers_late_is_waited_for():
    tv = learned(Painted(TWO, latency=2.0), budget=40)
    assert pages(tv) == [("films",), ("home",), ("music",)]
    assert {("home", "films"), ("home", "music"), ("music", "home")} <= ways(tv)


def test_one_that_answers_soon_is_not_waited_for_long():
    device = Painted(TWO, latency=0.2)
    tv = learned(device, budget=40)
    assert device.now / tv.survey.spent < 1.5


def test_one_that_falls_asleep_is_woken():
    tv = learned(Painted(TWO, sleeps=frozenset({4, 11})), budget=40)
    assert {("home",), ("music",), ("films",)} <= set(pages(tv))
    assert {("home", "films"), ("home", "music"), ("music", "home")} <= ways(tv)


def test_a_list_that_scrolls_is_one_page():
    long = {"home": Listed((1,), ("music", None, None)), "music": Listed((2,), (None,) * 8)}
    assert pages(learned(Painted(long), budget=32)) == [("home",), ("music",)]


def test_pages_whose_titles_share_a_word_are_two():
    alike = {
        "home": Listed((1,), ("jazz", "rock", None)),
        "jazz": Listed((2, 3, 4), look=9),
        "rock": Listed((2, 3, 5), look=9),
    }
    assert pages(learned(Painted(alike), budget=40)) == [("home",), ("jazz",), ("rock",)]


def test_one_that_slept_is_drawn_with_what_wakes_it(tmp_path):
    tv, path = learned(Painted(TWO, sleeps=frozenset({1})), budget=40), tmp_path / "tv.yaml"
    write_map(
        tv.survey, tv.found, path,
        start=tv.explorer.start, about="explored", naming=numbered, reset="HOME",
    )  # fmt: skip
    map = load_map(path)
    assert len(map.screens) == 3
    assert map.recover[0].do[0].keys == ("POWER",)
    assert "nothing is to be seen, as on a device that sleeps" in path.read_text()


def test_one_that_stays_dark_has_no_map(tmp_path):
    tv = learned(Painted(TWO, sleeps=frozenset(range(500))), budget=10)
    with pytest.raises(CannotJudge):
        write_map(
            tv.survey, tv.found, tmp_path / "tv.yaml",
            start=tv.explorer.start, about="explored", naming=numbered, reset="HOME",
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []
