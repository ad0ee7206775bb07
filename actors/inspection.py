"""All that is wrong with the file of a map, each with its place and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from actors import document
from actors.document import Document
from actors.errors import ConfigError
from actors.lasting import OverTime
from actors.line_up import Told, line_up, to_nobody
from actors.look_alikes import look_alikes
from actors.maps import AppMap, load_map
from actors.screens import ways_to_know
from actors.sources import Sources, part
from navigation.finding import Finding, Severity
from navigation.findings import findings

REFERENCES = "references"
PICTURES = (".png", ".jpg", ".jpeg")
SPEAKING = ("same-checks", "part-of-checks")  # kinds that say what a picture would say again

_MENTIONED = re.compile(r"\$\{([^\W\d]\w*)\}")


@dataclass(frozen=True)
class Located:
    """A FINDING in the LINE of FILE, where that is known; without, it is about the whole file."""

    finding: Finding
    file: str
    line: int | None = None

    @property
    def order(self) -> tuple[int, str, int]:
        """What it is sorted by."""
        return list(Severity).index(self.finding.severity), self.file, self.line or 0

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.finding.severity}: {self.finding.sentence}"


def inspected(path: Path, *, pictures: bool = True, told: Told = to_nobody) -> list[Located]:
    """Return all that is wrong with the map in PATH, errors first, and each file from its top.

    pictures: whether its screens are looked for in their pictures, which takes some
    hundredths of a second for each; told: is told how many were, and of how many.
    Raises ConfigError where PATH is no map at all.
    """
    try:
        map = load_map(path)
    except ConfigError as e:
        return _refusals(e)
    source = document.read(path)
    sources = Sources(source)
    found = [
        Located(finding, *sources.spot(finding.place))
        for finding in _all(map, source, told if pictures else None)
    ]
    return sorted(found, key=lambda each: each.order)


def _refusals(error: ConfigError) -> list[Located]:
    """Return all complaints of the file that cannot be read.  Raises ERROR if it has no fields."""
    if not isinstance(error.__cause__, ValidationError):
        raise error
    complaints = document.read(Path(error.file)).complaints(error.__cause__)
    return [_refusal(complaint) for complaint in complaints]


def _refusal(complaint: ConfigError) -> Located:
    place = tuple(complaint.field.split(".")) if complaint.field else ()
    said = ": ".join(part for part in (complaint.field, complaint.reason) if part)
    return Located(Finding(Severity.ERROR, "refused", place, said), complaint.file, complaint.line)


def _all(map: AppMap, source: Document, told: Told | None) -> Iterator[Finding]:
    of_others = map.variables.keys() - part(source, "variables").keys()
    mentioned = of_others.union(_MENTIONED.findall(source.text or ""))
    yield from findings(map, mentioned=mentioned)
    alike = list(look_alikes(map))
    yield from alike
    yield from _known_by_nothing(map)
    yield from _popups_that_stay(map)
    yield from _screens_told_over_time(map)
    if told is not None:
        said = {finding.place[1] for finding in alike}
        shown = line_up(map, source.path.parent, told=told)
        yield from (each for each in shown if len(each.place) < 2 or each.place[1] not in said)
    yield from _unused_references(source.path.parent)


def _known_by_nothing(map: AppMap) -> Iterator[Finding]:
    for name, screen in map.screens.items():
        if any(
            all(getattr(check, "absent", False) for check in way) for way in ways_to_know(screen)
        ):
            said = f"{name} is known by what is not there, as may be many others: add what it shows"
            yield Finding(Severity.WARNING, "only-absent", ("screens", name, "shows"), said)


def _popups_that_stay(map: AppMap) -> Iterator[Finding]:
    for name in map.popups:
        if all(step.needs() <= {"picture"} for step in map.screens[name].dismiss):
            said = f"'dismiss' of {name} does nothing to the device: press what makes it go away"
            place = ("screens", name, "dismiss")
            yield Finding(Severity.ERROR, "not-dismissed", place, said)


def _screens_told_over_time(map: AppMap) -> Iterator[Finding]:
    for name, screen in map.screens.items():
        if screen.shows and all(isinstance(check, OverTime) for check in screen.shows):
            said = f"no single picture tells {name}, so no edge to it is timed: add such a check"
            yield Finding(Severity.WARNING, "untimed", ("screens", name, "shows"), said)


def _unused_references(folder: Path) -> Iterator[Finding]:
    """Yield the pictures beside the map that no YAML file beside them names."""
    for references in (folder / REFERENCES, folder.parent / REFERENCES):
        files = [each for each in references.rglob("*") if each.suffix.lower() in PICTURES]
        if not files:
            continue
        written = "\n".join(_texts(references.parent))
        for file in sorted(files):
            name = file.relative_to(references).as_posix()
            if name not in written:
                said = f"no map or case names the reference {name} in {references}: delete it?"
                yield Finding(Severity.INFO, "unused-reference", (), said)


def _texts(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.yaml"):
        try:
            yield file.read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue  # what cannot be read names nothing
