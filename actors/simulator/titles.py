"""Titles for pages that are made up: two words each, none of which begins another."""

from random import Random
from typing import Final

_FIRST: Final = (
    "Amber", "Arctic", "Autumn", "Brave", "Bright", "Cosmic", "Crimson", "Desert", "Distant",
    "Electric", "Forest", "Frozen", "Gentle", "Golden", "Hidden", "Island", "Jungle", "Little",
    "Lunar", "Magic", "Midnight", "Modern", "Mountain", "Northern", "Ocean", "Paper", "Perfect",
    "Quiet", "River", "Royal", "Secret", "Silver", "Southern", "Summer", "Urban", "Velvet",
    "Violet", "Wild", "Winter", "Yellow",
)  # fmt: skip
_SECOND: Final = (
    "Animals", "Archive", "Bakery", "Castles", "Comedy", "Concerts", "Detectives", "Doctors",
    "Engines", "Fashion", "Football", "Gardens", "Harbour", "History", "Journeys", "Kitchen",
    "Legends", "Letters", "Markets", "Mysteries", "Neighbours", "Orchestra", "Pilots", "Puzzles",
    "Racing", "Rescue", "Schools", "Stories", "Theatre", "Weddings",
)  # fmt: skip


def titles(random: Random) -> list[str]:
    """Return the 1200 titles that there are, in an order that RANDOM makes."""
    made = [f"{first} {second}" for first in _FIRST for second in _SECOND]
    random.shuffle(made)
    return made
