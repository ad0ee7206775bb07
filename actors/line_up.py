"""Is each screen of a map told from all others, on a picture of it?"""

from __future__ import annotations

from collections.abc import Iterator
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
from navigation.finding import Finding, Severity

if TYPE_CHECKING:
    from actors.checks import Check
    from actors.maps import AppMap
    from actors.vision.region import Size


@dataclass(frozen=True)
class Shot:
    """A FRAME that shows the screen NAME, among those that it can be asked for.

    is_made: put together from what the screen is known by, for want of a picture of it.
    """

    name: str
    frame: Frame
    among: frozenset[str]
    is_made: bool


def line_up(map: AppMap, folder: Path) -> Iterator[Finding]:
    """Yield the screens that the pictures of them in FOLDER do not show, or hardly.

    A screen without a picture of its own is looked for in one that has its references where
    they must be, on black, and only among the screens that are known by references, too.
    """
    pictured = frozenset(name for name in map.screens if _is_told_by_one_picture(map, name))
    referenced = frozenset(name for name in map.screens if _is_known_by_references(map, name))
    asked = 0
    for name, screen in map.screens.items():
        if screen.picture and name in pictured:
            file = folder / screen.picture
            if (frame := _read(file)) is None:
                place = ("screens", name, "picture")
                yield Finding(Severity.ERROR, "missing-picture", place, f"no picture at {file}")
                continue
            shot = Shot(name, frame, pictured, is_made=False)
        elif name in referenced:
            checks = next(ways_to_know(screen))
            shot = Shot(name, _pasted(checks, map.size), referenced, is_made=True)
        else:
            continue
        asked += 1
        if finding := _judged(map, shot):
            yield finding
    if asked < len(map.screens):
        said = f"{len(map.screens) - asked} of {len(map.screens)} screens were not looked for in a"
        said += " picture: give them a 'picture', which `vpt device NAME shot` takes"
        yield Finding(Severity.INFO, "not-asked", ("screens",), said)


def _read(file: Path) -> Frame | None:
    try:
        return read_frame(file, 0.0)
    except (OSError, ConfigError):
        return None


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


def _judged(map: AppMap, shot: Shot) -> Finding | None:
    """Return what is wrong with how the screen of SHOT is told, if anything is."""
    name, place = shot.name, ("screens", shot.name)
    what = "a picture of its references" if shot.is_made else "its own picture"
    seen = Recording((shot.frame,), size=map.size, map=map)
    try:
        ranking = identify(seen, map.told_apart, among=shot.among)
    except CannotJudge as e:
        return Finding(Severity.WARNING, "not-judged", place, f"{name} on {what}: {e}")
    if ranking.best is None:
        wanted = ranking.of(name)
        why = wanted.deciding.reason if wanted.deciding else f"it is {wanted.score:.2f} alike"
        said = f"{what} does not show {name}: {why}"
        return Finding(Severity.ERROR, "not-shown", place, said)
    if ranking.best.name != name:
        said = f"{what} is taken for {ranking.best.name}: add to {name} what only it shows"
        return Finding(Severity.ERROR, "taken-for-another", place, said)
    if ranking.margin < TIE:
        other = next(each for each in ranking.candidates if each.name != name)
        said = (
            f"{what} shows {name} only {ranking.margin:.2f} better than {other.name}, needs {TIE}"
        )
        return Finding(
            Severity.WARNING, "hardly-told", place, f"{said}: add what only one of them shows"
        )
    return None
