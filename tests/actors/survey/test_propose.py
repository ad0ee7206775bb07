"""What is proposed for telling screens apart: it stays on its screen, and is on no other."""

import numpy as np
import pytest

from actors.interface import Frame
from actors.maps import load_map
from actors.survey.candidates import Gallery
from actors.survey.draft import Draft
from actors.survey.naming import numbered, slug
from actors.survey.propose import propose
from actors.survey.replay import Found
from actors.survey.sight import Sight
from navigation.ways import Way

STILL = np.zeros((45, 80), np.bool_)
NAMES = {0: "home", 1: "shop"}


def drawn(seed, width, height):
    grey = np.random.default_rng(seed).integers(40, 255, (height // 8, width // 8, 1), np.uint8)
    return np.repeat(grey.repeat(8, 0).repeat(8, 1), 3, axis=2)


def sight(*, title, row=0, moving=STILL):
    """Return a page with a TITLE, four rows that all pages have, and the focus on one ROW."""
    pixels = np.full((720, 1280, 3), 20, np.uint8)
    pixels[32:64, 64:256] = drawn(title, 192, 32)
    for number in range(4):
        top = 160 + 96 * number
        pixels[top : top + 48, 64:640] = drawn(100 + number, 576, 48)
        if number == row:
            pixels[top - 16 : top + 64, 48:656] ^= 0x7F
    return Sight(Frame(pixels, 0.0), moving)


def gallery(first, second):
    return Gallery({
        0: [sight(title=first, row=row) for row in range(3)],
        1: [sight(title=second, row=row) for row in range(3)],
    })  # fmt: skip


def test_two_lists_of_the_same_rows_are_told_by_their_titles():
    found = propose(gallery(1, 2), NAMES, folder="maps")
    for screen, name in NAMES.items():
        [check] = found[screen].checks
        left, top, width, height = check.region
        assert left < 64 and top < 32 and left + width > 256 and top + height < 160
        assert found[screen].confused == ()
        assert [picture.name for picture in found[screen].references] == [f"maps/{name}.png"]


def test_screens_that_nothing_tells_apart_are_said_to_be_so():
    found = propose(gallery(1, 1), NAMES, folder="maps")
    assert (found[0].confused, found[1].confused) == ((1,), (0,))


def test_a_screen_on_which_all_moves_has_no_proposal():
    moving = [sight(title=title, moving=~STILL) for title in (3, 4)]
    found = propose(Gallery({0: [sight(title=1)], 1: moving}), NAMES, folder="maps")
    assert found[1].checks == ()


def test_no_reference_is_taken_of_a_clock_or_beside_what_moves_of_it():
    clock = np.zeros((45, 80), np.bool_)
    clock[2:4, 10:12] = True
    pages = gallery(1, 2).sights
    moving = Gallery(pages, clock)
    assert gallery(1, 2).candidates(0)[0].box == (4, 2, 12, 2)
    assert all(each.box[1] > 4 for screen in pages for each in moving.candidates(screen))


def test_a_player_does_not_make_titles_doubtful():
    playing = [sight(title=title, moving=~STILL) for title in (3, 4)]
    calm = Gallery({**gallery(1, 2).sights, 2: playing}).candidates(0)[0].calm
    assert calm == gallery(1, 2).candidates(0)[0].calm == 1


def test_a_screen_without_a_way_to_it_is_left_out(tmp_path):
    names = {**NAMES, 2: "help"}
    proposals = propose(Gallery({n: [sight(title=n + 1)] for n in names}), names, folder="d")
    found = Found((Way(0, 1, ("OK",)), Way(2, 1, ("OK",))))
    draft = Draft(names, proposals, found, 0, "a test", (1280, 720), "HOME")
    draft.write(tmp_path / "d.yaml")
    map = load_map(tmp_path / "d.yaml")
    assert list(map.screens) == ["home", "shop"]
    assert [edge.goal for edge in map.leaving["home"] if edge.goal != "home"] == ["shop"]


def test_what_woke_a_device_is_the_first_rung_of_its_ladder(tmp_path):
    proposals = propose(gallery(1, 2), NAMES, folder="d")
    found = Found((Way(0, 1, ("OK",)),))
    draft = Draft(NAMES, proposals, found, 0, "a test", (1280, 720), "HOME", "POWER")
    draft.write(tmp_path / "d.yaml")
    first, *others = load_map(tmp_path / "d.yaml").recover
    assert first.shows and first.do[0].keys == ("POWER",)
    assert [rung.do[0].keys for rung in others] == [("BACK",), ("HOME",)]


def test_what_a_draft_cannot_tell_or_reach_stands_in_comments(tmp_path):
    moving = [sight(title=title, moving=~STILL) for title in (3, 4)]
    seen = Gallery({0: [sight(title=1)], 1: moving, 2: [sight(title=5)]})
    names = {**NAMES, 2: "help"}
    proposals = propose(seen, names, folder="draft")
    found = Found((Way(0, 2, ("HOME", "OK")),), (Way(2, 0, ("UP",)),), (Way(2, 0, ("BACK",)),))
    draft = Draft(
        names, proposals, found, 0, "a test", (1280, 720), "HOME", doubts={1: ("left out",)}
    )
    draft.write(tmp_path / "draft.yaml")
    text = (tmp_path / "draft.yaml").read_text()
    map = load_map(tmp_path / "draft.yaml")
    assert list(map.screens) == ["home", "help"]
    assert "  # left out\n  # shop: " in text
    assert (
        "# did not arrive when it was replayed: {from: help, to: home, do: [{press: UP}]}" in text
    )
    assert "{from: help, to: home, do: [{press: BACK}]}  # not replayed" in text
    assert [edge.actions[0].keys for edge in map.leaving["home"]] == [("HOME", "OK")]


def test_a_name_that_was_given_is_kept_and_none_comes_twice():
    assert numbered(gallery(1, 2), {1: "menu"}) == {0: "screen-1", 1: "menu"}
    assert numbered(gallery(1, 2), {0: "menu", 1: "menu"}) == {0: "menu", 1: "menu-2"}


@pytest.mark.parametrize(
    ("title", "name"), [("Wi-Fi & More", "wi-fi-more"), ("Настройки", "настройки"), ("…", "")]
)
def test_a_name_is_made_of_the_letters_and_digits_of_a_title(title, name):
    assert slug(title) == name
