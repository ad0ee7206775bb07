"""Is the device supplied with power?"""

import time
from typing import ClassVar

from actors.interface import Evidence
from actors.interface import Power as PowerFace
from actors.polled import Polled
from actors.power import OnOff, word
from actors.verdict import Verdict


class Power(Polled):
    """Holds when what supplies the device says that it is ON, or off, as asked for."""

    main: ClassVar[str] = "state"

    state: OnOff

    def ask(self, seen: Evidence) -> Verdict:
        said = word(seen.need(PowerFace).is_on())  # type: ignore[type-abstract]
        holds, at = said == self.state, time.time()
        return Verdict(holds, float(holds), f"the supply is {said}", start=at, end=at)

    def __str__(self) -> str:
        return f"power {self.state}"

    def needs(self) -> frozenset[str]:
        return frozenset({"power"})
