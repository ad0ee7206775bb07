"""The keys that bring the focus of a screen to one known place, wherever it was before.

Such a word of keys is what automata theory calls synchronizing (Cerny, 1964).  Interfaces have
simple ones: the focus stops at the end of a list, so that UP often enough ends at its top.
"""

from collections.abc import Mapping, Sequence
from itertools import permutations, product

from navigation.trace import Action, State, Trace

SPARE = 3  # presses more where it is not known how far the focus can be from where they lead
LONGEST = 12  # keys; more take longer than the way from the start


def homing(
    trace: Trace[Action],
    screen: State,
    *,
    opposites: Mapping[Action, Action],
    single: Sequence[Action] = (),
) -> tuple[tuple[Action, ...], State] | None:
    """Return the fewest keys that lead from all states of SCREEN to one, and that state.

    opposites: which key undoes which, where that was not tried.
    single: keys that may do it alone, such as the one that opens the screen from everywhere.
    None where no such keys are known.  It is a guess as far as keys were not tried: replay it.
    """
    states = frozenset(trace.of(screen))
    if len(states) == 1:
        return (), next(iter(states))
    for key in single:
        reached = {trace.leads(state, key) for state in states} - {None}
        if len(reached) == 1 and (goal := reached.pop()) in states and goal is not None:
            return (key,), goal
    alive = [axis for axis in _axes(opposites) if _is_alive(trace, states, axis)]
    found = [
        word
        for keys in product(*alive)
        for order in permutations(keys)
        if (word := _run(trace, states, order, opposites)) and len(word[0]) <= LONGEST
    ]
    return min(found, key=lambda word: len(word[0]), default=None)


def _axes(opposites: Mapping[Action, Action]) -> list[tuple[Action, Action]]:
    keys = list(opposites)
    return [
        (key, opposites[key])
        for number, key in enumerate(keys)
        if opposites[key] not in keys[:number]
    ]


def _is_alive(trace: Trace[Action], states: frozenset[State], axis: tuple[Action, Action]) -> bool:
    """Tell whether the keys of AXIS may move the focus: one did, or neither was tried."""
    led = [(state, trace.leads(state, key)) for state in states for key in axis]
    tried = [(state, there) for state, there in led if there is not None]
    return not tried or any(state != there for state, there in tried)


def _run(
    trace: Trace[Action],
    states: frozenset[State],
    keys: Sequence[Action],
    opposites: Mapping[Action, Action],
) -> tuple[tuple[Action, ...], State] | None:
    """Return KEYS, each repeated until it moves nothing, if STATES are one after that."""
    word: tuple[Action, ...] = ()
    for key in keys:
        to = {state: _moved(trace, state, key, opposites[key]) for state in trace.of(min(states))}
        for _ in range(LONGEST):
            moved = frozenset(to[state] for state in states)
            if moved == states:
                break
            states, word = moved, (*word, key)
        if any(trace.leads(state, opposites[key]) is None for state in to):
            word = (*word, *[key] * SPARE)
    return (word, next(iter(states))) if len(states) == 1 else None


def _moved(trace: Trace[Action], state: State, key: Action, opposite: Action) -> State:
    """Return where KEY leads on the screen of STATE; where its OPPOSITE came from, if not tried."""
    there = trace.leads(state, key)
    if there is None:
        others = (other for other in trace.of(state) if trace.leads(other, opposite) == state)
        there = next((other for other in others if other != state), state)
    return there if trace.screen(there) == trace.screen(state) else state
