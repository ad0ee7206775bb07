"""Draws the whole picture of a look at the television."""

from functools import lru_cache
from typing import Final

import cv2

from actors.simulator.history import Look
from actors.simulator.paint import lists, search, tiles
from actors.simulator.paint.canvas import Canvas, Pixels
from actors.simulator.paint.frame import clock, progress
from actors.simulator.paint.overlay import overlay, start_screen
from actors.simulator.paint.player import player
from actors.simulator.scene import Scene

Size = tuple[int, int]

PAGE_SECONDS: Final = 0.3
_SLIDE: Final = 0.05  # of the width, by which a page comes in from the right
_LAYERS: Final = {
    "home": tiles.layer,
    "grid": tiles.layer,
    "list": lists.layer,
    "search": search.layer,
}
_FRONTS: Final = {
    "home": tiles.front,
    "grid": tiles.front,
    "list": lists.front,
    "search": search.front,
}


def paint(look: Look, size: Size) -> Pixels:
    """Return LOOK as a picture of SIZE: height x width x 3, blue-green-red."""
    if look.black or not look.scene.on:
        return Canvas.blank(size).pixels
    if look.starting:
        return start_screen(size, look.now).pixels
    canvas = _page(look, size)
    if look.before.page != look.scene.page and look.age < PAGE_SECONDS:
        canvas = _fade(_before(look, size), canvas, progress(look, PAGE_SECONDS))
    overlay(canvas, look)
    return canvas.pixels


def _page(look: Look, size: Size) -> Canvas:
    if look.scene.playing:
        return player(look, size)
    canvas = _layer(_still(look.scene), size).copy()
    clock(canvas, look)
    _FRONTS[look.scene.spec.kind](canvas, look)
    return canvas


def _still(scene: Scene) -> Scene:
    """Return what the part of the page of SCENE that stays as it is follows from."""
    device = scene.device if scene.spec.personal else ""
    return Scene(device, scene.interface, page=scene.page, typed=scene.typed)


def _before(look: Look, size: Size) -> Canvas:
    """Return what was shown before the page of LOOK."""
    if not look.before.on or look.since <= look.before.ready:
        return Canvas.blank(size)
    return _page(Look(look.before, look.before, look.since, look.now), size)


def _fade(old: Canvas, new: Canvas, part: float) -> Canvas:
    """Return NEW as it covers PART of OLD, on its way in from the right."""
    width = new.pixels.shape[1]
    away = round(width * _SLIDE * (1 - part))
    incoming = old.pixels.copy()
    incoming[:, away:] = new.pixels[:, : width - away]
    cv2.addWeighted(incoming, part, old.pixels, 1 - part, 0, dst=incoming)
    return Canvas(incoming)


# What stays of a page is drawn once, and shared by all televisions of a process.
@lru_cache(maxsize=12)
def _layer(scene: Scene, size: Size) -> Canvas:
    return _LAYERS[scene.spec.kind](scene, size)
