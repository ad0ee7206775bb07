"""Draws the player: a moving picture, a badge, and for a while a banner that says what is on."""

from actors.simulator.channels import CHANNELS, Channel
from actors.simulator.history import BANNER_SECONDS, Look
from actors.simulator.layout import BADGE, BANNER, WHOLE, WIDTH, Box
from actors.simulator.paint.canvas import Canvas
from actors.simulator.paint.motion import moving
from actors.simulator.paint.theme import (
    BLACK,
    BOLD,
    MEDIUM,
    NIGHT,
    RAISED,
    RED,
    SMALL_SIZE,
    TEXT,
    WHITE,
    bgr,
    mix,
)
from actors.simulator.scene import ZAP_SECONDS

SLIDE_SECONDS = 0.25
PROGRAMME_SECONDS = 1800.0


def player(look: Look, size: tuple[int, int]) -> Canvas:
    """Return the picture of the player; it is black for a moment after a change of channel."""
    canvas = Canvas.blank(size)
    channel = CHANNELS[look.scene.channel - 1]
    if look.now - look.scene.tuned >= ZAP_SECONDS:
        _programme(canvas, look, channel)
    if look.banner:
        _banner(canvas, look, channel)
    return canvas


def _programme(canvas: Canvas, look: Look, channel: Channel) -> None:
    seconds = look.now if look.scene.paused is None else look.scene.paused
    canvas.fill(moving(channel.motion, channel.colours, seconds))
    canvas.panel(BADGE, RED, radius=10)
    canvas.text("LIVE", BADGE.centre, BADGE.top + 29, size=25, colour=WHITE, weight=BOLD,
                align="centre")  # fmt: skip
    for shift, colour in ((2, BLACK), (0, WHITE)):
        canvas.text(channel.name, WIDTH - 60 + shift, 70 + shift, size=30, colour=colour,
                    weight=BOLD, align="right")  # fmt: skip


def _banner(canvas: Canvas, look: Look, channel: Channel) -> None:
    box = BANNER._replace(top=BANNER.top + _hidden(look) * (WHOLE.height - BANNER.top))
    accent = mix(bgr(channel.colours[1]), WHITE, 0.35)
    canvas.panel(box, NIGHT, radius=22, alpha=0.88)
    canvas.panel(Box(box.left + 24, box.top + 28, 8, 84), accent, radius=4)
    number = f"{look.scene.digits}_" if look.scene.digits else str(channel.number)
    canvas.text(number, box.left + 110, box.top + 93, size=64, colour=WHITE, weight=BOLD,
                align="centre")  # fmt: skip
    canvas.text(channel.name, box.left + 190, box.top + 62, size=36, colour=WHITE, weight=BOLD)
    state = "Paused" if look.scene.paused is not None else "Now"
    canvas.text(f"{state}: {channel.programme}", box.left + 190, box.top + 98, size=24)
    right = box.left + box.width - 36
    canvas.text(look.clock, right, box.top + 62, size=28, weight=MEDIUM, align="right")
    canvas.text("HD  Stereo", right, box.top + 98, size=SMALL_SIZE, colour=TEXT, align="right")
    _line(canvas, Box(box.left + 190, box.top + 114, box.width - 226, 6), look.now, accent)


def _line(canvas: Canvas, box: Box, now: float, accent: tuple[float, float, float]) -> None:
    canvas.panel(box, RAISED, radius=3)
    gone = now % PROGRAMME_SECONDS / PROGRAMME_SECONDS
    canvas.panel(box._replace(width=max(box.width * gone, 6)), accent, radius=3)


def _hidden(look: Look) -> float:
    """Return how much of the banner has slid out of the picture, from 0 to 1."""
    age = look.now - look.scene.shown
    if look.scene.digits:
        return 0.0
    coming = 1 - min(age / SLIDE_SECONDS, 1.0)
    going = 1 - min((BANNER_SECONDS - age) / SLIDE_SECONDS, 1.0)
    return float(max(coming, going) ** 2)
