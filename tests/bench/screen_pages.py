"""The screens of a made-up television application, drawn from a seed, and much alike.

Pages of one layout with other titles, one list with the focus on another row, a
wall of posters with the focus on another one, dialogs over a page, channels over
live video; all under one menu bar with a clock, some with a video in the corner.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from actors.maps import AppMap
from actors.reference import Picture

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

Random = np.random.Generator
Colour = tuple[int, int, int]

SIZE = (1280, 720)
WORDS = (
    "Home", "Settings", "Network", "Search", "Movies", "Kids", "Sport",
    "News", "Weather", "Recordings", "Favourites", "Volume", "Language", "Account",
    "Library", "Music", "Series", "Guide", "Radio", "Replay", "Profile",
    "Help", "Rent", "Shop", "Display", "Sound", "Subtitles", "Storage",
    "Parental", "Privacy", "Updates", "About", "Timer", "Channels", "Input",
    "Remote",
)  # fmt: skip
ENDINGS = ("", "", "", " HD", " UHD", " 1", " 2", " 3", " 12", " A-Z", " today", " now")
TITLE, TALL_LIST = (60, 84, 420, 56), (60, 160, 560, 520)
ROWS, POSTERS, DIALOGS = 10, 10, 16
DIALOG = (390, 220, 500, 260)
FACE = cv2.FontFace("sans")


@dataclass(frozen=True)
class Theme:
    """The colours of an application, blue-green-red."""

    top: Colour
    bottom: Colour
    panel: Colour
    ink: Colour
    accent: Colour
    on_accent: Colour


@dataclass(frozen=True)
class Page:
    """One screen: of KIND page, list, posters, dialog or channel, with the focus on `row`.

    names: what its rows or posters say, the same for all pages of one list.
    under: the title of the page beneath a dialog; dimmed: whether that page is.
    marked: whether the sign of a recording is shown; None where it says nothing.
    """

    name: str
    kind: str
    title: str
    names: tuple[str, ...] = ()
    row: int = 0
    under: str = ""
    dimmed: bool = False
    marked: bool | None = None
    video: bool = False


@dataclass(frozen=True)
class App:
    """The pages of one application, and some of the same make that its map does not know."""

    theme: Theme
    pages: tuple[Page, ...]
    strangers: tuple[Page, ...]

    def drawn(self, page: Page, random: Random) -> Pixels:
        """Draw PAGE at some moment: the clock and the video show what RANDOM says."""
        if page.kind == "channel":
            canvas = footage(random, SIZE)
        else:
            canvas = np.repeat(np.linspace(self.theme.top, self.theme.bottom, SIZE[1])[:, None],
                               SIZE[0], axis=1).astype(np.uint8)  # fmt: skip
        _DRAW[page.kind](canvas, page, self.theme)
        if page.video:
            canvas[120:300, 900:1220] = footage(random, (320, 180))
        clock = f"{random.integers(24):02}:{random.integers(60):02}"
        _write(canvas, clock, (1150, 48), self.theme.ink)
        return canvas


def app(seed: int, *, screens: int = 220) -> App:
    """Make up an application of so many SCREENS."""
    random = np.random.default_rng(seed)
    titles = [f"{word}{end}" for word in WORDS for end in dict.fromkeys(ENDINGS)]
    random.shuffle(titles)
    made = _lists(random, titles) + _posters(random, titles) + _channels(titles)
    plain = [titles.pop() for _ in range(screens - len(made) - DIALOGS)]
    made += [_plain(random, title, number) for number, title in enumerate(plain)]
    made += _dialogs(titles, plain)
    made += [replace(page, name=f"{page.name}-recording", marked=True)
             for page in made if page.marked is False]  # fmt: skip
    strangers = _lists(random, titles)[::9] + _posters(random, titles)[::9]
    strangers += [_plain(random, titles.pop(), number) for number in range(16)]
    return App(_theme(random), tuple(made), tuple(strangers))


def _lists(random: Random, titles: list[str]) -> list[Page]:
    pages = []
    for _ in range(5):
        title, names = titles.pop(), tuple(str(n) for n in random.choice(titles, ROWS, False))
        video = random.random() < 0.4
        pages += [Page(f"{title}:{row}", "list", title, names, row, video=video)
                  for row in range(ROWS)]  # fmt: skip
    return pages


def _posters(random: Random, titles: list[str]) -> list[Page]:
    pages = []
    for _ in range(3):
        title, names = titles.pop(), tuple(str(n) for n in random.choice(titles, POSTERS, False))
        pages += [Page(f"{title}:{at}", "posters", title, names, at) for at in range(POSTERS)]
    return pages


def _dialogs(titles: list[str], under: list[str]) -> list[Page]:
    """Make dialogs over known pages up; every other one dims what is under it."""
    return [
        Page(f"dialog {title}", "dialog", title, under=under[number], dimmed=bool(number % 2))
        for number, title in enumerate(titles.pop() for _ in range(DIALOGS))
    ]


def _channels(titles: list[str]) -> list[Page]:
    return [
        Page(f"channel {title}", "channel", title) for title in (titles.pop() for _ in range(12))
    ]


def _plain(random: Random, title: str, number: int) -> Page:
    video = random.random() < 0.3
    return Page(title, "page", title, marked=False if number % 8 == 0 else None, video=video)


def _theme(random: Random) -> Theme:
    light = random.random() < 0.4
    low, high = (190, 245) if light else (6, 70)
    top, bottom = (tuple(int(v) for v in random.integers(low, high, 3)) for _ in range(2))
    panel = tuple(int(np.clip(v + (-22 if light else 22), 0, 255)) for v in top)
    accent = [int(v) for v in random.integers(60, 170, 3)]
    accent[int(random.integers(3))] = int(random.integers(190, 250))
    ink: Colour = (28, 24, 24) if light else (238, 240, 242)
    on_accent: Colour = (10, 10, 10) if sum(accent) > 400 else (250, 250, 250)
    return Theme(top, bottom, panel, ink, tuple(accent), on_accent)  # type: ignore[arg-type]


def _write(canvas: Pixels, text: str, at: tuple[int, int], ink: Colour, size: int = 26) -> None:
    cv2.putText(canvas, text, at, ink, FACE, size, 400)


def _box(canvas: Pixels, region: Region, colour: Colour) -> None:
    left, top, width, height = region
    cv2.rectangle(canvas, (left, top), (left + width - 1, top + height - 1), colour, -1)


@cache
def _texture(number: int) -> Pixels:
    random = np.random.default_rng(1000 + number)
    made = np.full((720, 1280, 3), 118, np.float32)
    for cell in (6, 12, 32, 90, 240):
        coarse = random.normal(0, 1, (720 // cell + 2, 1280 // cell + 2, 3)).astype(np.float32)
        made += cv2.resize(coarse, (1280, 720), interpolation=cv2.INTER_CUBIC) * (4 * cell**0.5)
    return np.clip(made, 0, 255).astype(np.uint8)


def footage(random: Random, size: tuple[int, int]) -> Pixels:
    """Return a picture of a live video."""
    moved = np.roll(_texture(int(random.integers(6))), tuple(random.integers(0, 700, 2)), (0, 1))
    return cv2.resize(moved, size, interpolation=cv2.INTER_AREA)


def _bar(canvas: Pixels, page: Page, theme: Theme) -> None:
    _box(canvas, (0, 0, SIZE[0], 70), theme.panel)
    for number, word in enumerate(("Home", "TV", "Movies", "Apps", "Settings")):
        _write(canvas, word, (60 + 190 * number, 46), theme.ink, 24)
    _write(canvas, page.title, (TITLE[0] + 10, TITLE[1] + 40), theme.ink, 32)


def _page(canvas: Pixels, page: Page, theme: Theme) -> None:
    _bar(canvas, page, theme)
    for row in range(3):
        for column in range(4):
            _box(canvas, (60 + 200 * column, 170 + 170 * row, 180, 150), theme.panel)
    if page.marked:
        cv2.circle(canvas, (1080, 40), 11, (40, 40, 220), -1, cv2.LINE_AA)
        _write(canvas, "REC", (1030, 48), (40, 40, 220), 16)


def _list(canvas: Pixels, page: Page, theme: Theme) -> None:
    _bar(canvas, page, theme)
    for row, name in enumerate(page.names):
        is_on = row == page.row
        if is_on:
            _box(canvas, row_of(row), theme.accent)
        left, top = row_of(row)[:2]
        _write(canvas, name, (left + 20, top + 33), theme.on_accent if is_on else theme.ink, 24)


def row_of(row: int) -> Region:
    """Return where ROW of a list is."""
    return TALL_LIST[0], TALL_LIST[1] + 52 * row, TALL_LIST[2], 48


def _wall(canvas: Pixels, page: Page, theme: Theme) -> None:
    _bar(canvas, page, theme)
    for at, name in enumerate(page.names):
        left, top, width, height = poster_of(at)
        if at == page.row:
            _box(canvas, (left - 6, top - 6, width + 12, height + 12), theme.accent)
        art = _texture(sum(map(ord, name)) % 6)[:, ::-1]
        canvas[top : top + height, left : left + width] = art[
            top : top + height, left : left + width
        ]
        _write(canvas, name, (left + 8, top + height - 14), (250, 250, 250), 20)


def poster_of(at: int) -> Region:
    """Return where the poster of number AT is."""
    return 70 + 236 * (at % 5), 170 + 260 * (at // 5), 200, 230


def _dialog(canvas: Pixels, page: Page, theme: Theme) -> None:
    _page(canvas, replace(page, title=page.under), theme)
    if page.dimmed:
        canvas[:] = (canvas * 0.45).astype(np.uint8)
    left, top, width, height = DIALOG
    _box(canvas, DIALOG, theme.panel)
    _box(canvas, (left, top, width, 6), theme.accent)
    _write(canvas, page.title, (left + 30, top + 70), theme.ink, 32)
    for number, word in enumerate(("Yes", "No")):
        place = (left + 30 + 230 * number, top + height - 80, 200, 50)
        _box(canvas, place, theme.bottom if number else theme.accent)
        ink = theme.ink if number else theme.on_accent
        _write(canvas, word, (place[0] + 70, place[1] + 34), ink, 24)


def _channel(canvas: Pixels, page: Page, theme: Theme) -> None:
    cv2.ellipse(canvas, (160, 640), (92, 44), 0, 0, 360, theme.accent, -1, cv2.LINE_AA)
    _write(canvas, page.title, (92, 647), theme.on_accent, 20)


_DRAW = {"page": _page, "list": _list, "posters": _wall, "dialog": _dialog, "channel": _channel}


def as_map(app: App, *, regions: bool = True) -> AppMap:
    """Return the map of APP, its references cut from its own pages; without REGIONS, anywhere."""
    random = np.random.default_rng(0)
    screens = {
        page.name: {"shows": _shows(app, page, random, regions), "start": not number}
        for number, page in enumerate(app.pages)
    }
    return AppMap.model_validate({"name": "drawn", "size": SIZE, "screens": screens})


def _shows(app: App, page: Page, random: Random, regions: bool) -> list[dict[str, object]]:
    canvas = app.drawn(page, random)
    parts = {
        "list": [TITLE, row_of(page.row)],
        "posters": [TITLE, _grown(poster_of(page.row), 6)],
        "dialog": [DIALOG],
        "channel": [(66, 594, 188, 92)],
    }.get(page.kind, [TITLE])
    shows = [_image(canvas, part, regions, page.kind == "channel") for part in parts]
    if page.marked is not None:
        recording = app.drawn(replace(page, marked=True), random)
        shows.append(_image(recording, (1024, 24, 72, 32), regions) | {"absent": not page.marked})
    return shows


def _image(canvas: Pixels, part: Region, regions: bool, masked: bool = False) -> dict[str, object]:
    left, top, width, height = part
    pixels = canvas[top : top + height, left : left + width]
    if masked:
        alpha = np.zeros((height, width), np.uint8)
        cv2.ellipse(alpha, (width // 2, height // 2), (89, 41), 0, 0, 360, 255, -1)
        pixels = np.dstack([pixels, alpha])
    picture = Picture(f"{left}-{top}.png", cv2.imencode(".png", pixels)[1].tobytes())
    return {"image": picture} | ({"region": _grown(part, 10)} if regions else {})


def _grown(part: Region, margin: int) -> Region:
    left, top, width, height = part
    left, top = max(0, left - margin), max(0, top - margin)
    return left, top, width + 2 * margin, height + 2 * margin
