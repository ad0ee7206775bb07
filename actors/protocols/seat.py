"""The place before a computer: its keyboard and its mouse, as the events that they make."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from actors.errors import NotSupported
from actors.interface import Keyboard, Remote, Touch
from actors.keys import code_of
from actors.protocols.keysyms import CHORDS, Chord, keysym_of, parse_chord

STEP = 1 / 60  # seconds from one place of a swipe to the next


@dataclass(frozen=True)
class Key:
    """A key goes down or up, named by its keysym."""

    keysym: int
    down: bool


@dataclass(frozen=True)
class Point:
    """The pointer is at a place, with its first button down or not."""

    x: int
    y: int
    down: bool


@dataclass(frozen=True)
class Rest:
    """Nothing happens until so many SECONDS after the beginning."""

    seconds: float


Act = Key | Point
Event = Act | Rest
Perform = Callable[[Sequence[Act]], None]


class Seat(Remote, Touch, Keyboard):
    """Presses, types and points by events, which `acting` brings to the computer."""

    @abstractmethod
    def acting(self) -> AbstractContextManager[Perform]:
        """Give what makes events happen; when it is left the computer has taken all of them."""

    @property
    @abstractmethod
    def own_keys(self) -> Mapping[str, str]:
        """The chords of keys that the lab file calls otherwise."""

    @property
    @abstractmethod
    def source(self) -> str:
        """Where the computer is, for what is refused."""

    def press(self, key: str, hold: float = 0.0) -> None:
        """Press KEY, all keys of its chord at once, and hold it by this machine's clock."""
        codes = {**CHORDS, **{name: parse_chord(own) for name, own in self.own_keys.items()}}
        chord = code_of(key, own={}, codes=codes, source=self.source)
        self._play(pressing(chord, hold))

    def type(self, text: str) -> None:
        """Type TEXT; raises NotSupported for control characters, before anything is typed."""
        keysyms = [keysym_of(sign) for sign in text]
        untyped = {sign for sign, keysym in zip(text, keysyms, strict=True) if keysym is None}
        if untyped:
            raise NotSupported(self.source, f"typing {', '.join(map(repr, sorted(untyped)))}")
        self._play(event for keysym in keysyms if keysym for event in pressing((keysym,)))

    def tap(self, x: int, y: int) -> None:
        """Click there with the first button."""
        self._check(x, y)
        self._play(Point(x, y, down) for down in (False, True, False))

    def swipe(self, start: tuple[int, int], end: tuple[int, int], seconds: float) -> None:
        """Drag from START to END with the first button."""
        self._check(*start)
        self._check(*end)
        self._play(dragging(start, end, seconds))

    def _play(self, events: Iterable[Event]) -> None:
        with self.acting() as perform:
            began = time.monotonic()
            due: list[Act] = []
            for event in events:
                if isinstance(event, Rest):
                    perform(due)
                    due = []
                    time.sleep(max(0.0, began + event.seconds - time.monotonic()))
                else:
                    due.append(event)
            perform(due)

    def _check(self, x: int, y: int) -> None:
        width, height = self.screen_size()
        if not (0 <= x < width and 0 <= y < height):
            raise NotSupported(self.source, f"the point {x}, {y} (its screen is {width}x{height})")


def pressing(chord: Chord, hold: float = 0.0) -> Iterator[Event]:
    """Yield the events of a CHORD that is held for HOLD seconds."""
    yield from (Key(keysym, True) for keysym in chord)
    if hold:
        yield Rest(hold)
    yield from (Key(keysym, False) for keysym in reversed(chord))


def dragging(start: tuple[int, int], end: tuple[int, int], seconds: float) -> Iterator[Event]:
    """Yield the events of a drag from START to END that takes SECONDS."""
    (left, top), (right, bottom) = start, end
    steps = max(1, round(seconds / STEP))
    yield Point(left, top, False)
    yield Point(left, top, True)
    for step in range(1, steps + 1):
        done = step / steps
        yield Rest(done * seconds)
        yield Point(left + round(done * (right - left)), top + round(done * (bottom - top)), True)
    yield Point(right, bottom, False)
