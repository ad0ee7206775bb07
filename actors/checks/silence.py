"""Is nothing to be heard?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import Field

from actors.interface import Evidence
from actors.lasting import SLICE, Lasting, Seconds, State, Told, slices
from actors.monitor.definitions import STANDARD


class Silence(Lasting):
    """Holds when the sound stays below LEVEL, in dB of full scale (RMS), for SECONDS on end."""

    seconds: Seconds = STANDARD.silence.seconds
    level: float = Field(default=STANDARD.silence.level, ge=-120, lt=0)

    def states(self, seen: Evidence, seconds: float) -> Iterator[State]:
        from actors.monitor.silence import SilenceDetector, loudness

        detector = SilenceDetector(replace(STANDARD.silence, level=self.level))
        for piece in slices(seen.sounds(seconds)):
            detector.then(piece.samples, piece.rate, piece.at)
            what = f"{loudness(piece.samples):.1f} dB, silent is below {self.level:g} dB"
            since = None if detector.since is None else float(detector.since)
            yield State(Told(since, what), piece.end, error=SLICE)

    def needs(self) -> frozenset[str]:
        return frozenset({"sound"})
