"""Interfaces drawn from a seed: pages of tiles with a name, a symbol or a picture on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from actors.interface import Pixels
    from actors.verdict import Region

Random = np.random.Generator
Colour = tuple[int, int, int]

SIZE = (1280, 720)
WORDS = ["Home", "Settings", "Network", "Search", "Movies", "Kids", "Sport", "News", "Weather",
         "Recordings", "Favourites", "Volume", "Language", "Account", "Library", "Music",
         "Series", "Guide", "Radio", "Replay", "Profile", "Help", "Rent", "Shop"]  # fmt: skip
SYMBOLS = ("disc", "ring", "square", "play", "pause", "plus", "star", "bars", "check", "moon")
FACES = ("sans", "italic", "uni")


@dataclass(frozen=True)
class Tile:
    """One element of a page; `art` is the seed of a picture that fills it, 0 for none."""

    region: Region
    colour: Colour
    ink: Colour
    name: str
    height: int  # of the letters, pixels
    symbol: str
    art: int = 0
    face: str = "sans"

    @property
    def label(self) -> Region:
        """Where its name is."""
        left, top, width, height = self.region
        return left + 8, top + height // 2 - self.height, width - 52, 2 * self.height

    @property
    def icon(self) -> Region:
        """Where its symbol is."""
        left, top, width, _ = self.region
        return left + width - 48, top + 4, 44, 44


@dataclass(frozen=True)
class Page:
    """Tiles on a shaded ground; `grain` is the strength of a texture in the ground."""

    ground: tuple[Colour, Colour]
    grain: float
    seed: int
    tiles: tuple[Tile, ...]

    def with_tile(self, number: int, **changes: object) -> Page:
        """Return the page with another tile in the place of the one of NUMBER."""
        tiles = list(self.tiles)
        tiles[number] = replace(tiles[number], **changes)  # type: ignore[arg-type]
        return replace(self, tiles=tuple(tiles))

    def drawn(self, size: tuple[int, int] = SIZE) -> Pixels:
        """Draw it as an application does on a screen of SIZE."""
        width, height = size
        ramp = np.linspace(*self.ground, height)
        canvas = np.repeat(ramp.astype(np.uint8)[:, None, :], width, axis=1)
        if self.grain:
            texture = _texture(np.random.default_rng(self.seed), size)
            canvas = cv2.addWeighted(canvas, 1, texture, self.grain, -128 * self.grain)
        for tile in self.tiles:
            _draw(canvas, tile, size[0] / SIZE[0])
        return canvas


def page(random: Random) -> Page:
    """Make a page up: dark or light, of large tiles, of posters or of a list."""
    light = random.random() < 0.25
    low, high = (190, 250) if light else (4, 80)
    ground = tuple(tuple(int(v) for v in random.integers(low, high, 3)) for _ in range(2))
    cells = _cells(random)
    tiles = tuple(_tile(random, cell, light=light) for cell in cells)
    grain = float(random.choice([0, 0, 0.15, 0.4]))
    return Page(ground, grain, int(random.integers(1 << 30)), tiles)  # type: ignore[arg-type]


def darkened(these: Page, random: Random) -> Page:
    """Return a page of the same tiles that is nearly black, as many on a television are."""
    ground = _colour(random, 4, 28), _colour(random, 4, 28)
    tiles = (
        replace(tile, colour=_colour(random, 16, 64), ink=_colour(random, 180, 250))
        for tile in these.tiles
    )
    return replace(these, ground=ground, tiles=tuple(tiles))


def _colour(random: Random, low: int, high: int) -> Colour:
    blue, green, red = (int(level) for level in random.integers(low, high, 3))
    return blue, green, red


def _cells(random: Random) -> list[Region]:
    across, down = ((2, 8), (3, 3), (4, 3), (5, 2), (6, 4))[int(random.integers(5))]
    width, height = 1180 // across, 580 // down
    gap = int(random.integers(8, 20))
    return [
        (50 + column * width, 90 + row * height, width - gap, height - gap)
        for row in range(down)
        for column in range(across)
    ]


def _tile(random: Random, cell: Region, *, light: bool) -> Tile:
    colour = [int(v) for v in random.integers(20, 235, 3)]
    if random.random() < 0.3:  # as plain as many real ones
        colour = [int(random.integers(200, 250) if light else random.integers(20, 90))] * 3
    bright = sum(colour) > 380
    ink = [int(v) for v in (random.integers(0, 60, 3) if bright else random.integers(200, 256, 3))]
    return Tile(
        region=cell,
        colour=tuple(colour),  # type: ignore[arg-type]
        ink=tuple(ink),  # type: ignore[arg-type]
        name=" ".join(random.choice(WORDS, int(random.integers(1, 3)))),
        height=int(random.integers(14, 31)),
        symbol=str(random.choice(SYMBOLS)),
        art=int(random.integers(1, 1 << 30)) if random.random() < 0.25 else 0,
        face=str(random.choice(FACES)),
    )


def _texture(random: Random, size: tuple[int, int]) -> Pixels:
    """Return something like a photograph: blots of all sizes, the larger the stronger."""
    width, height = size
    made = np.zeros((1, 1, 3), np.float32)
    for cell in (256, 128, 64, 32, 16, 8):
        blots = random.normal(0, 5 * cell**0.4, (height // cell + 2, width // cell + 2, 3))
        blots = 0.4 * blots + 0.6 * blots.mean(axis=2, keepdims=True)  # more grey than coloured
        made = cv2.resize(made, blots.shape[1::-1], interpolation=cv2.INTER_CUBIC) + blots
    grown = cv2.resize(made.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    return np.clip(grown + 128, 0, 255).astype(np.uint8)


def _draw(canvas: Pixels, tile: Tile, scale: float) -> None:
    left, top, width, height = (round(scale * v) for v in tile.region)
    corner = left + width - 1, top + height - 1
    cv2.rectangle(canvas, (left, top), corner, tile.colour, -1)
    if tile.art:
        art = _texture(np.random.default_rng(tile.art), (width, height))
        canvas[top : top + height, left : left + width] = art
    _write(canvas, tile, scale)
    _mark(canvas, tile, scale)


def _write(canvas: Pixels, tile: Tile, scale: float) -> None:
    at = (
        round(scale * (tile.region[0] + 12)),
        round(scale * (tile.region[1] + tile.region[3] // 2 + tile.height // 3)),
    )
    height, face = round(scale * tile.height), cv2.FontFace(tile.face)
    cv2.putText(canvas, tile.name, at, tile.ink, face, height, 400)


def _mark(canvas: Pixels, tile: Tile, scale: float) -> None:
    middle = np.array([tile.icon[0] + 22, tile.icon[1] + 22]) * scale
    for points in _outlines(tile.symbol):
        corners = np.round((middle + np.array(points) * scale * 14) * 16).astype(np.int32)
        cv2.fillPoly(canvas, [corners], tile.ink, cv2.LINE_AA, 4)
    if tile.symbol in {"ring", "moon"}:  # with a hole in it
        aside = 0 if tile.symbol == "ring" else 6
        centre = np.round((middle + np.array([aside * scale, 0])) * 16).astype(int)
        ground = canvas[round(middle[1] - 20 * scale), round(middle[0])].tolist()
        cv2.circle(
            canvas, tuple(map(int, centre)), round(9 * 16 * scale), ground, -1, cv2.LINE_AA, 4
        )


def _outlines(symbol: str) -> list[list[tuple[float, float]]]:
    around = [(float(np.cos(a)), float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 33)[:-1]]
    if symbol in {"disc", "ring", "moon"}:
        return [around]
    if symbol == "star":
        turns = np.linspace(-np.pi / 2, 1.5 * np.pi, 11)[:-1]
        radii = [1.0, 0.42] * 5
        pairs = zip(turns, radii, strict=True)
        return [[(float(r * np.cos(a)), float(r * np.sin(a))) for a, r in pairs]]
    shapes: dict[str, list[list[tuple[float, float]]]] = {
        "square": [_box(-0.9, -0.9, 0.9, 0.9)],
        "play": [[(-0.8, -1), (1, 0), (-0.8, 1)]],
        "pause": [_box(-0.8, -1, -0.2, 1), _box(0.2, -1, 0.8, 1)],
        "plus": [_box(-1, -0.25, 1, 0.25), _box(-0.25, -1, 0.25, 1)],
        "bars": [_box(-1, y - 0.15, 1, y + 0.15) for y in (-0.7, 0.0, 0.7)],
        "check": [[(-1, 0), (-0.7, -0.3), (-0.3, 0.2), (0.7, -0.8), (1, -0.5), (-0.3, 0.8)]],
    }
    return shapes[symbol]


def _box(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
