"""The channels that the simulated television receives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """One programme: how it looks and sounds.

    motion names a moving picture of paint/motion.py, colours are its palette
    from dark to light, chord is in whole Hz.
    """

    number: int
    name: str
    programme: str
    motion: str
    colours: tuple[str, str, str]
    chord: tuple[int, int, int]


CHANNELS: tuple[Channel, ...] = (
    Channel(
        1,
        "Aurora One",
        "Northern Lights",
        "aurora",
        ("#06122b", "#0fb28a", "#c6fff0"),
        (220, 277, 330),
    ),
    Channel(
        2, "Ocean", "The Deep Blue", "waves", ("#02243f", "#0c7fb8", "#c9f2ff"), (247, 311, 370)
    ),
    Channel(
        3,
        "City News",
        "Evening Report",
        "tunnel",
        ("#140a2e", "#7a2bd6", "#ffd1f7"),
        (262, 330, 392),
    ),
    Channel(
        4,
        "Arena Sport",
        "Cup Final Live",
        "plasma",
        ("#04210f", "#1f9d46", "#e9ffb0"),
        (294, 370, 440),
    ),
    Channel(
        5, "Kino", "Midnight Express", "rays", ("#1c0705", "#c2461f", "#ffe3a8"), (311, 392, 466)
    ),
    Channel(
        6, "Planet", "Desert Stories", "dunes", ("#3a1507", "#d98a35", "#fff0c9"), (330, 415, 494)
    ),
    Channel(
        7,
        "Pulse Music",
        "Night Session",
        "rays",
        ("#1d0330", "#d42d9b", "#ffd7f0"),
        (349, 440, 523),
    ),
    Channel(
        8,
        "Kids Club",
        "Bubble Trouble",
        "plasma",
        ("#2b1a6b", "#f2913d", "#fff7b8"),
        (370, 466, 554),
    ),
    Channel(
        9,
        "Science+",
        "Inside the Atom",
        "tunnel",
        ("#02182b", "#1797a6", "#dcfff6"),
        (392, 494, 587),
    ),
    Channel(
        10, "Docu", "Mountain Railways", "dunes", ("#13233f", "#5f83b5", "#eef4ff"), (415, 523, 622)
    ),
    Channel(
        11, "Retro", "Golden Eighties", "waves", ("#2b0636", "#d9446f", "#ffdf9e"), (440, 554, 659)
    ),
    Channel(
        12, "Nature HD", "Rainforest", "aurora", ("#08210a", "#5f9d1f", "#f4ffb0"), (466, 587, 698)
    ),
)


def channel(number: int) -> Channel | None:
    """Return the channel of that number, or None where there is none."""
    return CHANNELS[number - 1] if 1 <= number <= len(CHANNELS) else None


def neighbour(number: int, step: int) -> int:
    """Return the number of the channel STEP places on, around the end."""
    return (number - 1 + step) % len(CHANNELS) + 1
