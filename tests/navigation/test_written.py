"""What stands in a map file: what may be left out, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from navigation.written import EdgeSpec, MapFile, Screen

TextFile, TextScreen, TextEdge = MapFile[str, str], Screen[str, str], EdgeSpec[str]
WAY = {"from": "home", "to": "live", "do": ["OK"]}

WORDS = st.sampled_from(["", "home", "*", "ö → ü", "1", "a/b"])
TEXTS = st.lists(WORDS, max_size=2)
SOME = st.lists(WORDS, min_size=1, max_size=2)
SECONDS = st.floats(0.1, 100)
FACTS = st.one_of(WORDS, st.integers(), st.booleans(), SECONDS)
SCREENS = st.builds(dict, shows=SOME, match=st.sampled_from(["all", "any"]), timeout=SECONDS)
POPUPS = st.builds(dict, shows=SOME, kind=st.just("popup"), dismiss=SOME)
EDGES = st.builds(
    lambda ends, **more: ends | more,
    st.one_of(
        st.builds(lambda a, b, back: {"from": a, "to": b, "back": back}, WORDS, WORDS, TEXTS),
        st.builds(lambda a, b: {"from": a, "to": b}, SOME, SOME),
    ).filter(lambda ends: not (ends.get("back") and ends["from"] == "*")),
    do=SOME, retry=TEXTS, failed=TEXTS, settle=SECONDS, seconds=SECONDS,
    success=st.floats(0.01, 1), within=st.none() | SECONDS, p95=st.none() | SECONDS,
    when=st.dictionaries(WORDS, FACTS | st.lists(FACTS, min_size=1, max_size=2), max_size=2),
    name=st.none() | WORDS,
)  # fmt: skip
FILES = st.builds(
    dict,
    name=WORDS,
    extends=st.just("base.yaml"),
    without=st.builds(dict, screens=TEXTS),
    variables=st.dictionaries(WORDS, FACTS, max_size=2),
    screens=st.dictionaries(WORDS, SCREENS | POPUPS, max_size=2),
    edges=st.lists(EDGES, max_size=2),
    recover=st.lists(st.builds(dict, do=SOME, shows=TEXTS), max_size=2),
)


@given(FILES)
@settings(max_examples=60, deadline=None)
def test_a_file_that_was_read_is_written_as_it_can_be_read_again(written):
    file = TextFile.model_validate(written)
    assert TextFile.model_validate(file.model_dump(by_alias=True)) == file
    assert TextFile.model_validate_json(file.model_dump_json(by_alias=True)) == file


def test_one_end_needs_no_list():
    edge = TextEdge.model_validate(WAY | {"when": {"language": "en"}})
    assert (edge.starts, edge.goals, edge.when) == (("home",), ("live",), {"language": ("en",)})


@pytest.mark.parametrize("kind", ["screen", "menu", "overlay"])
def test_a_place_without_checks_is_refused_as_it_is_never_known(kind):
    with pytest.raises(ValidationError, match=f"a {kind} needs 'shows'"):
        TextScreen.model_validate({"kind": kind})


@pytest.mark.parametrize("kind", ["action", "entry"])
def test_what_is_no_place_need_not_show_anything(kind):
    assert TextScreen.model_validate({"kind": kind}).shows == ()


def test_a_screen_that_holds_a_map_shows_what_the_start_of_that_shows():
    assert TextScreen.model_validate({"map": "settings.yaml"}).shows == ()


@pytest.mark.parametrize("screen", [{"kind": "popup"}, {"dismiss": ["BACK"]}])
def test_a_popup_and_only_a_popup_is_dismissed(screen):
    with pytest.raises(ValidationError, match="'dismiss' goes with 'kind: popup'"):
        TextScreen.model_validate({"shows": ["x"]} | screen)


@pytest.mark.parametrize("ends", [{"from": ["a", "b"]}, {"to": ["a", "b"]}, {"from": "*"}])
def test_a_way_back_needs_one_screen_at_each_end(ends):
    with pytest.raises(ValidationError, match="'back' is for an edge from one screen to one"):
        TextEdge.model_validate(WAY | {"back": ["BACK"]} | ends)


@pytest.mark.parametrize(
    "bad",
    [
        {"from": []},
        {"do": []},
        {"seconds": 0},
        {"success": 0},
        {"success": 1.1},
        {"settle": -1},
        {"within": 0},
        {"when": {"language": []}},
        {"wait": 2},
    ],
)
def test_what_makes_no_edge_is_refused(bad):
    with pytest.raises(ValidationError):
        TextEdge.model_validate(WAY | bad)


@pytest.mark.parametrize("bad", [{"format": 2}, {"colour": "red"}, {"size": [1280]}])
def test_what_makes_no_file_is_refused(bad):
    with pytest.raises(ValidationError):
        TextFile.model_validate({"name": "m"} | bad)


def test_only_what_extends_another_map_can_leave_something_out():
    with pytest.raises(ValidationError, match="'without' goes with 'extends'"):
        TextFile.model_validate({"name": "m", "without": {"screens": ["shop"]}})
