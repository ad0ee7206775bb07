"""Sound with silences at known times: tones, music-like noise and quiet, speech-like passages."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

RATE = 48_000  # samples a second
SHORTEST = 0.5  # seconds that a silence lasts at least to be one
Samples = NDArray[np.float32]
Span = tuple[float, float]


def soundtrack(random: Generator, seconds: float) -> tuple[Samples, list[Span]]:
    """Return mono samples of SECONDS, and the silences in them that last long enough."""
    parts: list[Samples] = []
    quiet: list[Span] = []
    at, was_quiet = 0.0, False
    while at < seconds:
        length = min(float(random.uniform(0.15, 2.2)), seconds - at)
        was_quiet = not was_quiet and bool(random.random() < 0.4)
        play = random.choice([nothing, hiss] if was_quiet else [tone, music, speech])
        parts.append(play(random, np.arange(round(length * RATE)) / RATE))
        if was_quiet:
            quiet.append((at, at + length))
        at += length
    return np.concatenate(parts), [(a, b) for a, b in quiet if b - a >= SHORTEST]


def tone(random: Generator, times: NDArray[np.float64]) -> Samples:
    return _at(random.uniform(-42, -6), np.sin(2 * np.pi * random.uniform(40, 4000) * times))


def music(random: Generator, times: NDArray[np.float64]) -> Samples:
    """A chord with a beat, in noise."""
    notes = random.uniform(80, 1500, 4)
    chord = sum(np.sin(2 * np.pi * note * times) for note in notes)
    beat = 0.4 + 0.6 * np.abs(np.sin(2 * np.pi * random.uniform(0.8, 2) * times))
    return _at(random.uniform(-35, -10), beat * (chord + random.normal(0, 1, len(times))))


def speech(random: Generator, times: NDArray[np.float64]) -> Samples:
    """Syllables of coloured noise, with pauses of at most 0.25 s between words."""
    syllables = np.abs(np.sin(2 * np.pi * random.uniform(2, 4) * times)) ** 0.5
    pause = (times % 1.1) > random.uniform(0.9, 1.1)
    voice = np.convolve(random.normal(0, 1, len(times)), np.ones(24) / 24, "same")
    return _at(random.uniform(-42, -25), voice * syllables * np.where(pause, 0.001, 1))


def hiss(random: Generator, times: NDArray[np.float64]) -> Samples:
    """The noise of a line on which nothing is played."""
    return _at(random.uniform(-75, -54), random.normal(0, 1, len(times)))


def nothing(random: Generator, times: NDArray[np.float64]) -> Samples:
    return np.zeros(len(times), np.float32)


def _at(level: float, samples: NDArray[np.float64]) -> Samples:
    """Return SAMPLES with an RMS of LEVEL, in dB of full scale."""
    rms = np.sqrt(np.mean(samples**2)) if len(samples) else 1.0
    return np.clip(samples / (rms or 1.0) * 10 ** (level / 20), -1, 1).astype(np.float32)
