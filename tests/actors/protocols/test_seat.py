"""What happens before a computer when a key is pressed or a finger drawn."""

from hypothesis import given
from hypothesis import strategies as st

from actors.protocols.seat import Key, Point, Rest, dragging, pressing

PLACES = st.tuples(st.integers(0, 4000), st.integers(0, 4000))


def test_a_chord_goes_down_in_order_and_up_in_the_other():
    assert list(pressing((1, 2), 0.5)) == [
        Key(1, True),
        Key(2, True),
        Rest(0.5),
        Key(2, False),
        Key(1, False),
    ]


def test_a_press_without_a_hold_has_no_rest():
    assert list(pressing((1,))) == [Key(1, True), Key(1, False)]


@given(PLACES, PLACES, st.floats(0, 5))
def test_a_drag_begins_and_ends_where_and_when_it_is_said(start, end, seconds):
    events = list(dragging(start, end, seconds))
    points = [event for event in events if isinstance(event, Point)]
    rests = [event.seconds for event in events if isinstance(event, Rest)]
    assert points[:2] == [Point(*start, False), Point(*start, True)]
    assert points[-2:] == [Point(*end, True), Point(*end, False)]
    assert all(point.down for point in points[1:-1])
    assert rests == sorted(rests)
    assert rests[-1] == seconds


@given(PLACES, PLACES, st.floats(0.1, 2))
def test_a_drag_moves_steadily(start, end, seconds):
    xs = [event.x for event in dragging(start, end, seconds) if isinstance(event, Point)]
    assert xs in (sorted(xs), sorted(xs, reverse=True))
