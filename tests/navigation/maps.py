"""Maps whose actions and checks are plain texts, and a walker that lives on one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from navigation.map import Map
from navigation.sighting import Looks, Sighting

TextMap = Map[str, str]


def drawn(drawn: str, /, *edges: tuple[str, str, float] | tuple[str, str], **more: Any) -> TextMap:
    """Return the map of the screens DRAWN, the first being the start; an edge does its goal's name.

    more: fields of the map; screens among them are added, and edges too.
    """
    names = drawn.split()
    known = {name: {"shows": [name], "start": name == names[0]} for name in names}
    ways = [
        {"from": edge[0], "to": edge[1], "do": [edge[1]], "seconds": (*edge, 1.0)[2]}
        for edge in edges
    ]
    return TextMap.model_validate(
        {"name": "drawn"}
        | more
        | {"screens": known | more.get("screens", {}), "edges": ways + more.get("edges", [])}
    )


@dataclass
class Walker:
    """Is at HERE; an action brings it to the screen of that name, but for what is in FAULTS.

    faults: where an action leads instead, one entry for each time it is done.
    over: the popup that covers everything until "dismiss NAME" is done.
    now: its clock, which goes on while it waits in vain, and by `key` at each action.
    """

    here: str
    faults: dict[str, list[str]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    asked: list[tuple[tuple[str, ...], float]] = field(default_factory=list)
    over: str | None = None
    now: float = 0.0
    key: float = 0.1
    acted: float = -60.0

    def clock(self) -> float:
        return self.now

    def perform(self, action: str) -> bool:
        self.done.append(action)
        self.now += self.key
        self.acted = self.now
        if self.over is not None:
            self.over = None if action == f"dismiss {self.over}" else self.over
            return True
        wrong = self.faults.get(action)
        self.here = wrong.pop(0) if wrong else action
        return True

    def shows(self, asked: Sequence[Looks[str]], within: float, settle: float) -> Sighting:
        self.asked.append((tuple(looks.name for looks in asked), within))
        shown = self.over or self.here
        for looks in asked:
            if shown in looks.checks:
                told, self.now = self.now, self.now + max(settle, 0.01)
                return Sighting(looks.name, acted=self.acted, told=told)
        self.now += max(within, 0.01)
        return Sighting(None, acted=self.acted)
