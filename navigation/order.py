"""The order in which to do things at the screens of a map, so that the least time is spent between.

What begins at one screen and ends at another is a city of the travelling salesman whose way in
and way out differ; the salesman need not return.  For few the order is the best one (Held and
Karp, 1962).  For many it goes to the nearest next, and is then made shorter by swapping two
stretches that follow one another, the one 3-opt move that turns no stretch around (Kanellakis
and Papadimitriou, 1980), again after each of some small disturbances (Martin, Otto and Felten,
1991).
"""

import random
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from itertools import pairwise

Distance = Callable[[str, str], float]  # expected seconds of the cheapest way between screens
Costs = list[list[float]]  # seconds from the end of one stop to the begin of another

EXACT = 11  # stops for which the best order is found in some 0.1 s
EFFORT = 200_000  # disturbances times stops squared: 55 for 60 stops, none for 450
MOST = 1000  # stops that are put in order at all, which takes some seconds
NEAR = 8  # places at which a stretch is tried, the most promising first
FAR = 3600.0  # seconds that stand for: there is no way
_ROUNDING = 1e-9  # seconds


@dataclass(frozen=True)
class Visit:
    """What BEGINS at a screen and ENDS at one; None: wherever the device stands just then."""

    begins: str | None = None
    ends: str | None = None

    @property
    def moves(self) -> bool:
        """Tell whether it matters to it, or to what comes next, where the device stands."""
        return self.begins is not None or self.ends is not None


def order(visits: Sequence[Visit], distance: Distance, *, here: str | None = None) -> list[int]:
    """Return the numbers of VISITS in the order that takes the least DISTANCE between them.

    The device stands at HERE, or nobody knows where.  Equals stay in the order given, a visit
    that moves nothing keeps its place, and so do all where no other order takes less, or where
    there are more than MOST: those that begin and end at one screen count as one.
    """
    moving = [number for number, visit in enumerate(visits) if visit.moves]
    stops = _stops(visits, moving)
    if len(stops) > MOST:
        return list(range(len(visits)))
    costs = _costs([visits[stop[0]] for stop in stops], distance, here)
    walk = _best(costs) if len(stops) <= EXACT else _good(costs)
    found = list(range(len(visits)))
    for place, number in zip(moving, (n for stop in walk for n in stops[stop - 1]), strict=True):
        found[place] = number
    before = seconds_between(visits, distance, here=here)
    after = seconds_between([visits[number] for number in found], distance, here=here)
    return found if after < before - _ROUNDING else list(range(len(visits)))


def seconds_between(
    visits: Sequence[Visit], distance: Distance, *, here: str | None = None
) -> float:
    """Return the seconds that are spent on the way to and between VISITS, done one by one."""
    spent = 0.0
    for visit in visits:
        spent += _seconds(distance, here, visit.begins)
        here = visit.ends or visit.begins or here
    return spent


def _stops(visits: Sequence[Visit], moving: list[int]) -> list[list[int]]:
    """Return the numbers of the MOVING visits, together those that begin and end at one screen.

    Nothing is lost by that, as no way is cheaper than the cheapest one past other screens.
    """
    stops: dict[object, list[int]] = {}
    for number in moving:
        visit = visits[number]
        stays = visit.begins is not None and visit.ends in (None, visit.begins)
        stops.setdefault(visit.begins if stays else number, []).append(number)
    return list(stops.values())


def _costs(stops: list[Visit], distance: Distance, here: str | None) -> Costs:
    """Return the seconds from each stop to each; number 0 is where the device stands now.

    Nothing leads back to number 0: after the last stop the device stays where it is.
    """
    ends = [here, *(visit.ends or visit.begins for visit in stops)]
    rows = {
        end: [0.0, *(_seconds(distance, end, visit.begins) for visit in stops)] for end in set(ends)
    }
    return [rows[end] for end in ends]


def _seconds(distance: Distance, start: str | None, goal: str | None) -> float:
    if start is None or goal is None or start == goal:
        return 0.0
    return min(distance(start, goal), FAR)


def _best(costs: Costs) -> tuple[int, ...]:
    """Return the order of all stops that costs least; of several the first one by number."""

    @cache
    def rest(here: int, left: frozenset[int]) -> tuple[float, tuple[int, ...]]:
        ways = []
        for stop in left:
            seconds, after = rest(stop, left - {stop})
            ways.append((costs[here][stop] + seconds, (stop, *after)))
        return min(ways, default=(0.0, ()))

    return rest(0, frozenset(range(1, len(costs))))[1]


def _good(costs: Costs) -> list[int]:
    """Return an order of all stops that costs little more than the best one, the same each time."""
    chance = random.Random(0)
    ring = _polished([0, *_nearest_next(costs)], costs)
    for _ in range(EFFORT // len(ring) ** 2):
        other = _polished(_disturbed(ring, chance), costs)
        if _whole(other, costs) <= _whole(ring, costs):
            ring = other
    return _from(0, ring)[1:]


def _polished(ring: list[int], costs: Costs) -> list[int]:
    """Return RING with neighbouring stretches swapped while that makes it cheaper.

    Looked at again are only the stops after which another one comes by then (Bentley, 1992).
    """
    waiting = deque(ring)
    while waiting:
        ring = _from(waiting.popleft(), ring)
        if cuts := _cuts(ring, costs):
            waiting.extend((ring[0], *(ring[cut - 1] for cut in cuts)))
            ring = _swapped(ring, 1, *cuts)
    return ring


def _disturbed(ring: list[int], chance: random.Random) -> list[int]:
    """Return RING with two short stretches swapped somewhere."""
    first = chance.randrange(len(ring) - 2)
    middle = first + chance.randint(1, 3)
    return _swapped(ring, first, middle, middle + chance.randint(1, 3))


def _swapped(ring: list[int], first: int, middle: int, last: int) -> list[int]:
    return [*ring[:first], *ring[middle:last], *ring[first:middle], *ring[last:]]


def _from(stop: int, ring: list[int]) -> list[int]:
    at = ring.index(stop)
    return ring[at:] + ring[:at]


def _whole(ring: list[int], costs: Costs) -> float:
    return sum(costs[stop][after] for stop, after in pairwise([*ring, ring[0]]))


def _nearest_next(costs: Costs) -> Iterator[int]:
    here, left = 0, list(range(1, len(costs)))
    while left:
        here = min(left, key=costs[here].__getitem__)
        left.remove(here)
        yield here


def _cuts(ring: list[int], costs: Costs) -> tuple[int, int] | None:
    """Return where to cut RING so that the stretches before and after the first cut swap places.

    The first one begins behind the ring's first stop, the second one ends at the second cut.
    What is won is the most that can be, of the cuts that are likely; None where nothing is.
    """
    leaving = costs[ring[0]]
    if not leaving[ring[1]]:
        return None
    nexts = [*ring[1:], ring[0]]
    taken = [costs[stop][after] for stop, after in zip(ring, nexts, strict=True)]
    back = [costs[stop][ring[1]] - took for stop, took in zip(ring, taken, strict=True)]
    nearer = (one for one in range(2, len(ring)) if leaving[ring[one]] < taken[0])
    best, cuts = -_ROUNDING, None
    for one in nsmallest(NEAR, nearer, key=lambda one: leaving[ring[one]] - taken[one - 1]):
        so_far = leaving[ring[one]] - taken[0] - taken[one - 1]
        on = costs[ring[one - 1]]
        rest = [go + on[after] for go, after in zip(back[one:], nexts[one:], strict=True)]
        least = min(rest)
        if so_far + least < best:
            best, cuts = so_far + least, (one, one + rest.index(least) + 1)
    return cuts
