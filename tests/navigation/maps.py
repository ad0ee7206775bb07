"""Maps whose actions and checks are plain texts, and a walker that lives on one."""

from dataclasses import dataclass, field

from navigation.map import Map, Screen

TextMap = Map[str, str]


def drawn(screens: str, *edges: tuple[str, str, float] | tuple[str, str]) -> TextMap:
    """Return the map of SCREENS, the first being the start; an edge does its goal's name."""
    names = screens.split()
    return TextMap.model_validate(
        {
            "name": "drawn",
            "screens": {name: {"shows": [name], "start": name == names[0]} for name in names},
            "edges": [
                {"from": edge[0], "to": edge[1], "do": [edge[1]], "seconds": (*edge, 1.0)[2]}
                for edge in edges
            ],
        }
    )


@dataclass
class Walker:
    """Is at HERE; an action brings it to the screen of that name, but for what is in FAULTS.

    faults: where an action leads instead, one entry for each time it is done.
    """

    here: str
    faults: dict[str, list[str]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    asked: list[tuple[str, float]] = field(default_factory=list)

    def perform(self, action: str) -> bool:
        self.done.append(action)
        wrong = self.faults.get(action)
        self.here = wrong.pop(0) if wrong else action
        return True

    def shows(self, screen: Screen[str], within: float) -> bool:
        self.asked.append((screen.shows[0], within))
        return screen.shows == (self.here,)
