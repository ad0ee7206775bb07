"""Make one map of a file, the map that it extends, and those that its screens hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from navigation.complaint import complaint
from navigation.map import Map
from navigation.written import (
    EVERYWHERE,
    WITHIN,
    EdgeSpec,
    Fact,
    MapFile,
    Rung,
    Screen,
    Size,
)

Action = TypeVar("Action")
Check = TypeVar("Check")

Way = tuple[str, frozenset[str]]  # where it begins, and where it may lead


@dataclass(frozen=True)
class Parts(Generic[Action, Check]):
    """What a map consists of; the edges of the file come first, so that their numbers stay."""

    name: str
    about: str
    size: Size
    variables: Mapping[str, Fact]
    screens: Mapping[str, Screen[Action, Check]]
    edges: tuple[EdgeSpec[Action], ...]
    recover: tuple[Rung[Action, Check], ...]


def assembled(
    file: MapFile[Action, Check],
    *,
    base: Map[Action, Check] | None,
    held: Mapping[str, Map[Action, Check]],
) -> Parts[Action, Check]:
    """Return what FILE, the map BASE that it extends, and those that its screens HOLD amount to.

    held: the map of each screen that names one.
    Raises ValidationError, with its place in FILE.
    """
    _check_names(file, base)
    size = file.size or (base.size if base else (1280, 720))
    for name, map in held.items():
        if map.size != size:
            reason = f"its size {_pixels(map.size)} is not that of this map, {_pixels(size)}"
            raise complaint(("screens", name, "map"), reason, file.screens[name].map)
    whole = _extended(file, base, size) if base else _alone(file, size)
    return _with_held(whole, held) if held else whole


def _check_names(file: MapFile[Action, Check], base: Map[Action, Check] | None) -> None:
    for name in file.screens:
        holder, within, last = name.rpartition(WITHIN)
        if name == EVERYWHERE or not last or (within and base is None):
            reason = f"{name!r} is no name for a screen: {EVERYWHERE} and {WITHIN} mean more"
            raise complaint(("screens", name), reason, name)
        if within and base and not (holder in base.screens or holder in file.screens):
            raise complaint(("screens", name), f"no screen {holder!r} holds it", name)


def _alone(file: MapFile[Action, Check], size: Size) -> Parts[Action, Check]:
    return Parts(
        file.name, file.about, size, file.variables, file.screens, file.edges, file.recover
    )


def _extended(
    file: MapFile[Action, Check], base: Map[Action, Check], size: Size
) -> Parts[Action, Check]:
    """Return BASE with what FILE adds to it, replaces in it, and leaves out of it."""
    _check_left_out(file, base)
    left_out = {*file.without.screens}
    emptied = {name for name in file.screens if name in base.screens and base.screens[name].map}
    gone = {name for name in base.screens if name in left_out or _is_in(name, left_out | emptied)}
    replaced = {way for spec in file.edges for way in _ways(spec)}
    replaced |= {(start, frozenset(e.goals)) for e in file.without.edges for start in e.starts}
    has_start = any(screen.start for screen in file.screens.values())
    screens = {
        name: screen.model_copy(update={"start": False}) if has_start else screen
        for name, screen in base.screens.items()
        if name not in gone
    }
    edges = (*file.edges, *(left for spec in base.edges for left in _left(spec, gone, replaced)))
    return Parts(
        name=file.name,
        about=file.about or base.about,
        size=size,
        variables={**base.variables, **file.variables},
        screens={**screens, **file.screens},
        edges=edges,
        recover=file.recover or base.recover,
    )


def _check_left_out(file: MapFile[Action, Check], base: Map[Action, Check]) -> None:
    for number, name in enumerate(file.without.screens):
        if name not in base.screens:
            reason = (
                f"no screen {name!r} in the map {base.name!r} (it has {', '.join(base.screens)})"
            )
            raise complaint(("without", "screens", number), reason, name)
    known = {way for spec in base.edges for way in _ways(spec)}
    for number, ends in enumerate(file.without.edges):
        for start in ends.starts:
            if (start, frozenset(ends.goals)) not in known:
                goals = ", ".join(map(repr, ends.goals))
                reason = f"no edge from {start!r} to {goals} in the map {base.name!r}"
                raise complaint(("without", "edges", number), reason, start)


def _is_in(name: str, holders: set[str]) -> bool:
    return any(name.startswith(holder + WITHIN) for holder in holders)


def _ways(spec: EdgeSpec[Action]) -> set[Way]:
    """Return all that SPEC joins, its way back included."""
    back = {(spec.goals[0], frozenset(spec.starts))} if spec.back else set()
    return back | {(start, frozenset(spec.goals)) for start in spec.starts}


def _left(spec: EdgeSpec[Action], gone: set[str], replaced: set[Way]) -> Iterator[EdgeSpec[Action]]:
    """Yield what is left of SPEC where screens are GONE, and ways REPLACED, if anything is."""
    leads = frozenset(spec.goals)
    starts = tuple(n for n in spec.starts if n not in gone and (n, leads) not in replaced)
    goals = tuple(n for n in spec.goals if n not in gone)
    back = () if (spec.goals[0], frozenset(spec.starts)) in replaced else spec.back
    if (starts, goals, back) == (spec.starts, spec.goals, spec.back):
        yield spec
    elif starts and goals:
        yield spec.model_copy(update={"starts": starts, "goals": goals, "back": back})


def _with_held(
    whole: Parts[Action, Check], held: Mapping[str, Map[Action, Check]]
) -> Parts[Action, Check]:
    """Return WHOLE with the maps that its screens hold within it.

    The start of a held map is the screen that holds it, which needs no checks of its own then.
    """
    screens: dict[str, Screen[Action, Check]] = {}
    edges, variables = list(whole.edges), dict[str, Fact]()
    for name, screen in whole.screens.items():
        screens[name] = screen
        if (map := held.get(name)) is None:
            continue
        looks = map.screens[map.start]
        if not screen.shows:
            seen = {"shows": looks.shows, "match": looks.match}
            picture = screen.picture or looks.picture
            screens[name] = screen.model_copy(update={**seen, "picture": picture})
        screens |= {
            _inner(name, inner, map.start): one
            for inner, one in map.screens.items()
            if inner != map.start and _inner(name, inner, map.start) not in whole.screens
        }
        edges += [_moved(spec, name, map) for spec in map.edges]
        variables |= map.variables
    return Parts(
        whole.name, whole.about, whole.size, {**variables, **whole.variables}, screens,
        tuple(edges), whole.recover,
    )  # fmt: skip


def _inner(holder: str, name: str, start: str) -> str:
    return holder if name == start else f"{holder}{WITHIN}{name}"


def _moved(spec: EdgeSpec[Action], holder: str, map: Map[Action, Check]) -> EdgeSpec[Action]:
    """Return SPEC of the held MAP as an edge of the one around it."""
    starts = map.places if EVERYWHERE in spec.starts else spec.starts
    return spec.model_copy(
        update={
            "starts": tuple(_inner(holder, name, map.start) for name in starts),
            "goals": tuple(_inner(holder, name, map.start) for name in spec.goals),
        }
    )


def _pixels(size: Size) -> str:
    return f"{size[0]}x{size[1]}"
