"""The lower bound: no schedule beats it, and it is no less than what is plainly needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster.schedule import lower_bound

WORK = st.lists(
    st.tuples(
        st.floats(0.01, 100),
        st.sets(st.sampled_from("abcd"), min_size=1).map(sorted).map(tuple),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    ("work", "bound"),
    [
        ([], 0),
        ([(5, "a")], 5),
        ([(5, "a"), (5, "a")], 10),
        ([(5, "ab"), (5, "ab")], 5),
        ([(3, "ab"), (3, "ab"), (3, "ab")], 4.5),
        ([(9, "ab"), (1, "ab")], 9),
        ([(4, "a"), (4, "a"), (1, "b")], 8),
        ([(4, "a"), (4, "b"), (4, "ab")], 6),
    ],
)
def test_it_is_what_one_reckons_by_hand(work, bound):
    assert lower_bound((seconds, tuple(devices)) for seconds, devices in work) == bound


def greedy(work):
    """Return when all WORK, in its order, is done by whichever able device is free first."""
    free = dict.fromkeys("abcd", 0.0)
    for seconds, devices in work:
        device = min(devices, key=free.__getitem__)
        free[device] += seconds
    return max(free.values())


@given(WORK, st.randoms())
def test_no_schedule_beats_it(work, random):
    bound = lower_bound(work)
    for _ in range(5):
        random.shuffle(work)
        assert bound <= greedy(work) * (1 + 1e-9)


@given(WORK)
def test_it_is_no_less_than_the_longest_piece_and_all_work_shared_by_all(work):
    bound = lower_bound(work)
    devices = {device for _, able in work for device in able}
    total = sum(seconds for seconds, _ in work)
    assert bound >= max((seconds for seconds, _ in work), default=0)
    assert bound * max(len(devices), 1) >= total * (1 - 1e-9)
