"""A map as boxes and arrows: what the formats that only draw it have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from navigation.map import Map
from navigation.written import EVERYWHERE, WITHIN, EdgeSpec

Action = TypeVar("Action")
Check = TypeVar("Check")


@dataclass
class Group:
    """The SCREENS that lie directly in a map, and the GROUPS of those that hold maps of their own.

    name: the screen that holds the map; it is the first of its own group.
    """

    name: str
    screens: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


@dataclass(frozen=True)
class Arrow:
    """An edge from START to GOAL with what is done as LABEL; IS_ALWAYS open, or on a condition."""

    start: str
    goal: str
    label: str
    is_always: bool


def grouped(map: Map[Action, Check]) -> Group:
    """Return the screens of MAP, those of held maps in groups."""
    holders = {around for name in map.screens for around in _around(name)}
    outermost = Group("")
    groups = {"": outermost}
    for name in map.screens:
        group = groups[next((around for around in _around(name) if around in groups), "")]
        if name in holders:
            groups[name] = Group(name, [name])
            group.groups.append(groups[name])
        else:
            group.screens.append(name)
    return outermost


def arrows(map: Map[Action, Check]) -> Iterator[Arrow]:
    """Yield all edges of MAP, ways back too; one from everywhere begins at EVERYWHERE."""
    for spec in map.edges:
        label = _label(spec, spec.do)
        for start in spec.starts:
            for goal in spec.goals:
                if start != goal:
                    yield Arrow(start, goal, label, not spec.when)
        if spec.back:
            start, goal = spec.goals[0], spec.starts[0]
            yield Arrow(start, goal, _label(spec, spec.back), not spec.when)


def is_from_everywhere(map: Map[Action, Check]) -> bool:
    """Tell whether an edge of MAP begins EVERYWHERE."""
    return any(EVERYWHERE in spec.starts for spec in map.edges)


def _around(name: str) -> Iterator[str]:
    """Yield the names of the screens that NAME may lie within, the nearest first."""
    while WITHIN in name:
        name = name.rpartition(WITHIN)[0]
        yield name


def _label(spec: EdgeSpec[Action], actions: tuple[Action, ...]) -> str:
    done = "; ".join(str(action) for action in actions)
    conditions = ", ".join(
        f"{name}: {' or '.join(map(str, wanted))}" for name, wanted in spec.when.items()
    )
    return f"{done} [{conditions}]" if conditions else done
