"""Call screens after what is written at the place that tells them apart, mostly their title."""

from __future__ import annotations

import re
from collections.abc import Mapping

from actors.survey.candidates import Gallery
from actors.vision.choice import Choice
from actors.vision.ocr import reader
from actors.vision.region import cut
from navigation.trace import State

LONGEST = 24  # letters of a name
ICON = re.compile(r"^\S\s+(?=\S)")  # a single letter before a title is what is read of its icon
BETWEEN = re.compile(r"[\W_]+")


def names_of(gallery: Gallery, given: Mapping[State, str]) -> dict[State, str]:
    """Return a name for each screen, no two the same: the one GIVEN, or what is read on it.

    Raises CannotJudge where nothing that reads is installed.
    """
    names: dict[State, str] = {}
    for screen in gallery.sights:
        wished = given.get(screen) or _read(gallery, screen) or "screen"
        names[screen] = _free(wished, names)
    return names


def numbered(gallery: Gallery, given: Mapping[State, str]) -> dict[State, str]:
    """Return a name for each screen, that GIVEN or a number; nothing is read."""
    names: dict[State, str] = {}
    for number, screen in enumerate(gallery.sights, start=1):
        names[screen] = _free(given.get(screen) or f"screen-{number}", names)
    return names


def slug(text: str) -> str:
    """Return the letters and digits of TEXT as a name for a screen and its files."""
    return BETWEEN.sub("-", text.lower()).strip("-")[:LONGEST].strip("-")


def _read(gallery: Gallery, screen: State) -> str:
    """Return what is written at the best candidate, as a name; nothing where nothing is."""
    frame = gallery.sights[screen][0].frame
    for candidate in gallery.candidates(screen)[:1]:
        part = cut(frame.pixels, candidate.region(frame.size))
        lines = sorted(reader(Choice("rapidocr")).read(part), key=lambda line: line.box[3])
        if lines and (name := slug(ICON.sub("", lines[-1].text))):
            return name
    return ""


def _free(wished: str, names: Mapping[State, str]) -> str:
    taken, name, number = set(names.values()), wished, 1
    while name in taken:
        number += 1
        name = f"{wished}-{number}"
    return name
