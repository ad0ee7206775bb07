"""Interfaces that are made up: of any size, the same for the same design, each page its own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.simulator.invented import FEWEST, MOST, interface
from actors.simulator.pages import BUILT_IN
from actors.simulator.television import Television

SIZES = st.integers(FEWEST, MOST)
DESIGNS = st.integers(0, 50)


def opened(pages):
    return {name: {e.opens for row in page.rows for e in row.entries} - {""}
            for name, page in pages.items()}  # fmt: skip


@settings(deadline=None, max_examples=25)
@given(SIZES, DESIGNS)
def test_an_interface_has_the_pages_that_were_asked_for_and_each_has_its_title(screens, design):
    pages = interface(screens, design).pages
    assert len(pages) == screens
    assert len({page.title for page in pages.values()}) == screens
    assert {"home", "settings", "live"} <= set(pages)


@settings(deadline=None, max_examples=25)
@given(SIZES, DESIGNS)
def test_every_page_is_opened_by_its_parent(screens, design):
    pages = interface(screens, design).pages
    opens = opened(pages)
    assert all(name == "home" or name in opens[page.parent] for name, page in pages.items())
    assert all(goals <= set(pages) for goals in opens.values())


def test_some_pages_are_opened_from_several_others():
    opens = opened(interface(200, 1).pages)
    times = sorted(sum(name in goals for goals in opens.values()) for name in opens)
    assert times[-1] >= 4 and times.count(2) >= 10


def test_entries_fit_on_their_pages():
    for page in interface(1000, 2).pages.values():
        assert all(1 <= len(row.entries) <= 4 for row in page.rows)
        assert len(page.rows) <= 6


def test_the_same_design_is_the_same_interface_and_another_is_not():
    once, again, other = interface(60, 1), interface(60, 1), interface(60, 2)
    assert once is again
    assert set(once.pages) != set(other.pages)


def test_no_screens_are_the_built_in_ones():
    assert interface(0) is BUILT_IN


@pytest.mark.parametrize("screens", [-1, FEWEST - 1, MOST + 1])
def test_an_impossible_size_is_refused_with_those_that_are_possible(screens):
    with pytest.raises(ValueError, match="20 to 1000 screens, or 0"):
        interface(screens)


def test_a_television_has_the_apps_of_its_interface(clock):
    tv = Television("tv", interface=interface(40, 1), clock=clock)
    app = tv.apps[-1]
    assert len(tv.apps) == 15 and tv.launch(app.package)
    assert tv.foreground == app.package
    tv.stop(app.package)
    assert tv.foreground == "tv.simulated.launcher"
