"""Which key to try next: everything is found in the end, and what promises most comes first."""

from hypothesis import given, settings
from hypothesis import strategies as st

from navigation.homing import homing
from navigation.ways import ways
from tests.navigation.interfaces import CRAWL, OPPOSITES, Explored, Lists

NAMES = [f"page-{number}" for number in range(6)]
ROWS = st.lists(st.sampled_from([*NAMES, None]), min_size=1, max_size=4)
INTERFACES = st.fixed_dictionaries(dict.fromkeys(("home", *NAMES), ROWS))


def reachable(pages):
    found, waiting = {"home"}, ["home"]
    while waiting:
        new = {row for row in pages[waiting.pop()] if row} - found
        found |= new
        waiting += new
    return found


@settings(max_examples=15, deadline=None)
@given(INTERFACES)
def test_a_crawl_without_a_limit_finds_every_page_and_no_other(pages):
    found = Explored(Lists(pages)).go()
    assert {page for page, _ in found.known} == reachable(pages)


@settings(max_examples=15, deadline=None)
@given(INTERFACES, st.booleans(), st.data())
def test_every_way_arrives_wherever_the_focus_is(pages, remembers, data):
    found = Explored(Lists(pages, remembers)).go()
    for way in ways(found.trace, CRAWL, 0):
        if way.actions == ("BACK",):
            continue  # it leads to where one came from
        page = found.name(way.start)
        row = data.draw(st.integers(0, len(pages[page]) - 1))
        lists = Lists(pages, page=page, row=row)
        for key in way.actions:
            lists.press(key)
        assert lists.page == found.name(way.goal)


def test_a_page_where_nothing_was_found_is_left_for_one_where_much_was():
    pages = {"home": ["keyboard", "menu"], "keyboard": [None] * 40}
    pages |= {"menu": [f"entry-{n}" for n in range(8)], **{f"entry-{n}": [None] for n in range(8)}}
    found = Explored(Lists(pages)).go(budget=100)
    assert {page for page, _ in found.known} >= set(pages) - {"keyboard"}


def test_the_focus_of_a_list_is_brought_to_its_top():
    found = Explored(Lists({"home": [None, None, None]})).go()
    assert homing(found.trace, 0, opposites=OPPOSITES) == (("UP", "UP"), 0)


def test_one_key_that_opens_the_screen_afresh_brings_the_focus_home_too():
    found = Explored(Lists({"home": [None, None, None]})).go()
    for state in found.trace.of(0):
        found.trace.note(state, "HOME", 0)
    assert homing(found.trace, 0, opposites=OPPOSITES, single=["HOME"]) == (("HOME",), 0)


def test_a_list_that_goes_round_has_no_place_to_which_its_focus_is_brought():
    found = Explored(Lists({"home": [None, None]})).go()
    for state in found.trace.of(0):
        for key in OPPOSITES:
            for _ in range(3):
                found.trace.note(state, key, 1 - state)
    assert homing(found.trace, 0, opposites=OPPOSITES) is None


def test_where_the_focus_cannot_be_known_a_way_begins_at_the_start():
    found = Explored(Lists({"home": ["ring"], "ring": [None, "end"], "end": [None]})).go()
    trace, ring = found.trace, [found.known["ring", 0], found.known["ring", 1]]
    for state in ring:
        for key in OPPOSITES:
            for _ in range(3):
                trace.note(state, key, ring[1 - ring.index(state)])
    way = next(w for w in ways(trace, CRAWL, 0) if found.name(w.goal) == "end")
    assert found.name(way.start) == "home"
    assert way.actions[0] == "HOME"
