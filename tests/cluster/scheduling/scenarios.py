"""Small scenarios: written by hand, or drawn."""

from hypothesis import strategies as st

from cluster.scheduling.scenario import Device, Job, Scenario

SECONDS = st.integers(1, 20)
NEEDS = st.frozensets(st.sampled_from("ab"))


def scenario(devices, jobs):
    """Return a scenario: DEVICES as "ab" (what it gives), JOBS as (needs, seconds[, fields])."""
    return Scenario(
        devices=[Device(name=f"d{n}", capabilities=frozenset(g)) for n, g in enumerate(devices)],
        jobs=[job(number, *each) for number, each in enumerate(jobs)],
    )


def job(number, needs, seconds, fields=None):
    return Job(
        **{"id": number, "needs": frozenset(needs), "duration": seconds, "estimate": seconds}
        | (fields or {})
    )


@st.composite
def outages(draw):
    begins = draw(st.integers(0, 30))
    return begins, begins + draw(SECONDS)


@st.composite
def scenarios(draw, *, most_devices=5, most_jobs=15, moving=True, guessed=True):
    """Draw a scenario whose last device can do everything."""
    some = st.lists(NEEDS, max_size=most_devices - 1)
    down = st.lists(outages(), max_size=2) if moving else st.just([])
    arrives = st.integers(0, 40) if moving else st.just(0)
    estimate = st.none() | SECONDS if guessed else SECONDS
    devices = [
        Device(name=f"d{number}", capabilities=gives, down=draw(down))
        for number, gives in enumerate([*draw(some), frozenset("ab")])
    ]
    jobs = [
        Job(id=number, needs=needs, duration=draw(SECONDS), estimate=draw(estimate),
            arrives=draw(arrives), priority=draw(st.integers(0, 1)))
        for number, needs in enumerate(draw(st.lists(NEEDS, max_size=most_jobs)))
    ]  # fmt: skip
    return Scenario(devices=devices, jobs=jobs)
