"""What was done to an interface, and what it led to."""

from navigation.trace import Tally, Trace


def test_a_new_state_is_of_a_new_screen_or_of_a_known_one():
    trace = Trace()
    home, focused, other = trace.add(), trace.add(0), trace.add()
    assert trace.screens == [home, other]
    assert trace.of(focused) == [home, focused]


def test_two_screens_that_have_a_state_in_common_become_one():
    trace = Trace()
    states = [trace.add() for _ in range(4)]
    trace.join(states[3], states[1])
    trace.join(states[2], states[3])
    assert trace.screens == [0, 1]
    assert trace.of(3) == [1, 2, 3]


def test_an_action_leads_where_it_led_most_often():
    trace = Trace()
    here, there = trace.add(), trace.add()
    trace.note(here, "OK", here)  # a key that got lost
    trace.note(here, "OK", there)
    trace.note(here, "OK", there)
    assert trace.leads(here, "OK") == there
    assert trace.times(here, "OK") == 3
    assert trace.leads(there, "OK") is None


def test_the_way_is_the_fewest_actions_and_may_begin_with_the_reset():
    trace = Trace()
    a, b, c, d = (trace.add() for _ in range(4))
    for before, action, after in ((a, "R", b), (b, "R", c), (c, "R", d), (a, "D", c)):
        trace.note(before, action, after)
    assert trace.ways(a)[d] == ("D", "R")
    assert trace.ways(d) == {d: ()}
    assert trace.ways(d, reset=("HOME", a))[d] == ()
    assert trace.ways(d, reset=("HOME", a))[c] == ("HOME", "D")
    assert trace.ways(a, within={b, c})[c] == ("D",)


def test_what_was_found_on_a_screen_counts_for_those_that_look_like_it_too():
    trace = Trace()
    home, lists = trace.add(), trace.add()
    trace.note(home, "OK", lists, is_new=True)
    twin = trace.add(kin=lists)
    trace.note(lists, "OK", twin, is_new=True)
    assert trace.tally(home, ["OK"]) == Tally(done=1, screens=1, states=0)
    assert trace.tally(twin, ["OK"]) == Tally(done=1, screens=0, states=1)


def test_a_screen_is_entered_in_the_state_that_it_came_up_in_most_often():
    trace = Trace()
    home, first = trace.add(), trace.add()
    second = trace.add(first)
    trace.note(first, "DOWN", second)
    trace.note(second, "UP", first)
    for after in (second, first, first):
        trace.note(home, "OK", after)
    assert trace.entry(second) == first
