"""Is something to be heard?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import Field

from actors.interface import Evidence
from actors.lasting import SLICE, Lasting, Seconds, State, Told, slices
from actors.monitor.definitions import STANDARD


class Sound(Lasting):
    """Holds when the sound reaches LEVEL, in dB of full scale (RMS), for SECONDS on end.

    The level is taken over a twentieth of a second; a click is no sound.
    """

    seconds: Seconds = STANDARD.sound.seconds
    level: float = Field(default=STANDARD.silence.level, ge=-120, lt=0)

    @property
    def certain(self) -> float:
        """The last sound is in the level for as long as that is taken over."""
        return self.seconds + STANDARD.silence.window

    def states(self, seen: Evidence, seconds: float) -> Iterator[State]:
        from actors.monitor.silence import SilenceDetector, loudness

        detector = SilenceDetector(replace(STANDARD.silence, level=self.level, seconds=0.0))
        since: float | None = None
        for piece in slices(seen.sounds(seconds)):
            silences = detector.then(piece.samples, piece.rate, piece.at)
            if detector.since is not None:
                since = None
            elif since is None:
                since = float(silences[-1].end) if silences else piece.at
            what = f"{loudness(piece.samples):.1f} dB, heard is from {self.level:g} dB"
            yield State(Told(since, what), piece.end, error=SLICE)

    def needs(self) -> frozenset[str]:
        return frozenset({"sound"})
