"""When nothing is to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actors.monitor.definitions import STANDARD, Silence
from actors.monitor.spans import Runs, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOPS = 5  # steps in which the window is moved over its own length; each is 10 ms
LATE = 0.03  # seconds that sound may be off its time before it counts as a hole


def loudness(samples: NDArray[np.generic]) -> float:
    """Return the RMS of the loudest channel, in dB of full scale; -inf where all is zero.

    samples: n of them, or channels x n; 16-bit integers, or floats of -1 to 1.
    """
    power = _scaled(samples) ** 2
    return _decibels(float(power.mean(axis=1).max())) if power.size else -np.inf


def _decibels(power: float) -> float:
    return float(10 * np.log10(power)) if power > 0 else -np.inf


def _scaled(samples: NDArray[np.generic]) -> NDArray[np.float32]:
    """Return SAMPLES as channels x n, full scale being 1."""
    full = 2.0 ** (8 * samples.dtype.itemsize - 1) if samples.dtype.kind == "i" else 1.0
    return np.atleast_2d(samples).astype(np.float32) / np.float32(full)


class SilenceDetector:
    """Tells the spans in which no channel is heard; a hole in the sound is silent.

    since: when the silence that lasts now began, however short it is yet; None if it is not.
    """

    def __init__(self, definition: Silence = STANDARD.silence) -> None:
        self._definition = definition
        self._runs = Runs("silence", definition.seconds)
        self._quiet = 10.0 ** (definition.level / 10)  # power
        self._hop = definition.window / HOPS  # seconds
        self._left = np.zeros((1, 0), np.float32)  # samples that are no whole hop yet
        self._powers = np.zeros(0)  # of the last hops, fewer than a window
        self._at: float | None = None  # the time after all hops that were looked at

    @property
    def since(self) -> float | None:
        return self._runs.since

    def then(self, samples: NDArray[np.generic], rate: int, at: float) -> list[Span]:
        """Take in SAMPLES that play RATE a second from AT on; return the spans that are over."""
        scaled, hop = _scaled(samples), max(1, round(rate * self._definition.window / HOPS))
        spans = self._joined(scaled, rate, at)
        self._hop = hop / rate
        whole = self._left.shape[1] // hop
        parts = self._left[:, : whole * hop].reshape(self._left.shape[0], whole, hop)
        self._left = self._left[:, whole * hop :]
        return spans + self._heard(np.square(parts).mean(axis=2).max(axis=0))

    def end(self, at: float) -> list[Span]:
        """Take in that the recording ended at AT, until when a hole lasts."""
        hole = 0.0 if self._at is None else at - self._at
        spans = self._heard(np.zeros(max(0, int(hole / self._hop)))) if hole > LATE else []
        last = self._runs.end(max(at, self._at or at))
        return [*spans, last] if last else spans

    def unheard(self) -> list[Span]:
        """Take in that what comes next was not heard, which is no silence; return what ended so."""
        last = self._runs.end(self._at) if self._at is not None else None
        self._left, self._powers, self._at = np.zeros((1, 0), np.float32), np.zeros(0), None
        return [last] if last else []

    def _joined(self, scaled: NDArray[np.float32], rate: int, at: float) -> list[Span]:
        """Append what is heard to what is left, or after the hole between them."""
        if self._at is None:
            self._at = at
        hole = at - self._at - self._left.shape[1] / rate
        if abs(hole) <= LATE and scaled.shape[0] == self._left.shape[0]:
            self._left = np.concatenate([self._left, scaled], axis=1)
            return []
        spans = self._heard(np.zeros(max(0, int(hole / self._hop))))
        self._left, self._at = scaled, at
        return spans

    def _heard(self, powers: NDArray[np.floating]) -> list[Span]:
        """Move the window over POWERS, one for each hop; return the spans that are over."""
        assert self._at is not None
        joined = np.concatenate([self._powers, powers])
        self._powers = joined[max(0, len(joined) - HOPS + 1) :]
        first, self._at = self._at, self._at + len(powers) * self._hop
        if len(joined) < HOPS:
            return []
        windows = np.convolve(joined, np.full(HOPS, 1 / HOPS), "valid")
        ends = first + (len(powers) - len(windows) + 1 + np.arange(len(windows))) * self._hop
        spans = (
            self._window(*window) for window in zip(windows.tolist(), ends.tolist(), strict=True)
        )
        return [span for span in spans if span]

    def _window(self, power: float, end: float) -> Span | None:
        """A silence begins with its first quiet window, and ends with its last one."""
        if power < self._quiet:
            return self._runs.then(True, end - HOPS * self._hop)
        return self._runs.then(False, end - self._hop)
