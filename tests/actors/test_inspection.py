"""All that is wrong with the file of a map, and where."""

import cv2
import numpy as np
import pytest

from actors.errors import ConfigError
from actors.inspection import inspected

BACK = "- {from: '*', to: home, do: [{press: HOME}]}"
START = "{shows: [{text: Home}], start: true}"


@pytest.fixture
def folder(tmp_path):
    """Return a folder with references called a, b, c and d, of 60 x 40 pixels."""
    (tmp_path / "references").mkdir()
    noise = np.random.default_rng(1)
    for name in "abcd":
        picture = noise.integers(0, 255, (40, 60, 3), np.uint8)
        cv2.imwrite(str(tmp_path / "references" / f"{name}.png"), picture)
    return tmp_path


@pytest.fixture
def found(folder):
    """Return what is wrong with a map of screens: kind, line, and what is said."""

    def found(*screens, home=START, edges=(), kinds=(), name="m.yaml", **more):
        goals = [screen.split(":")[0] for screen in screens if "popup" not in screen]
        ways = [f"- {{from: home, to: {goal}, do: [{{press: {goal}}}]}}" for goal in goals]
        lines = ["name: m", "screens:", f"  home: {home}", *(f"  {each}" for each in screens)]
        (folder / name).write_text("\n".join([*lines, "edges:", BACK, *ways, *edges, ""]))
        told = inspected(folder / name, **more)
        some = [each for each in told if not kinds or each.finding.kind in kinds]
        return [(each.finding.kind, each.line, str(each)) for each in some]

    return found


def only(found):
    """Return the kinds and lines of what was FOUND, but for what no picture was asked for."""
    return [each[:2] for each in found if each[0] not in ("not-asked", "unused-reference")]


def test_nothing_is_wrong_with_screens_that_differ(found):
    assert only(found("a: {shows: [{text: A}]}", "b: {shows: [{image: a.png}]}")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{text: Same}", "{text: same, region: [0, 0, 99, 99]}"),
        ("{image: a.png, region: [0, 0, 99, 99]}", "{image: a.png, region: [90, 0, 99, 99]}"),
        ("{element: Same}", "{element: Same}"),
    ],
)
def test_two_screens_known_by_the_same_are_an_error(found, one, other):
    told = found(f"a: {{shows: [{one}]}}", f"b: {{shows: [{other}]}}", pictures=False)
    assert only(told) == [("same-checks", 4)]
    assert "m.yaml:4: error: a and b are both known by" in told[0][2]


def test_the_same_picture_in_another_part_of_the_screen_is_another_check(found):
    screens = [
        f"{name}: {{shows: [{{image: a.png, region: [{left}, 0, 80, 80]}}]}}"
        for name, left in (("a", 0), ("b", 200))
    ]
    assert only(found(*screens)) == []


def test_a_screen_known_by_a_part_of_another_is_a_warning_and_a_popup_an_error(found):
    page = "page: {shows: [{text: Head}, {text: Page}]}"
    told = found("list: {shows: [{text: Head}]}", page)
    assert only(told) == [("part-of-checks", 4)] and "warning" in told[0][2]
    popup = "ad: {kind: popup, shows: [{text: Head}], dismiss: [{press: OK}]}"
    told = found(popup, page)
    assert only(told) == [("part-of-checks", 4)] and "error" in told[0][2]


def test_each_way_to_know_a_screen_counts_where_any_will_do(found):
    told = found("a: {shows: [{text: A}, {text: B}], match: any}", "b: {shows: [{text: B}]}")
    assert only(told) == [("same-checks", 4)]


def test_a_screen_whose_references_show_another_one_too_is_told(found, folder):
    whole = cv2.imread(str(folder / "references" / "a.png"))
    cv2.imwrite(str(folder / "references" / "part.png"), whole[:30, :40])
    screens = [
        "whole: {shows: [{image: a.png, region: [100, 100, 60, 40]}]}",
        "part: {shows: [{image: part.png, region: [95, 95, 80, 60]}]}",
    ]
    assert ("hardly-told", 4) in only(found(*screens))
    assert only(found(*screens, pictures=False)) == []


def test_a_picture_that_does_not_show_its_screen_is_an_error(found, folder):
    black = np.zeros((720, 1280, 3), np.uint8)
    cv2.imwrite(str(folder / "page.png"), black)
    told = found("a: {shows: [{image: a.png}], picture: page.png}")
    assert only(told) == [("not-shown", 4)]
    assert "its own picture does not show a: it is 0.00 alike" in told[0][2]
    black[100:140, 100:160] = cv2.imread(str(folder / "references" / "a.png"))
    cv2.imwrite(str(folder / "page.png"), black)
    assert only(found("a: {shows: [{image: a.png}], picture: page.png}")) == []


def test_a_picture_that_shows_another_screen_is_an_error(found, folder):
    page = np.zeros((720, 1280, 3), np.uint8)
    for name, top in (("a", 100), ("b", 300)):
        page[top : top + 40, 100:160] = cv2.imread(str(folder / "references" / f"{name}.png"))
    cv2.imwrite(str(folder / "page.png"), page)
    ad = "ad: {kind: popup, shows: [{image: b.png}], dismiss: [{press: OK}]}"
    told = found("a: {shows: [{image: a.png}], picture: page.png}", ad)
    assert only(told) == [("taken-for-another", 4)]


def test_a_picture_that_is_not_there_is_an_error(found):
    assert only(found("a: {shows: [{image: a.png}], picture: no.png}")) == [("missing-picture", 4)]


def test_a_screen_that_is_known_by_what_is_not_there_only_is_a_warning(found):
    absent = "{text: A, absent: true}"
    told = found(f"a: {{shows: [{absent}]}}", f"b: {{shows: [{absent}, {{text: B}}], match: any}}")
    assert ("only-absent", 4) in only(told) and ("only-absent", 5) in only(told)
    assert only(found(f"a: {{shows: [{absent}, {{text: B}}]}}")) == []


def test_errors_come_first_and_then_what_stands_further_up(found):
    twice = "{shows: [{text: Same}]}"
    edges = ["- {from: a, to: a, do: [{press: OK}]}", "- {from: home, to: no, do: [{press: a}]}"]
    told = found(f"a: {twice}", "no: {shows: [motion]}", f"b: {twice}", edges=edges)
    assert only(told) == [
        ("same-checks", 4), ("contradiction", 13), ("untimed", 5), ("to-itself", 12)
    ]  # fmt: skip


def test_it_tells_how_many_screens_were_looked_for(found):
    told = []
    screens = [
        f"{name}: {{shows: [{{image: {name}.png, region: [90, 90, 80, 60]}}]}}" for name in "abc"
    ]
    found(*screens, told=lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_a_screen_that_no_picture_can_show_needs_none(found):
    told = found("zap: {kind: action}", "live: {shows: [motion]}", kinds=["not-asked"])
    assert "1 of 3 screens were not looked for" in told[0][2]


def test_a_popup_whose_dismissal_touches_nothing_is_an_error(found):
    told = found("ad: {kind: popup, shows: [{text: Ad}], dismiss: [{sleep: 1}]}")
    assert only(told) == [("not-dismissed", 4)]


def test_a_goal_that_no_single_picture_tells_is_a_warning(found):
    assert only(found("live: {shows: [motion]}")) == [("untimed", 4)]


def test_references_that_nothing_names_are_told(found):
    told = found("a: {shows: [{image: a.png}]}", kinds=["unused-reference"])
    assert [said.split("reference ")[1][:5] for _, _, said in told] == ["b.png", "c.png", "d.png"]


def test_all_complaints_of_a_file_are_told_each_with_its_line(found):
    told = found("a: {shows: [{image: no.png}]}", "b: {}", edges=["- {from: home, to: a}"])
    assert [line for _, line, _ in told] == [4, 5, 10]
    assert "no picture 'no.png'" in told[0][2]


def test_what_is_wrong_in_a_held_map_is_told_in_its_file(found):
    held = ("same: {shows: [{text: Inner}]}", "other: {shows: [{text: Inner}]}")
    found(*held, name="held.yaml", home="{shows: [{text: Settings}], start: true}")
    told = found("settings: {map: held.yaml}", kinds=["same-checks"])
    assert "held.yaml:4: error: settings/same and settings/other" in told[0][2]


def test_an_edge_of_a_held_map_is_told_in_its_file(found):
    twice = ["- {from: home, to: home, do: [{press: OK}]}"]
    found("a: {shows: [{text: A}]}", name="first.yaml")
    found("b: {shows: [{text: B}]}", name="inner.yaml", edges=twice)
    found("c: {map: inner.yaml}", name="held.yaml")
    told = found("first: {map: first.yaml}", "held: {map: held.yaml}", kinds=["to-itself"])
    assert [each[1] for each in told] == [8]
    assert "inner.yaml:8: warning: it leads from held/c to itself" in told[0][2]


def test_what_is_wrong_in_a_map_that_is_extended_is_told_in_its_file(found, folder):
    found("a: {shows: [{text: A}]}", "b: {shows: [{text: A}]}", name="base.yaml")
    (folder / "m.yaml").write_text("name: m\nextends: base.yaml\nvariables: {a: 1}\n")
    told = [str(each).removeprefix(f"{folder}/") for each in inspected(folder / "m.yaml")]
    assert told[0].startswith("base.yaml:4: error: a and b are both known")
    assert "m.yaml:3: warning: nothing asks for the variable 'a'" in told[1]


def test_what_is_no_map_at_all_is_refused(tmp_path):
    with pytest.raises(ConfigError):
        inspected(tmp_path / "no.yaml")
