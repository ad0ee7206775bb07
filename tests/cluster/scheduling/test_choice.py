"""Which job a free device takes: the pressing one, and what others can do only when nothing is."""

import pytest

from cluster.scheduling.choice import Choice

COMMON, SCARCE = frozenset({"plain", "special"}), frozenset({"special"})


def lab(jobs, plain=1, special=1, away=0):
    """Return a choice for devices that are free or away and JOBS: (name, who is able, seconds)."""
    free = [f"p{n}" for n in range(plain)] + [f"s{n}" for n in range(special)]
    others = [f"s{n}" for n in range(special, special + away)]
    names = {"p": "plain", "s": "special"}
    choice = Choice({device: names[device[0]] for device in free + others})
    for device in free:
        choice.free(device)
    for name, able, seconds, *priority in jobs:
        choice.add(name, able, seconds, priority=sum(priority))
    return choice


def begun(choice, now=0.0):
    """Return which device takes what NOW."""
    taken = {}
    while chosen := choice.next(now):
        job, device = chosen
        taken[device] = job
    return taken


def test_a_device_that_others_need_leaves_to_them_what_they_can_do():
    jobs = [("long", COMMON, 10), *((f"scarce {n}", SCARCE, 5) for n in range(8))]
    assert begun(lab(jobs)) == {"p0": "long", "s0": "scarce 0"}


def test_a_device_that_others_need_helps_where_there_is_more_to_do():
    jobs = [("scarce", SCARCE, 1), *((f"common {n}", COMMON, 10) for n in range(8))]
    choice = lab(jobs)
    assert begun(choice) == {"p0": "common 0", "s0": "scarce"}
    choice.free("s0")
    assert begun(choice, now=1.0) == {"s0": "common 1"}


def test_of_what_is_equally_pressing_the_longest_goes_first():
    jobs = [("short", COMMON, 1), ("long", COMMON, 9), ("middle", COMMON, 5)]
    assert begun(lab(jobs, plain=2, special=0)) == {"p0": "long", "p1": "middle"}


def test_a_long_job_that_would_begin_too_late_goes_before_what_is_scarce():
    choice = lab([(f"now {n}", COMMON, 90) for n in range(4)], plain=4, special=4)
    assert set(begun(choice)) == {"p0", "p1", "p2", "p3"}
    choice.add("long", COMMON, 80)
    for number in range(32):
        choice.add(f"scarce {number}", SCARCE, 5)
    assert "long" in begun(choice).values()


def test_a_long_job_that_its_own_devices_begin_in_time_is_left_to_them():
    choice = lab([(f"now {n}", COMMON, 100) for n in range(3)], plain=3, special=0, away=5)
    begun(choice)
    choice.add("long", COMMON, 1100)
    for number in range(32):
        choice.add(f"common {number}", COMMON, 100)
    for number in range(80):
        choice.add(f"scarce {number}", SCARCE, 100)
    for number in range(5):
        choice.free(f"s{number}")
    assert all(job.startswith("scarce") for job in begun(choice).values())


def test_a_long_job_is_left_by_devices_that_have_less_room_than_it_needs():
    jobs = [(f"long {n}", COMMON, 60) for n in range(12)]
    jobs += [(f"scarce {n}", SCARCE, 20) for n in range(25)]  # 7 devices need 174 s for all
    taken = begun(lab(jobs, plain=4, special=3))
    assert all(taken[device].startswith("scarce") for device in ("s0", "s1", "s2"))


def test_no_job_waits_while_a_device_that_can_do_it_is_idle():
    assert set(begun(lab([("a", COMMON, 5), ("b", COMMON, 5)])).values()) == {"a", "b"}


def test_what_only_a_busy_device_can_do_waits_for_it():
    choice = lab([("a", SCARCE, 5), ("b", SCARCE, 4)])
    assert begun(choice) == {"s0": "a"}
    choice.free("s0")
    assert begun(choice, now=5.0) == {"s0": "b"}


def test_a_higher_priority_goes_before_all_others_that_it_meets():
    jobs = [("scarce", SCARCE, 50, 0), ("urgent", COMMON, 1, 5), ("long", COMMON, 90, 0)]
    assert "urgent" in begun(lab(jobs, plain=0)).values()


def test_jobs_of_unknown_length_keep_to_the_order_in_which_they_came():
    choice = lab([(name, COMMON, None) for name in "abc"], plain=3, special=0)
    assert list(begun(choice).values()) == ["a", "b", "c"]


@pytest.mark.parametrize(("took", "first"), [(50.0, "unknown 2"), (1.0, "known")])
def test_a_job_of_unknown_length_is_taken_for_as_long_as_others_like_it_took(took, first):
    choice = lab([("unknown 1", SCARCE, None)], plain=0)
    assert begun(choice) == {"s0": "unknown 1"}
    choice.learn(SCARCE, took)
    choice.add("known", SCARCE, 10)
    choice.add("unknown 2", SCARCE, None)
    choice.free("s0")
    assert begun(choice, now=took)["s0"] == first


def test_a_device_that_left_takes_nothing_until_it_is_back():
    choice = lab([("a", COMMON, 5)], plain=0)
    choice.leave("s0")
    assert begun(choice) == {}
    choice.free("s0")
    assert begun(choice, now=3.0) == {"s0": "a"}


def test_a_device_that_left_with_its_job_is_not_counted_busy():
    choice = lab([("a", COMMON, 5)], plain=0)
    begun(choice)
    choice.leave("s0")
    choice.free("s0")
    choice.add("b", COMMON, 5)
    assert begun(choice, now=1.0) == {"s0": "b"}


def test_a_device_is_free_or_not_however_often_it_is_said():
    choice = lab([("a", COMMON, 5), ("b", COMMON, 5)], plain=0)
    choice.free("s0")
    assert begun(choice) == {"s0": "a"}
    choice.leave("s0")
    choice.leave("s0")
    assert begun(choice) == {}
