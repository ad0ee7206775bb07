"""Does the device's log say this?"""

import re
import time
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from actors.interface import Evidence, LogLine
from actors.interface import Log as LogFace
from actors.polled import Polled
from actors.verdict import Verdict

SHOWN = 120  # signs of a line that a reason tells


class Log(Polled):
    """Holds when a line has TEXT that came since the last key, touch or command; ABSENT: when none.

    match: `contains`, or `regex` for a regular expression, whose named groups are facts.
    since: to look at the last so many seconds instead.
    """

    main: ClassVar[str] = "text"

    text: str = Field(min_length=1)
    match: Literal["contains", "regex"] = "contains"
    absent: bool = False
    since: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _can_be_told(self) -> Self:
        try:
            found_in_all = self.match == "regex" and re.search(self.text, "")
        except re.error as e:
            raise ValueError(f"{self.text!r} is no regular expression: {e}") from e
        if found_in_all:
            raise ValueError(f"{self.text!r} is found in every line")
        return self

    def ask(self, seen: Evidence) -> Verdict:
        start = seen.acted if self.since is None else time.time() - self.since
        lines = seen.need(LogFace).log(start)  # type: ignore[type-abstract]
        for line in lines:
            if found := re.search(self._pattern, line.text):
                return self._said(line, found)
        reason = f"none of {len(lines)} lines has {self.text!r}"
        return Verdict(self.absent, float(self.absent), reason)

    def quoted(self, value: str) -> str:
        """Return VALUE, which was read, as it is put into TEXT: a regex finds it as it is."""
        return re.escape(value) if self.match == "regex" else value

    @property
    def _pattern(self) -> str:
        return self.text if self.match == "regex" else re.escape(self.text)

    def _said(self, line: LogLine, found: re.Match[str]) -> Verdict:
        """Return the verdict on a LINE that was FOUND; it is so from when that came."""
        return Verdict(
            not self.absent,
            float(not self.absent),
            f"it says {line.text[:SHOWN]!r}",
            start=line.at,
            error=0.0,
            facts={name: text for name, text in found.groupdict().items() if text},
        )

    def needs(self) -> frozenset[str]:
        return frozenset({"log"})

    def __str__(self) -> str:
        return f"{'no ' if self.absent else ''}log {self.text!r}"
