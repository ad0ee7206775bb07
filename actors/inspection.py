"""All that is wrong with the file of a map, each with its place and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from actors import document
from actors.document import Document
from actors.errors import ConfigError
from actors.lasting import OverTime
from actors.line_up import line_up
from actors.look_alikes import look_alikes
from actors.maps import AppMap, load_map
from navigation.finding import Finding, Severity
from navigation.findings import findings
from navigation.written import WITHIN

if TYPE_CHECKING:
    from actors.document import Place

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

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.finding.severity}: {self.finding.sentence}"


def inspected(path: Path, *, pictures: bool = True) -> list[Located]:
    """Return all that is wrong with the map in PATH, errors first.

    pictures: whether its screens are looked for in their pictures, which takes some
    hundredths of a second for each.  Raises ConfigError where PATH is no map at all.
    """
    try:
        map = load_map(path)
    except ConfigError as e:
        return _refusals(e)
    source = document.read(path)
    found = [_located(source, finding) for finding in _all(map, source, pictures)]
    severities = list(Severity)
    return sorted(found, key=lambda each: severities.index(each.finding.severity))


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


def _all(map: AppMap, source: Document, pictures: bool) -> Iterator[Finding]:
    of_others = map.variables.keys() - _part(source, "variables").keys()
    mentioned = of_others.union(_MENTIONED.findall(source.text or ""))
    yield from findings(map, mentioned=mentioned)
    alike = list(look_alikes(map))
    yield from alike
    yield from _popups_that_stay(map)
    yield from _screens_told_over_time(map)
    if pictures:
        said = {finding.place[1] for finding in alike}
        shown = line_up(map, source.path.parent)
        yield from (each for each in shown if len(each.place) < 2 or each.place[1] not in said)
    yield from _unused_references(source.path.parent)


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


def _located(source: Document, finding: Finding) -> Located:
    file, line = _place(source, finding.place)
    return Located(finding, file, line)


def _place(source: Document, place: Place) -> tuple[str, int | None]:
    """Return the file and the line of PLACE in the map that SOURCE is the outermost file of."""
    match place:
        case ("screens", str(name), *rest):
            return _screen(source, name, tuple(rest))
        case ("edges", int(number), *_) if number >= len(_part(source, "edges")):
            return str(source.path), None  # it stands in a map that this one extends or holds
    return str(source.path), document.line_of(source.node, place)


def _screen(source: Document, name: str, rest: Place) -> tuple[str, int | None]:
    screens = _part(source, "screens")
    if name in screens:
        return str(source.path), document.line_of(source.node, ("screens", name, *rest))
    holder, _, inner = name.partition(WITHIN)
    while inner:
        if isinstance(held := screens.get(holder), dict) and "map" in held:
            return _screen(_beside(source, held["map"]), inner, rest)
        first, _, inner = inner.partition(WITHIN)
        holder = f"{holder}{WITHIN}{first}"
    if extends := source.data.get("extends"):
        return _screen(_beside(source, extends), name, rest)
    return str(source.path), None


def _part(source: Document, field: str) -> dict[str, object]:
    return source.data.get(field) or {}


def _beside(source: Document, name: str) -> Document:
    return document.read(source.path.parent / name)
