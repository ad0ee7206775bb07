"""A device that is being learned: what is done to it, and the trace of what that led to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from actors.errors import NotSupported
from actors.survey.album import Album
from actors.survey.rest import Answers, Patience, rested
from navigation.trace import State, Trace

if TYPE_CHECKING:
    from actors.interface import Frame
    from actors.survey.sight import Sight

Action = str | tuple[int, int]  # a key, or a place to tap in pixels of the picture

# the keys that move the focus, as a rule, and what undoes each
OPPOSITES: dict[Action, Action] = {"UP": "DOWN", "LEFT": "RIGHT", "DOWN": "UP", "RIGHT": "LEFT"}


class Surveyed(Protocol):
    """What learning needs of a device."""

    def act(self, action: Action) -> None:
        """Press a key, or tap."""

    def places(self) -> Collection[tuple[int, int]]:
        """Return the places that can be tapped now, in pixels of the picture."""

    def frames(self, seconds: float) -> Iterator[Frame]:
        """Yield pictures as they come."""

    def wait(self, seconds: float) -> None:
        """Let SECONDS go by."""


@dataclass
class Survey:
    """What was learned of DEVICE so far, and where it is now.

    spent: how many actions were done.
    names: what the screens of some states were called.
    told: called after each action.
    wake: what is done, one after the other, while nothing is to be seen.
    """

    device: Surveyed
    patience: Patience = field(default=Patience())
    gap: float = 0.2  # seconds between two actions where nobody looks; that of the step `press`
    trace: Trace[Action] = field(default_factory=Trace)
    here: State | None = None
    spent: int = 0
    places: dict[State, Collection[tuple[int, int]]] = field(default_factory=dict)
    names: dict[State, str] = field(default_factory=dict)
    told: Callable[[], object] = lambda: None
    wake: Sequence[Action] = ()

    def __post_init__(self) -> None:
        self.album = Album(self.trace)
        self._answers = Answers(self.patience)
        self._seen: Sight | None = None

    def look(self) -> State:
        """Return the state that the device shows now."""
        return self._arrive(self.album.place(self._sight()))

    def do(self, action: Action) -> State:
        """Do ACTION, and return the state that it leads to, or that the device woke up in."""
        return self._awake(self._done(action))

    def _done(self, action: Action) -> State:
        before, known = self.here, len(self.trace.states)
        self.device.act(action)
        self.spent += 1
        after = self.album.place(self._sight(), before, moves=action in OPPOSITES)
        if before is not None:
            self.trace.note(before, action, after, is_new=after >= known)
        return self._arrive(after)

    def play(self, actions: Sequence[Action]) -> State:
        """Do ACTIONS at the pace of a map, and return the state that they end in."""
        if len(actions) == 1:
            return self.do(actions[0])
        before = self._before_moves(actions)
        for number, action in enumerate(actions):
            if number:
                self.device.wait(self.gap)
            self.device.act(action)
            self.spent += 1
        after = self.album.place(self._sight(), before, moves=before is not None)
        return self._awake(self._arrive(after))

    def _awake(self, state: State) -> State:
        """Wake the device up where STATE is that nothing is to be seen; return its state."""
        for action in self.wake:
            if not self.album.sights[state][0].is_blank:
                break
            with suppress(NotSupported):
                state = self._done(action)
        return state

    def _before_moves(self, actions: Sequence[Action]) -> State | None:
        """Return the state in which ACTIONS begin to only move the focus, where that is known."""
        here, *path = self.here, *actions
        while path and path[-1] in OPPOSITES:
            path.pop()
        if len(path) == len(actions):
            return None
        for action in path:
            here = None if here is None else self.trace.leads(here, action)
        return here

    def _sight(self) -> Sight:
        frames = self.device.frames(self.patience.longest + self.patience.most + 1.0)
        self._seen = rested(frames, self._answers.patience, self._seen)
        self._answers.note(self._seen)
        return self._seen

    def _arrive(self, state: State) -> State:
        if state not in self.places:
            self.places[state] = self.device.places()
        self.here = state
        self.told()
        return state
