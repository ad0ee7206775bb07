"""Writes the map of a simulated interface, with the pictures that its screens are known by."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import yaml
from numpy.typing import NDArray

from actors.simulator.history import Look
from actors.simulator.interface import Interface, Page
from actors.simulator.keystrokes import Way, ways
from actors.simulator.layout import HEIGHT, WIDTH
from actors.simulator.paint.picture import PAGE_SECONDS, paint
from actors.simulator.scene import NEVER, Scene

Pixels = NDArray[np.uint8]
Part = tuple[int, int, int, int]  # left, top, width, height

MARGIN: Final = 14  # pixels around a picture in which it may lie

_HEAD: Final[Part] = (56, 30, 564, 56)  # the icon and the title of a page
_HOME: Final[Part] = (56, 30, 200, 56)  # the same, beside which other things are
_LIVE: Final[Part] = (66, 44, 84, 32)  # within the badge of the player, beneath which all moves
_UPDATE: Final[Part] = (356, 248, 588, 44)  # the title of the popup
_COMMENT: Final = """\
# Drawn after the simulated interface itself.
#
# Whatever had the focus before, each way begins where the focus is known: HOME
# and MENU open their page afresh, and the arrows end in the corners of a page.
"""


@dataclass(frozen=True)
class Pace:
    """How fast a map is walked, in seconds; the defaults are those of any map.

    gap: between two keys; settle: for how long a screen must be told; timeout: until it must be.
    """

    gap: float = 0.2
    settle: float = 0.2
    timeout: float = 5.0


USUAL: Final = Pace()


def chart(interface: Interface, folder: Path, *, name: str, pace: Pace = USUAL) -> Path:
    """Write the map NAME.yaml of INTERFACE into FOLDER, and return its path.

    Its pictures go into `references/NAME` there.
    """
    pictures = folder / "references" / name
    pictures.mkdir(parents=True, exist_ok=True)
    written = {
        "format": 1,
        "name": name,
        "size": [WIDTH, HEIGHT],
        "screens": _screens(interface, pictures, pace),
        "edges": list(_edges(interface, pace)),
        "recover": _ladder(),
    }
    path = folder / f"{name}.yaml"
    text = yaml.safe_dump(written, sort_keys=False, default_flow_style=None, width=100)
    path.write_text(_COMMENT + text)
    return path


def _screens(interface: Interface, pictures: Path, pace: Pace) -> dict[str, Any]:
    first = Scene.first("", interface)
    screens: dict[str, Any] = {
        page.name: {
            "shows": [_cut(_seen(first.entered(page.name, NEVER)), page, pictures)],
            "timeout": pace.timeout,
        }
        for page in interface.pages.values()
    }
    screens["home"]["start"] = True
    update = _image(_seen(first, popup=True), _UPDATE, pictures / "software-update.png")
    screens["software-update"] = {
        "kind": "popup",
        "shows": [update],
        "dismiss": [{"press": "OK"}],
    }
    return screens


def _ladder() -> list[dict[str, Any]]:
    back, home = ({"do": [{"press": key}]} for key in ("BACK", "HOME"))
    return [_wake(), back, home, _wake()]  # twice, as the key may get lost


def _wake() -> dict[str, Any]:
    return {"shows": [{"black": {}}], "do": [{"press": "POWER"}]}


def _edges(interface: Interface, pace: Pace) -> Iterator[dict[str, Any]]:
    yield _edge(Way("*", "home", ("HOME",)), pace)
    yield _edge(Way("*", "settings", ("MENU",)), pace)
    for way in ways(interface):
        yield _edge(way, pace)
        if interface.pages[way.goal].parent == way.start:
            yield _edge(Way(way.goal, way.start, ("BACK",)), pace)


def _edge(way: Way, pace: Pace) -> dict[str, Any]:
    keys = list(way.keys)
    return {
        "from": way.start,
        "to": way.goal,
        "do": [{"press": keys if pace == USUAL else {"keys": keys, "gap": pace.gap}}],
        "settle": pace.settle,
        "seconds": round(PAGE_SECONDS + pace.settle + pace.gap * (len(way.keys) - 1), 2),
    }


def _seen(scene: Scene, *, popup: bool = False) -> Pixels:
    """Return the picture of SCENE when all in it has come to rest."""
    return paint(Look(scene, scene, NEVER, 0.0, popup=popup), (WIDTH, HEIGHT))


def _cut(picture: Pixels, page: Page, pictures: Path) -> dict[str, Any]:
    part = {"player": _LIVE, "home": _HOME}.get(page.kind, _HEAD)
    return _image(picture, part, pictures / f"{page.name}.png")


def _image(picture: Pixels, part: Part, path: Path) -> dict[str, Any]:
    """Write what is in PART of PICTURE to PATH, and return the check that looks for it."""
    left, top, width, height = part
    cut = picture[top : top + height, left : left + width]
    bright = np.flatnonzero((cut.min(axis=2) > 170).any(axis=0))  # columns with letters
    cut = cut[:, : bright[-1] + 4]
    cv2.imwrite(str(path), cut)
    around = (left - MARGIN, top - MARGIN, cut.shape[1] + 2 * MARGIN, height + 2 * MARGIN)
    return {"image": f"{path.parent.name}/{path.name}", "region": list(around)}
