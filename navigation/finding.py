"""One thing that is wrong with a map, or may be, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error will mislead a device, a warning may."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """What is wrong at PLACE, and what to do, in one sentence.

    kind: a word for programs, the same for all that is wrong in the same way.
    place: the way to it in the map, such as ("screens", "home") or ("edges", 3).
    """

    severity: Severity
    kind: str
    place: tuple[str | int, ...]
    sentence: str
