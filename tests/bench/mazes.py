"""Maps to find the way through, drawn by chance: menus, grids of tiles, and no order at all."""

import random

from navigation.map import Map


def maze(seed: int, screens: int) -> Map[str, str]:
    """Return menus within menus, so many SCREENS, with short cuts and ways home.

    Every screen can be reached from every other.
    """
    chance = random.Random(seed)
    back, home, across = chance.choice([0.5, 0.9, 1.0]), chance.random(), chance.uniform(0, 2)
    edges: list[dict[str, object]] = []
    for number in range(1, screens):
        above = chance.randrange(max(0, number - 20) if chance.random() < 0.7 else 0, number)
        returns = chance.random() < back
        edges.append(_edge(above, number, back=returns))
        if not returns or chance.random() < home:
            edges.append(_edge(number, 0))
    for _ in range(round(across * screens)):
        edges.append(_edge(chance.randrange(screens), chance.randrange(screens)))
    return _map(screens, edges)


def grid(side: int, *, seed: int = 0) -> Map[str, str]:
    """Return SIDE times SIDE screens, with ways from each to those beside it and back."""
    chance = random.Random(seed)
    beside = [
        (number, other)
        for number in range(side * side)
        for other in (number + 1, number + side)
        if other < side * side and (other % side or other == number + side)
    ]
    return _map(
        side * side,
        [
            _edge(*ends, seconds=chance.uniform(0.5, 3))
            for a, b in beside
            for ends in ((a, b), (b, a))
        ],
    )


def scattered(screens: int, edges: int, *, seed: int = 0) -> Map[str, str]:
    """Return a map of so many SCREENS with so many EDGES, each from any one to any other."""
    chance = random.Random(seed)
    return _map(
        screens,
        [
            _edge(*chance.sample(range(screens), 2), seconds=chance.uniform(0.5, 3))
            for _ in range(edges)
        ],
    )


def _map(screens: int, edges: list[dict[str, object]]) -> Map[str, str]:
    named = {f"s{number}": {"shows": ["x"], "start": number == 0} for number in range(screens)}
    return Map[str, str].model_validate({"name": "maze", "screens": named, "edges": edges})


def _edge(start: int, goal: int, *, back: bool = False, seconds: float = 1.0) -> dict[str, object]:
    written = {"from": f"s{start}", "to": f"s{goal}", "do": ["go"], "seconds": seconds}
    return {**written, "back": ["back"]} if back else written
