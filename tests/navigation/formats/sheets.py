"""Maps of plain texts, made up and read back from what was written of them."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

import yaml
from hypothesis import strategies as st

from navigation.assemble import assembled
from navigation.formats.sheet import Imported, Sheet
from navigation.written import MapFile
from tests.navigation.maps import TextMap

TextFile = MapFile[str, str]

KINDS = ("screen", "menu", "overlay", "popup", "action", "entry")


def loaded(imported: Imported) -> TextMap:
    """Return the map that the first sheet of IMPORTED is, with those that it holds."""
    first = next(iter(imported.sheets.values()))
    return _loaded(first, imported.sheets)


def _loaded(sheet: Sheet, sheets: Mapping[str, Sheet]) -> TextMap:
    return joined(
        yaml.safe_load(sheet.text), {name: _loaded(s, sheets) for name, s in held(sheet, sheets)}
    )


def held(sheet: Sheet, sheets: Mapping[str, Sheet]) -> list[tuple[str, Sheet]]:
    """Return the sheets of the maps that the screens of SHEET hold."""
    parts = sheet.screens.items()
    return [(name, sheets[part.fields["map"]]) for name, part in parts if "map" in part.fields]


def joined(written: Mapping[str, Any], inner: Mapping[str, TextMap]) -> TextMap:
    """Return the map that is WRITTEN, whose screens hold the maps INNER."""
    file = TextFile.model_validate(written)
    return TextMap.model_validate(vars(assembled(file, base=None, held=inner)))


def said(map: TextMap) -> dict[str, Any]:
    """Return what MAP says, the same for two that differ in the order of their edges only."""
    told = map.model_dump(mode="json", by_alias=True)
    return {**told, "edges": sorted(told["edges"], key=repr)}


# what some format or other takes for its own
words = st.text("aZ0 _-.,:;|&#%\"'`\\<>[]{}()=/*\n\té日😀", min_size=1, max_size=6)
names = words.filter(lambda name: "/" not in name and "*" not in name)
several = st.lists(words, min_size=1, max_size=3)
seconds = st.floats(0.01, 100)
facts = words | st.integers(-9, 9) | st.booleans()


@st.composite
def written_maps(draw: st.DrawFn, depth: int = 1) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw what a map file says, and the same of the maps that its screens hold."""
    called = draw(st.lists(names, min_size=2, max_size=5, unique=True))
    holds = depth > 0 and draw(st.booleans())
    kinds = ["screen", "screen" if holds else None]  # of the first two
    screens = {
        name: draw(_screen(kind))
        for name, kind in zip_longest(called, kinds[: len(called)], fillvalue=None)
    }
    screens[called[0]] |= {"start": True}
    inner = {}
    if holds:
        screens[called[1]] |= {"map": "inner.yaml"}
        inner[called[1]] = draw(written_maps(depth=depth - 1))
    places = [name for name in called if screens[name]["kind"] not in ("popup", "action")]
    goals = [name for name in called if screens[name]["kind"] not in ("popup", "entry")]
    edges = draw(st.lists(_edge(places, goals), max_size=6))
    head = {
        "name": draw(words),
        "about": draw(words),
        "variables": draw(st.dictionaries(words, facts, max_size=2)) if depth else {},
        "recover": draw(st.lists(_rung, max_size=2)) if depth else [],
    }
    return {**head, "screens": screens, "edges": edges}, inner


@st.composite
def _screen(draw: st.DrawFn, kind: str | None) -> dict[str, Any]:
    kind = kind or draw(st.sampled_from(KINDS))
    screen = {"shows": draw(several), "kind": kind, "notes": draw(words)}
    screen["match"] = draw(st.sampled_from(["all", "any"]))
    screen["timeout"] = draw(seconds)
    return screen | ({"dismiss": draw(several)} if kind == "popup" else {})


@st.composite
def _edge(draw: st.DrawFn, places: list[str], goals: list[str]) -> dict[str, Any]:
    starts = draw(st.lists(st.sampled_from([*places, "*"]), min_size=1, max_size=3, unique=True))
    ends = draw(st.lists(st.sampled_from(goals), min_size=1, max_size=3, unique=True))
    edge = {"from": starts, "to": ends, "do": draw(several), "settle": draw(st.floats(0, 9))}
    optional = {
        "retry": several,
        "failed": several,
        "when": st.dictionaries(words, st.lists(facts, min_size=1, max_size=2), max_size=2),
        "seconds": seconds,
        "success": st.floats(0.01, 1),
        "within": seconds,
        "p95": seconds,
        "name": words,
    }
    if (
        len(starts) == len(ends) == 1
        and starts != ["*"]
        and starts[0] in goals
        and ends[0] in places
    ):
        optional["back"] = several
    chosen = draw(st.sets(st.sampled_from(sorted(optional))))
    return edge | {name: draw(optional[name]) for name in sorted(chosen)}


_rung = st.fixed_dictionaries({"do": several, "shows": st.lists(words, max_size=2)})
