"""What was done to an interface, and what that led to: states, grouped into screens.

A state is what an interface shows with one focus; the states of one screen differ in little else.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Action = TypeVar("Action", bound=Hashable)
State = int


@dataclass(frozen=True)
class Tally:
    """In how many states something was DONE, and how many new SCREENS and STATES it found."""

    done: int
    screens: int
    states: int


class Trace(Generic[Action]):
    """The states that were seen, and how often each action led from one to another.

    Once two states turn out to be of one screen, all states of both their screens are.
    """

    def __init__(self) -> None:
        self._parents: list[State] = []  # each state's way to the first one of its screen
        self._families: list[State] = []  # and of all screens that are alike
        self._led: dict[tuple[State, Action], Counter[State]] = {}
        self._found: dict[tuple[State, Action], State] = {}  # new ones
        self._entered: defaultdict[State, int] = defaultdict(int)

    @property
    def states(self) -> range:
        """All states, in the order in which they were seen first."""
        return range(len(self._parents))

    @property
    def screens(self) -> list[State]:
        """The screens, each by the first of its states."""
        return [state for state in self.states if self._parents[state] == state]

    def add(self, like: State | None = None, *, kin: State | None = None) -> State:
        """Return a new state: one more of the screen of LIKE, or the first of a new screen.

        kin: a state of a screen that looks so much like the new one that it may be the same.
        """
        state = len(self._parents)
        self._parents.append(state if like is None else _root(self._parents, like))
        relative = like if kin is None else kin
        self._families.append(state if relative is None else _root(self._families, relative))
        return state

    def screen(self, state: State) -> State:
        """Return the first state of the screen that STATE is of, which stands for the screen."""
        return _root(self._parents, state)

    def join(self, one: State, other: State) -> None:
        """Make one screen of those of two states."""
        for parents in (self._parents, self._families):
            first, second = sorted((_root(parents, one), _root(parents, other)))
            parents[second] = first

    def of(self, screen: State) -> list[State]:
        """Return all states of the SCREEN of a state."""
        root = self.screen(screen)
        return [state for state in self.states if self.screen(state) == root]

    def note(self, before: State, action: Action, after: State, *, is_new: bool = False) -> None:
        """Take in that ACTION led from one state to another, which IS_NEW or was known."""
        self._led.setdefault((before, action), Counter())[after] += 1
        self._entered[after] += self.screen(before) != self.screen(after)
        if is_new:
            self._found[before, action] = after

    def times(self, state: State, action: Action) -> int:
        """Return how often ACTION was done in STATE."""
        return self._led.get((state, action), Counter()).total()

    def leads(self, state: State, action: Action) -> State | None:
        """Return the state that ACTION led to most often; None where it was never done."""
        led = self._led.get((state, action))
        return led.most_common(1)[0][0] if led else None

    def is_followed(self, state: State, action: Action) -> bool:
        """Tell whether ACTION was done again and again from STATE until it led to nothing new."""
        passed: set[State] = set()
        here: State | None = state
        while here is not None and here not in passed:
            passed.add(here)
            here = self.leads(here, action)
        return here is not None

    def outcomes(self, screen: State, action: Action) -> Counter[State]:
        """Return the screens that ACTION led to from any state of SCREEN, and how often."""
        counts: Counter[State] = Counter()
        for state in self.of(screen):
            for after, times in self._led.get((state, action), Counter()).items():
                counts[self.screen(after)] += times
        return counts

    def surprises(self, screen: State) -> int:
        """Return how many actions led to SCREEN that lead elsewhere as a rule."""
        root, count = self.screen(screen), 0
        for (before, _), led in self._led.items():
            reached = [self.screen(state) for state, _ in led.most_common()]
            count += root in reached[1:] and root not in (reached[0], self.screen(before))
        return count

    def tally(self, screen: State, actions: Collection[Action]) -> Tally:
        """Return what ACTIONS have found on SCREEN, and on those that are alike, so far."""
        family = _root(self._families, screen)
        states = [state for state in self.states if _root(self._families, state) == family]
        tried = [(state, action) for state in states for action in actions]
        found = [self._found[each] for each in tried if each in self._found]
        away = sum(_root(self._families, state) != family for state in found)
        return Tally(sum(each in self._led for each in tried), away, len(found) - away)

    def moves(self, state: State) -> Iterator[tuple[Action, State]]:
        """Yield each action that was done in STATE, and the state that it most often led to."""
        for before, action in self._led:
            if before == state:
                yield action, self._led[before, action].most_common(1)[0][0]

    def entry(self, screen: State) -> State:
        """Return the state that SCREEN was in most often when it came up."""
        return max(self.of(screen), key=lambda state: (self._entered[state], -state))

    def ways(
        self,
        start: State,
        *,
        reset: tuple[Action, State] | None = None,
        within: Collection[State] | None = None,
    ) -> dict[State, tuple[Action, ...]]:
        """Return the fewest actions to each state that is known to be reached from START.

        reset: what can be done in every state, and the state that it leads to where it was not
        seen to lead elsewhere.
        within: the states that may be passed, by default all.
        """
        found: dict[State, tuple[Action, ...]] = {start: ()}
        after = self._after()
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            is_untried = reset is not None and self.leads(here, reset[0]) is None
            for action, there in [*after[here], *([reset] if reset and is_untried else [])]:
                if there not in found and (within is None or there in within):
                    found[there] = (*found[here], action)
                    waiting.append(there)
        return found

    def _after(self) -> defaultdict[State, list[tuple[Action, State]]]:
        after: defaultdict[State, list[tuple[Action, State]]] = defaultdict(list)
        for (state, action), led in self._led.items():
            after[state].append((action, led.most_common(1)[0][0]))
        return after


def _root(parents: list[State], state: State) -> State:
    while parents[state] != state:
        state = parents[state]
    return state
