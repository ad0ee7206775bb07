"""Draws what may lie over any page: popup, notice, volume; and the start screen."""

from actors.simulator.history import Look
from actors.simulator.layout import (
    POPUP,
    POPUP_ANSWERS,
    POPUP_BUTTONS,
    POPUP_TITLE,
    WHOLE,
    WIDTH,
    Box,
)
from actors.simulator.moves import LOUDEST
from actors.simulator.paint.canvas import Canvas, arc
from actors.simulator.paint.icons import icon
from actors.simulator.paint.theme import (
    BOLD,
    LINE_SIZE,
    MEDIUM,
    MUTED,
    NIGHT,
    PANEL,
    RAISED,
    SMALL_SIZE,
    TEXT,
    WHITE,
    bgr,
    mix,
)
from actors.simulator.scene import NOTICE_SECONDS

VOLUME_SECONDS = 2.0
_ACCENT = bgr("#4c8dff")
_NOTICE = Box(360, 312, 560, 96)
_VOLUME = Box(900, 104, 320, 60)


def overlay(canvas: Canvas, look: Look) -> None:
    """Draw what lies over the page now."""
    if look.now - look.scene.turned < VOLUME_SECONDS:
        _volume(canvas, look)
    if look.scene.notice and look.now - look.scene.noticed < NOTICE_SECONDS:
        _notice(canvas, look.scene.notice)
    if look.popup:
        _popup(canvas, later=look.later)


def start_screen(size: tuple[int, int], now: float) -> Canvas:
    """Return what is shown while the television starts: its name, and dots that run round."""
    canvas = Canvas.blank(size)
    canvas.panel(WHOLE, NIGHT)
    canvas.text("Simulated TV", WIDTH / 2, 340, size=56, colour=WHITE, weight=BOLD, align="centre")
    for number, (x, y) in enumerate(arc(9)[:-1]):
        light = (now * 8 - number) % 8 / 8
        dot = Box(WIDTH / 2 + 30 * x - 5, 430 + 30 * y - 5, 10, 10)
        canvas.panel(dot, mix(RAISED, _ACCENT, light), radius=5)
    return canvas


def _volume(canvas: Canvas, look: Look) -> None:
    volume = 0 if look.scene.muted else look.scene.volume
    canvas.panel(_VOLUME, PANEL, radius=16, alpha=0.94)
    icon(canvas, "sound", x=_VOLUME.left + 36, y=_VOLUME.top + 30, radius=14,
         colour=MUTED if look.scene.muted else WHITE)  # fmt: skip
    track = Box(_VOLUME.left + 70, _VOLUME.top + 26, 180, 8)
    canvas.panel(track, RAISED, radius=4)
    if volume:
        canvas.panel(track._replace(width=track.width * volume / LOUDEST), _ACCENT, radius=4)
    text = "Mute" if look.scene.muted else str(volume)
    canvas.text(text, _VOLUME.left + 304, _VOLUME.top + 38, size=SMALL_SIZE, align="right")


def _notice(canvas: Canvas, text: str) -> None:
    canvas.panel(_NOTICE.grown(2), _ACCENT, radius=22)
    canvas.panel(_NOTICE, PANEL, radius=20)
    canvas.text(text, _NOTICE.centre, _NOTICE.top + 58, size=LINE_SIZE, colour=WHITE,
                weight=MEDIUM, align="centre")  # fmt: skip


def _popup(canvas: Canvas, *, later: bool) -> None:
    canvas.dim(0.4)
    canvas.panel(POPUP.grown(2), RAISED, radius=26)
    canvas.panel(POPUP, PANEL, radius=24)
    left = POPUP.left + 40
    canvas.text(POPUP_TITLE, left, POPUP.top + 72, size=32, colour=WHITE, weight=BOLD)
    for number, line in enumerate(("Version 4.3.0 brings better picture quality.",
                                   "Installing it takes about ten minutes.")):  # fmt: skip
        canvas.text(line, left, POPUP.top + 124 + 34 * number, size=24, colour=TEXT)
    for text, box, on in zip(POPUP_ANSWERS, POPUP_BUTTONS, (not later, later), strict=True):
        canvas.panel(box, _ACCENT if on else RAISED, radius=16)
        canvas.text(text, box.centre, box.top + 38, size=26, colour=WHITE if on else MUTED,
                    weight=MEDIUM, align="centre")  # fmt: skip
