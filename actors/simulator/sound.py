"""What the television plays: a chord for each channel, and silence elsewhere."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from actors.simulator.channels import CHANNELS
from actors.simulator.moves import LOUDEST
from actors.simulator.scene import ZAP_SECONDS, Scene

SLICES: Final = 50  # a second; what is played changes at their borders only
PEAK: Final = 12000


def play(
    scene_at: Callable[[float], Scene], *, start: float, samples: int, rate: int, silent: bool
) -> NDArray[np.int16]:
    """Return SAMPLES of mono sound from the time START on; the same time sounds the same.

    A chord repeats every second, and samples are counted from time 0, so that
    pieces which follow one another join without a click.
    """
    played = np.zeros(samples, np.int16)
    if silent:
        return played
    first, length = round(start * rate), max(1, rate // SLICES)
    for begin in range(0, samples, length):
        at = start + begin / rate
        scene = scene_at(at)
        if loudness := _loudness(scene, at):
            where = np.arange(first + begin, first + min(begin + length, samples)) % rate
            played[begin : begin + length] = _chord(scene.channel, rate)[where] * loudness
    return played


def _loudness(scene: Scene, at: float) -> float:
    still = scene.muted or scene.paused is not None or at - scene.tuned < ZAP_SECONDS
    return 0.0 if still or not scene.playing else scene.volume / LOUDEST


@lru_cache(maxsize=16)
def _chord(channel: int, rate: int) -> NDArray[np.float64]:
    seconds = np.arange(rate) / rate
    tones = CHANNELS[channel - 1].chord
    beat = 0.75 + 0.25 * np.cos(2 * np.pi * 2 * seconds)
    together = sum(np.sin(2 * np.pi * tone * seconds) for tone in tones)
    return np.asarray(PEAK / len(tones) * beat * together)
