"""A map file that is yet to be written, with what it lacks."""

import yaml

from navigation.formats.sheet import NO_ACTIONS, NO_CHECKS, Part, Sheet

KNOWN = Part({"shows": ["x"]})


def made(screens, *edges):
    """Return the sheet of SCREENS and EDGES, completed."""
    return Sheet({"name": "m"}, screens, tuple(map(Part, edges))).completed()


def test_an_edge_loses_only_the_screens_that_cannot_be_told():
    edge = {"from": ["a", "b"], "to": ["b", "c"], "do": ["OK"]}
    sheet = made({"a": KNOWN, "b": Part({}), "c": KNOWN}, edge)
    assert yaml.safe_load(sheet.text)["edges"] == [{"from": ["a"], "to": ["c"], "do": ["OK"]}]
    assert sheet.text.splitlines()[-1].endswith(
        "{from: [a, b], to: [b, c], do: [OK]}  # b cannot be told yet"
    )


def test_the_first_screen_that_can_be_it_is_the_start_where_nothing_tells_the_right_one():
    home, popup = Part({"start": True}), Part({"kind": "popup", "shows": ["x"], "dismiss": ["y"]})
    sheet = made({"home": home, "ad": popup, "a": KNOWN})
    assert yaml.safe_load(sheet.text)["screens"]["a"] == {"shows": ["x"], "start": True}


def test_where_no_screen_is_known_all_of_it_stays_where_it_is_to_be_completed():
    sheet = made({"a": Part({}), "b": Part({})}, {"from": "a", "to": "b"})
    assert sheet.text.splitlines() == [
        "format: 1",
        "name: m",
        "screens:",
        f"  a: {{start: true}}  # {NO_CHECKS}",
        f"  b: {{}}  # {NO_CHECKS}",
        "edges:",
        f"  - {{from: a, to: b}}  # {NO_ACTIONS}",
    ]


def test_all_that_it_lacks_is_told():
    sheet = made({"a": KNOWN, "b": Part({})}, {"from": "a", "to": "a", "name": "turn"})
    assert [str(note) for note in sheet.lacking] == [
        f"screen b: stands as a comment: {NO_CHECKS}",
        f"edge a → a: stands as a comment: {NO_ACTIONS}",
    ]
