"""How far screens are from one another at least, as seen from a few of them."""

from collections.abc import Callable
from heapq import nlargest
from math import inf, isfinite
from typing import TypeVar

from navigation.arcs import Arcs

Action = TypeVar("Action")

Bound = Callable[[int], float]
Table = list[float]

LANDMARKS = 8  # more make no search shorter that is long; each takes two searches of all screens


class Landmarks:
    """Bounds of what ways cost, from what those to and from some screens at the edge cost.

    That is the triangle inequality (Goldberg and Harrelson: Computing the shortest path: A*
    search meets graph theory, 2005).  Each table tells of screens that a way from one to another
    costs at least the difference of theirs; it does so as well where some arcs are left out.

    start: one of those screens; each of the others is as far from those before it as can be.
    """

    def __init__(self, ahead: Arcs[Action], behind: Arcs[Action], *, start: int) -> None:
        screens = len(ahead.made)
        self._tables: list[Table] = []
        self._nothing = [0.0] * screens
        nearest, landmark = [inf] * screens, start
        for _ in range(LANDMARKS):
            there, back = ahead.costs(landmark), behind.costs(landmark)
            self._tables += [there, [-cost for cost in back]]
            nearest = [min(known, a + b) for known, a, b in zip(nearest, there, back, strict=True)]
            landmark = _farthest(nearest)

    def bounds(self, start: int, goal: int) -> tuple[Bound, Bound]:
        """Return the least that a screen's way to GOAL, and the one from START to it, can cost.

        Both are infinite where no way leads from START to GOAL, and consistent: along an arc,
        they fall or rise by no more than it costs.
        """
        if any(table[goal] - table[start] == inf for table in self._tables):
            return _endless, _endless
        able = [one for one in self._tables if isfinite(one[start]) and isfinite(one[goal])]
        best = nlargest(4, able, key=lambda table: table[goal] - table[start])
        a, b, c, d = (*best, *[self._nothing] * 4)[:4]
        a0, b0, c0, d0 = a[start], b[start], c[start], d[start]
        a1, b1, c1, d1 = a[goal], b[goal], c[goal], d[goal]
        return (
            lambda one: max(a1 - a[one], b1 - b[one], c1 - c[one], d1 - d[one]),
            lambda one: max(a[one] - a0, b[one] - b0, c[one] - c0, d[one] - d0),
        )


def _farthest(nearest: list[float]) -> int:
    """Return the screen with the highest cost that is not infinite."""
    return max((cost, screen) for screen, cost in enumerate(nearest) if cost < inf)[1]


def _endless(_: int) -> float:
    return inf
