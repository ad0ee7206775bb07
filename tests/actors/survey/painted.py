"""A television of lists that are painted here, with what the simulated one does not have."""

from dataclasses import dataclass, field

import numpy as np

from actors.interface import Frame

FPS = 5
ROWS = 5  # of a list that are seen at once
WORD = 96  # pixels across


@dataclass(frozen=True)
class Listed:
    """A page with a title of WORDS and a list, whose ROWS each open a page or nothing.

    look: pages of the same one have the same texts in their rows.
    """

    words: tuple[int, ...]
    rows: tuple[str | None, ...] = (None, None, None)
    parent: str = "home"
    look: int = 0


@dataclass
class Painted:
    """What a survey needs of a device; its time goes by only while somebody looks, or waits.

    latency: seconds from a key to its picture.  sleeps: the numbers of the keys that it sleeps
    after; POWER wakes it.  A list that is longer than the screen scrolls under its focus.
    """

    pages: dict[str, Listed]
    latency: float = 0.0
    sleeps: frozenset[int] = frozenset()
    acted: list[str] = field(default_factory=list)
    now: float = 0.0
    page: str = "home"
    row: int = 0
    asleep: bool = False

    def __post_init__(self) -> None:
        self._later = [(0.0, self._drawn())]

    def act(self, action):
        self.acted.append(action)
        self._press(action)
        self.asleep |= len(self.acted) in self.sleeps
        self._later.append((self.now + self.latency, self._drawn()))

    def _press(self, key):
        listed = self.pages[self.page]
        if self.asleep or key == "POWER":
            self.asleep, self.page, self.row = self.asleep ^ (key == "POWER"), "home", 0
        elif key in ("UP", "DOWN"):
            self.row = min(max(self.row + (1 if key == "DOWN" else -1), 0), len(listed.rows) - 1)
        elif key in ("HOME", "BACK"):
            self.page, self.row = "home" if key == "HOME" else listed.parent, 0
        elif key == "OK" and (goal := listed.rows[self.row]):
            self.page, self.row = goal, 0

    def places(self):
        return ()

    def wait(self, seconds):
        self.now += seconds

    def frames(self, seconds):
        end = self.now + seconds
        while self.now < end:
            self.now += 1 / FPS
            yield Frame([drawn for at, drawn in self._later if at <= self.now][-1], self.now)

    def _drawn(self):
        pixels = np.full((360, 640, 3), 20, np.uint8)
        if self.asleep:
            return np.zeros_like(pixels)
        listed = self.pages[self.page]
        for number, word in enumerate(listed.words):
            pixels[16:32, 32 + WORD * number :][:, : WORD - 8] = noise(word, WORD - 8, 16)
        first = max(0, self.row - ROWS + 1)
        for place, number in enumerate(range(first, min(len(listed.rows), first + ROWS))):
            top, seed = 64 + 56 * place, 100 * (listed.look or listed.words[0]) + number
            pixels[top : top + 32, 32:512] = noise(seed, 480, 32)
            if number == self.row:
                pixels[top - 8 : top + 40, 24:520] ^= 0x7F
        return pixels


def noise(seed, width, height):
    """Return grey squares by chance, the same for the same SEED."""
    grey = np.random.default_rng(seed).integers(40, 255, (height // 4, width // 4, 1), np.uint8)
    return np.repeat(grey.repeat(4, 0).repeat(4, 1), 3, axis=2)
