"""Is the device supplied with power?"""

import time
from collections.abc import Iterator
from typing import ClassVar

from actors.checks import Check
from actors.interface import Evidence
from actors.interface import Power as PowerFace
from actors.power import OnOff, word
from actors.verdict import Verdict

PAUSE = 0.2  # seconds between two looks at the state


class Power(Check):
    """Holds when what supplies the device says that it is ON, or off, as asked for."""

    main: ClassVar[str] = "state"

    state: OnOff

    def judge(self, seen: Evidence) -> Verdict:
        said = word(seen.need(PowerFace).is_on())  # type: ignore[type-abstract]
        holds, at = said == self.state, time.time()
        return Verdict(holds, float(holds), f"the supply is {said}", start=at, end=at)

    def watch(self, seen: Evidence, seconds: float) -> Iterator[Verdict]:
        """Yield what the supply says, again and again, for SECONDS."""
        deadline = time.monotonic() + seconds
        while True:
            yield self.judge(seen)
            if (left := deadline - time.monotonic()) <= 0:
                return
            time.sleep(min(PAUSE, left))

    def __str__(self) -> str:
        return f"power {self.state}"

    def needs(self) -> frozenset[str]:
        return frozenset({"power"})
