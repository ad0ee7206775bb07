"""Labs of unlike devices and their jobs, drawn by chance.

Capabilities are nested (each smaller set within the one before), apart (phones, televisions,
boxes, and jobs for any), mixed (each device has each by chance), rare (few boxes can what many
cannot), or skewed (some everywhere, some nearly nowhere).
"""

import random
from collections.abc import Callable, Sequence
from math import exp

from cluster.scheduling.scenario import Capabilities, Device, Job, Scenario

Drawn = tuple[list[set[str]], Callable[[], set[str]]]  # of each device, and what a job needs

DEVICES, JOBS = (8, 120), (60, 4000)
SPREAD = (0.8, 1.2)  # sigma of the logarithm of durations


def lab(seed: int, *, noise: float) -> Scenario:
    """Return a lab of any size, its shapes in turn.

    Durations are log-normal; estimates are off by a log-normal factor of sigma NOISE.
    """
    chance = random.Random(f"lab {seed}")
    devices, jobs = chance.randint(*DEVICES), chance.randint(*JOBS)
    shape = list(SHAPES.values())[seed % len(SHAPES)]
    return drawn(shape(chance, devices), jobs, chance=chance, noise=noise)


def drawn(
    capabilities: Drawn, jobs: int, *, chance: random.Random, noise: float, median: float = 60
) -> Scenario:
    """Return a scenario with so many JOBS; what no device can do needs nothing at all."""
    gives, needs = capabilities
    spread = chance.uniform(*SPREAD)
    given = {frozenset(each) for each in gives}
    return Scenario(
        devices=tuple(
            Device(name=f"d{number}", capabilities=frozenset(each))
            for number, each in enumerate(gives)
        ),
        jobs=tuple(
            _job(number, _possible(needs(), given), chance, (median, spread, noise))
            for number in range(jobs)
        ),
    )


def restless(scenario: Scenario, seed: int, *, outages: float, span: float) -> Scenario:
    """Return SCENARIO with jobs that arrive over SPAN seconds, and devices that leave and return.

    A part OUTAGES of the devices is down once, for up to a fifth of SPAN; half of the jobs is
    there at the beginning.
    """
    chance = random.Random(f"restless {seed}")
    devices = [
        device.model_copy(update={"down": (_outage(chance, span),)})
        if chance.random() < outages
        else device
        for device in scenario.devices
    ]
    jobs = [
        job.model_copy(update={"arrives": max(0.0, chance.uniform(-span, span))})
        for job in scenario.jobs
    ]
    return Scenario(devices=tuple(devices), jobs=tuple(jobs))


def _outage(chance: random.Random, span: float) -> tuple[float, float]:
    begins = chance.uniform(0, span)
    return begins, begins + chance.uniform(0.02, 0.2) * span


def _possible(needs: set[str], given: set[Capabilities]) -> Capabilities:
    wanted = frozenset(needs)
    return wanted if any(wanted <= gives for gives in given) else frozenset()


def _job(
    number: int, needs: Capabilities, chance: random.Random, lengths: tuple[float, float, float]
) -> Job:
    median, spread, noise = lengths
    duration = median * exp(chance.gauss(0, spread))
    estimate = duration * exp(chance.gauss(0, noise))
    return Job(id=number, needs=needs, duration=duration, estimate=estimate)


def _names(count: int) -> list[str]:
    return [f"c{number}" for number in range(count)]


def _some(chance: random.Random, likely: dict[str, float]) -> set[str]:
    return {name for name, chances in likely.items() if chance.random() < chances}


def _one_of(chance: random.Random, sets: Sequence[set[str]], often: Sequence[float]) -> set[str]:
    return chance.choices(sets, often)[0]


def nested(chance: random.Random, devices: int) -> Drawn:
    names, parts = _names(chance.randint(2, 6)), [1.0]
    for _ in names:
        parts.append(parts[-1] * chance.uniform(0.3, 0.9))
    gives = []
    for _ in range(devices):
        place = chance.random()
        gives.append({name for name, part in zip(names, parts[1:], strict=True) if place < part})
    sets = [set(names[:depth]) for depth in range(len(parts))]
    own = [part - after for part, after in zip(parts, [*parts[1:], 0.0], strict=True)]
    often = [part * chance.uniform(0.2, 1.5) for part in own]
    return gives, lambda: _one_of(chance, sets, often)


def apart(chance: random.Random, devices: int) -> Drawn:
    sets = [{name} for name in _names(chance.randint(2, 6))]
    parts = [chance.uniform(0.2, 1) for _ in sets]
    often = [part * chance.uniform(0.5, 1.2) for part in parts]
    often.append(chance.uniform(0, 1) * sum(often))
    gives = [_one_of(chance, sets, parts) for _ in range(devices)]
    return gives, lambda: _one_of(chance, [*sets, set()], often)


def mixed(chance: random.Random, devices: int) -> Drawn:
    names = _names(chance.randint(3, 8))
    likely, most = chance.uniform(0.3, 0.9), chance.randint(1, 3)
    gives = [_some(chance, dict.fromkeys(names, likely)) for _ in range(devices)]
    return gives, lambda: set(chance.sample(names, chance.randint(0, most)))


def rare(chance: random.Random, devices: int) -> Drawn:
    gives = [{"common"} if chance.random() < 0.6 else set[str]() for _ in range(devices)]
    sets, often = [{"common"}, set[str]()], [0.4, 0.6]
    for name in _names(chance.randint(1, 3)):
        boxes = chance.sample(range(devices), chance.randint(1, max(1, devices // 10)))
        for box in boxes:
            gives[box].add(name)
        sets.append({name})
        often.append(len(boxes) / devices * chance.uniform(0.3, 1.3))
    return gives, lambda: _one_of(chance, sets, often)


def skewed(chance: random.Random, devices: int) -> Drawn:
    falls = chance.uniform(0.3, 1)
    likely = {name: (place + 1) ** -falls for place, name in enumerate(_names(8))}
    asked = {name: chances**2 * chance.uniform(0.2, 0.8) for name, chances in likely.items()}
    gives = [_some(chance, likely) for _ in range(devices)]
    return gives, lambda: _some(chance, asked)


SHAPES = {"nested": nested, "apart": apart, "mixed": mixed, "rare": rare, "skewed": skewed}
