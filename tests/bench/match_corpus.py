"""Pictures that must be found and pictures that must not, made from a seed.

A case draws its own page, so that any number of cases of any kind can be made,
and none depends on another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.bench.match_absent import ABSENT
from tests.bench.match_present import PRESENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.match_case import Case

KINDS = {**PRESENT, **ABSENT}


def cases(seed: int, count: int) -> Iterator[Case]:
    """Yield COUNT cases, of each kind in turn."""
    kinds = list(KINDS)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield KINDS[kind](kind, np.random.default_rng([seed, number]))
