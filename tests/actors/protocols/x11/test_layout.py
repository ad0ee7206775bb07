"""Which key gives which keysym, and which ones are lent."""

import pytest

from actors.protocols.x11.layout import Layout


@pytest.fixture
def layout():
    """Keys 10 to 13: a, 1 with ! above it, and two spare ones."""
    return Layout(10, [[ord("a"), ord("A")], [ord("1"), ord("!")], [0, 0], [0, 0]])


def test_a_key_gives_one_keysym_and_another_with_shift(layout):
    assert [layout.place(ord(sign)) for sign in "aA1!"] == [
        (10, False),
        (10, True),
        (11, False),
        (11, True),
    ]


def test_a_keysym_without_a_key_is_lent_a_spare_one(layout):
    assert layout.lacks([ord("a"), 500, 500]) == [500]
    keycode = layout.lend([500], [500])[500]
    assert keycode in (12, 13)
    assert layout.place(500) == (keycode, False)
    assert layout.lacks([500]) == []


def test_the_oldest_key_is_lent_again_when_none_is_spare(layout):
    first = layout.lend([500, 501], [500, 501])
    assert layout.free == 0
    again = layout.lend([502], [502, 501])
    assert again == {502: first[500]}
    assert layout.place(501) == (first[501], False)
    assert layout.lacks([500, 501, 502]) == [500]


def test_there_is_as_much_room_as_there_are_spare_keys_lent_or_not(layout):
    assert layout.room == 2
    layout.lend([500], [500])
    assert (layout.room, layout.free) == (2, 1)


def test_another_group_has_other_keysyms_where_a_key_has_one():
    rows = [[ord("a"), ord("A"), 600, 601], [ord("1"), ord("!"), 0, 0]]
    layout = Layout(10, rows, group=1)
    assert (layout.place(601), layout.place(ord("!"))) == ((10, True), (11, True))
    assert layout.lacks([ord("a")]) == [ord("a")]


def test_a_keyboard_that_is_read_again_knows_which_keys_were_lent():
    before = Layout(10, [[ord("a"), 0], [0, 0], [0, 0]])
    before.lend([500, 501], [500, 501])
    rows = [[ord("a"), 0], [501, 501], [0, 0]]  # one of them was taken away
    again = Layout(10, rows, lent=before.lent)
    assert again.lent == {501: 11}
    assert (again.room, again.free) == (2, 1)
