"""Is each screen of a map told from all others, on a picture of it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from actors.checks.image import Image
from actors.errors import CannotJudge, ConfigError
from actors.evidence import Recording
from actors.footage import read_frame
from actors.interface import Frame
from actors.lasting import OverTime
from actors.screens import TIE, identify, ways_to_know
from actors.shortlist import Shortlist
from navigation.finding import Finding, Severity

if TYPE_CHECKING:
    from actors.checks import Check
    from actors.maps import AppMap
    from actors.screens import Ranking
    from actors.vision.region import Size

Told = Callable[[int, int], None]


def to_nobody(done: int, of: int) -> None:
    """Tell nobody how many are DONE, and OF how many."""


@dataclass(frozen=True)
class Sitting:
    """The screen NAME, to be told among those that it can be asked for.

    picture: the file that shows it; without, one is made of what it is known by.
    """

    name: str
    among: frozenset[str]
    picture: Path | None

    def frame(self, map: AppMap) -> Frame:
        """Return what shows it.  Raises ConfigError, OSError."""
        if self.picture is not None:
            return read_frame(self.picture, 0.0)
        return _pasted(next(ways_to_know(map.screens[self.name])), map.size)


def line_up(map: AppMap, folder: Path, *, told: Told = to_nobody) -> Iterator[Finding]:
    """Yield the screens that the pictures of them in FOLDER do not show, or hardly.

    A screen without a picture of its own is looked for in one that has its references where
    they must be, on black, and only among the screens that are known by references, too.
    told: is told how many were looked for, and of how many.
    """
    pictured = frozenset(name for name in map.screens if _is_told_by_one_picture(map, name))
    sittings = list(_sittings(map, folder, pictured))
    shortlist = Shortlist(map.told_apart)
    for number, sitting in enumerate(sittings):
        told(number, len(sittings))
        if finding := _judged(map, sitting, shortlist):
            yield finding
    if unseen := pictured.difference(each.name for each in sittings):
        said = f"{len(unseen)} of {len(map.screens)} screens were not looked for in a picture:"
        said += " give them a 'picture', which `vpt device NAME shot` takes"
        yield Finding(Severity.INFO, "not-asked", ("screens",), said)


def _sittings(map: AppMap, folder: Path, pictured: frozenset[str]) -> Iterator[Sitting]:
    referenced = frozenset(name for name in map.screens if _is_known_by_references(map, name))
    for name, screen in map.screens.items():
        if screen.picture and name in pictured:
            yield Sitting(name, pictured, folder / screen.picture)
        elif name in referenced:
            yield Sitting(name, referenced, None)


def _is_told_by_one_picture(map: AppMap, name: str) -> bool:
    shows = map.screens[name].shows
    return bool(shows) and all(
        not isinstance(check, OverTime) and check.needs() == {"picture"} for check in shows
    )


def _is_known_by_references(map: AppMap, name: str) -> bool:
    shows = map.screens[name].shows
    return bool(shows) and all(
        isinstance(check, Image) and check.region and not check.absent for check in shows
    )


def _pasted(checks: tuple[Check, ...], size: Size) -> Frame:
    import numpy as np

    canvas = np.zeros((size[1], size[0], 3), np.uint8)
    for check in checks:
        assert isinstance(check, Image) and check.region
        pixels = check.alternatives[0].pixels
        left, top, width, height = check.region
        left += max(0, width - pixels.shape[1]) // 2
        top += max(0, height - pixels.shape[0]) // 2
        place = canvas[top : top + pixels.shape[0], left : left + pixels.shape[1]]
        drawn = pixels[: place.shape[0], : place.shape[1]]
        opaque = drawn[..., 3] > 0 if drawn.shape[2] == 4 else np.s_[:]
        place[opaque] = drawn[..., :3][opaque]
    return Frame(canvas, 0.0)


def _judged(map: AppMap, sitting: Sitting, shortlist: Shortlist) -> Finding | None:
    """Return what is wrong with how the screen of SITTING is told, if anything is."""
    name, place = sitting.name, ("screens", sitting.name)
    what = "its own picture" if sitting.picture else "a picture of its references"
    try:
        frame = sitting.frame(map)
        among = {name} | sitting.among & shortlist.of(frame)
        seen = Recording((frame,), size=map.size, map=map)
        ranking = identify(seen, map.told_apart, among=among)
    except (OSError, ConfigError):
        said = f"no picture at {sitting.picture}"
        return Finding(Severity.ERROR, "missing-picture", (*place, "picture"), said)
    except CannotJudge as e:
        return Finding(Severity.WARNING, "not-judged", place, f"{name} on {what}: {e}")
    return _told(name, ranking, what)


def _told(name: str, ranking: Ranking, what: str) -> Finding | None:
    """Return what is wrong with the RANKING of what shows the screen NAME, if anything is."""
    place = ("screens", name)
    if ranking.best is None:
        wanted = ranking.of(name)
        why = wanted.deciding.reason if wanted.deciding else f"it is {wanted.score:.2f} alike"
        said = f"{what} does not show {name}: {why}"
        return Finding(Severity.ERROR, "not-shown", place, said)
    if ranking.best.name != name:
        said = f"{what} is taken for {ranking.best.name}: add to {name} what only it shows"
        return Finding(Severity.ERROR, "taken-for-another", place, said)
    if ranking.margin >= TIE:
        return None
    other = next(each for each in ranking.candidates if each.name != name)
    said = f"{what} shows {name} only {ranking.margin:.2f} better than {other.name}, needs {TIE}"
    said += ": add what only one of them shows"
    return Finding(Severity.WARNING, "hardly-told", place, said)
