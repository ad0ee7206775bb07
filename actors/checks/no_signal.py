"""Does the device give no signal?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from actors.lasting import LastingPicture, Seconds, Teller, Told
from actors.monitor.definitions import STANDARD

if TYPE_CHECKING:
    from actors.interface import Samples
    from actors.monitor.no_signal import NoSignalDetector
    from actors.monitor.part import Part


class NoSignal(LastingPicture):
    """Holds when there is no signal for SECONDS on end, as capture cards and boxes show it.

    At least THRESHOLD of REGION, or of the picture, is of one colour (black too), or is
    colour bars; the rest is a small caption; nothing moves; and nothing is heard, where
    there is sound to be heard.
    """

    listens: ClassVar[bool] = True

    seconds: Seconds = STANDARD.no_signal.seconds
    threshold: float = Field(default=STANDARD.no_signal.flat, gt=0, le=1)

    def teller(self) -> Teller:
        from actors.monitor.no_signal import NoSignalDetector

        no_signal = replace(STANDARD.no_signal, seconds=self.seconds, flat=self.threshold)
        return _Absence(NoSignalDetector(replace(STANDARD, no_signal=no_signal)), self.threshold)


@dataclass(frozen=True)
class _Absence(Teller):
    detector: NoSignalDetector
    flat: float

    def hear(self, sound: Samples) -> None:
        self.detector.sound(sound.samples, sound.rate, sound.at)

    def then(self, part: Part, at: float) -> Told:
        self.detector.picture(part.visible, at)
        since = None if self.detector.since is None else float(self.detector.since)
        what = f"{self.detector.share:.1%} is of one colour or bars, no signal from {self.flat:.1%}"
        return Told(since, what)
