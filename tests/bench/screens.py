"""Which of 220 screens is this: what the answer costs, and how often it is right."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.evidence import Recording
from actors.interface import Frame
from actors.screens import identify
from tests.bench.figure import Figure
from tests.bench.match_changes import brighter, h264, jpeg, moved
from tests.bench.screen_pages import SIZE, App, Page, app, as_map, footage

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.maps import AppMap

SEEDS = (501, 502)
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
ENTIRELY = 3  # the frames of which every screen is asked, one after the other
LOOKS = 40  # the frames of each size whose cost is measured

Case = tuple[str | None, "Pixels"]  # the screen that is shown, None for none of the map


def figures() -> list[Figure]:
    """Return the cost beside that of asking screen after screen, and the share of right answers."""
    cv2.setNumThreads(1)
    made, random = app(SEEDS[0]), np.random.default_rng(SEEDS[0])
    map = as_map(made)
    warm_up(map, made)
    known = list(cases(made, made.pages[:: len(made.pages) // LOOKS], random))
    strange = list(cases(made, made.strangers, random))
    found = [_cost(f"{name}, {what}", map, shown, size)
             for name, size in SIZES.items()
             for what, shown in (("a known screen", known), ("no screen", strange))]  # fmt: skip
    return [*found, *(_right(seed) for seed in SEEDS)]


def warm_up(map: AppMap, made: App) -> None:
    """Show every screen once, as it is."""
    random = np.random.default_rng(0)
    for page in made.pages:
        identify(seen(map, made.drawn(page, random)), map.told_apart)


def cases(made: App, pages: Iterable[Page], random: np.random.Generator) -> Iterator[Case]:
    """Yield PAGES of an application as they are seen through coding, noise and small shifts."""
    known = {page.name for page in made.pages}
    for page in pages:
        yield page.name if page.name in known else None, changed(made.drawn(page, random), random)


def changed(picture: Pixels, random: np.random.Generator) -> Pixels:
    """Return PICTURE after one of the things that capture does to it."""
    half = float(random.choice([-0.5, 0.0, 0.5]))
    ways: tuple[Callable[[Pixels], Pixels], ...] = (
        lambda shown: jpeg(shown, 80),
        lambda shown: h264(shown, int(random.integers(23, 29))),
        lambda shown: moved(shown, 0.5, half),
        lambda shown: jpeg(moved(shown, half, 0.5), 80),
        lambda shown: brighter(shown, int(random.choice([-2, 2]))),
    )
    return ways[int(random.integers(len(ways)))](picture)


def seen(map: AppMap, picture: Pixels) -> Recording:
    """Return the evidence of one picture."""
    return Recording([Frame(picture, 0.0)], map.size, map)


def mistakes(map: AppMap, shown: Iterable[Case]) -> list[str]:
    """Return what was said of SHOWN, and what it is, where the two differ."""
    wrong = []
    for truth, picture in shown:
        best = identify(seen(map, picture), map.told_apart).best
        if (best.name if best else None) != truth:
            wrong.append(f"{truth} taken for {best}")
    return wrong


def _right(seed: int) -> Figure:
    made, random = app(seed), np.random.default_rng(seed)
    map = as_map(made)
    foreign = app(seed + 1000)
    strange = [(None, changed(footage(random, SIZE), random)) for _ in range(10)]
    strange += [(None, foreign.drawn(page, random)) for page in foreign.pages[::10]]
    shown = [*cases(made, (*made.pages, *made.strangers), random), *strange]
    wrong = mistakes(map, shown)
    share = 100 * (1 - len(wrong) / len(shown))
    return Figure(f"right, of {len(shown)} pictures of application {seed}", share, "%", least=99)


def _cost(what: str, map: AppMap, shown: list[Case], size: tuple[int, int]) -> Figure:
    evidence = [seen(map, cv2.resize(picture, size)) for _, picture in shown]
    taken = [_cpu(identify, each, map.told_apart) for each in evidence]
    entire = [_cpu(_one_by_one, each, map) for each in evidence[:ENTIRELY]]
    return Figure(what, statistics.median(taken), "ms of CPU", statistics.median(entire), most=30)


def _one_by_one(evidence: Recording, map: AppMap) -> list[str]:
    """Return the screens all checks of which hold."""
    return [
        name
        for name, screen in map.screens.items()
        if all(check.judge(evidence) for check in screen.shows)
    ]


def _cpu(work: Callable[..., object], *given: object) -> float:
    started = time.process_time()
    work(*given)
    return (time.process_time() - started) * 1000
