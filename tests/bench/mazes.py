"""Maps to find the way through, drawn by chance: menus within menus, short cuts, ways home."""

import random

from navigation.map import Map


def maze(seed: int, screens: int) -> Map[str, str]:
    """Return a map of so many SCREENS in which every screen can be reached from every other."""
    chance = random.Random(seed)
    back, home, across = chance.choice([0.5, 0.9, 1.0]), chance.random(), chance.uniform(0, 2)
    edges = []
    for number in range(1, screens):
        above = chance.randrange(max(0, number - 20) if chance.random() < 0.7 else 0, number)
        returns = chance.random() < back
        edges.append(_edge(above, number, back=returns))
        if not returns or chance.random() < home:
            edges.append(_edge(number, 0))
    for _ in range(round(across * screens)):
        edges.append(_edge(chance.randrange(screens), chance.randrange(screens)))
    named = {f"s{number}": {"shows": ["x"], "start": number == 0} for number in range(screens)}
    return Map[str, str].model_validate({"name": "maze", "screens": named, "edges": edges})


def _edge(start: int, goal: int, *, back: bool = False) -> dict[str, object]:
    written = {"from": f"s{start}", "to": f"s{goal}", "do": ["go"]}
    return {**written, "back": ["back"]} if back else written
