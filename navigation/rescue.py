"""What is done, one after the other, with a device that is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from navigation.map import Map
from navigation.sighting import Looks
from navigation.written import Fact, Rung

Action = TypeVar("Action")
Check = TypeVar("Check")


@dataclass(frozen=True)
class Rescue(Generic[Action, Check]):
    """Do ACTIONS, only where the device LOOKS so, if that is told."""

    actions: tuple[Action, ...]
    looks: Looks[Check] | None = None

    def __str__(self) -> str:
        return ", ".join(map(str, self.actions))


def rescues(
    map: Map[Action, Check], facts: Mapping[str, Fact]
) -> tuple[Rescue[Action, Check], ...]:
    """Return the ladder of MAP, and behind it the edges from anywhere, the cheapest first."""
    ladder = tuple(_of_rung(rung) for rung in map.recover)
    edges = sorted((e for e in map.from_anywhere if e.is_open(facts)), key=lambda edge: edge.cost)
    known = [rescue.actions for rescue in ladder]
    for edge in edges:
        if edge.actions not in known:
            known.append(edge.actions)
    return (*ladder, *(Rescue(actions) for actions in known[len(ladder) :]))


def _of_rung(rung: Rung[Action, Check]) -> Rescue[Action, Check]:
    return Rescue(rung.do, Looks("", rung.shows) if rung.shows else None)
