"""Which state of which screen is this?  Pictures are put together by what stays in them.

A key that moves the focus leaves most of the page as it is; one that opens a page leaves little.
Pictures at rest that are the same but for what moves by itself are one state, whenever they come;
two screens that have a state in common are one.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from actors.survey.scrolled import scrolled
from actors.survey.sight import ACROSS, DOWN, Cells, Sight, compare, differing
from navigation.trace import State, Trace

MOVED = 0.35  # the likeness of a page before and after its focus moved, at least: in lists whose
# rows are filled when they have it 0.45 to 0.5 was measured, on different pages below 0.3
SCROLLED = 0.4  # the part of a page that is elsewhere once it scrolled with the focus, at least
ALIKE = 0.6  # that of one page before and after anything else, such as a letter that was typed;
# pages that are lists of much the same have it too, but another title
REACHED = 0.2  # the part of the screens on which the focus may reach a place that counts as such
FEW = 8  # cells of 3600 that may differ in the same state: a clock's digits that just changed
SMALL = 0.05  # the part of the cells that moves where it is a clock, and no video
AGAIN = 4  # sights of one state that are kept
FULL = 12  # those of one screen that are kept at their full size, 2.8 MB each at 720p
LOGO = 3  # cells of detail, at least, that lie over a video and tell one player from another


class Album:
    """The sights of each state of a trace, by which a state is known again.

    clocks: what moved on pages at rest.  kin: states that are alike, and yet not known to be of
    one screen.
    """

    def __init__(self, trace: Trace[Any]) -> None:
        self._trace = trace
        self.sights: dict[State, list[Sight]] = {}
        self.clocks = np.zeros((DOWN, ACROSS), np.bool_)
        self.kin: list[tuple[State, State]] = []
        self._reached: dict[State, Cells] = {}  # what changed when the focus left a state

    def place(self, sight: Sight, before: State | None = None, *, moves: bool = False) -> State:
        """Return the state that SIGHT shows, which is added where it is new.

        before: the state that the last action was done in; MOVES tells whether that moves the
        focus, as a rule.
        """
        if sight.moving.mean() <= SMALL:
            self.clocks |= sight.moving
        is_moved = moves and before is not None and self._is_moved(sight, before)
        if is_moved and before is not None:
            self._note_move(before, sight)
        state = self._known(sight)
        if state is None:
            state = self._added(sight, before if is_moved else None)
        elif is_moved and before is not None:
            self._trace.join(state, before)
        self._keep(state, sight)
        return state

    def _is_moved(self, sight: Sight, before: State) -> bool:
        """Tell whether SIGHT is the page of BEFORE, on which the focus was moved."""
        if self._likeness(sight, before) >= MOVED:
            return True
        first = self.sights[before][0]
        is_video = first.is_restless or sight.is_restless
        return not is_video and scrolled(first, sight) >= SCROLLED

    def _keep(self, state: State, sight: Sight) -> None:
        """Keep SIGHT, of which a screen needs few, and of those only some at their full size."""
        sights = self.sights.setdefault(state, [])
        if len(sights) >= AGAIN or sight in sights:
            return
        kept = (each for other in self._trace.of(state) for each in self.sights.get(other, ()))
        is_enough = sum(each.is_full for each in kept) >= FULL
        sights.append(sight.reduced() if is_enough else sight)

    def _added(self, sight: Sight, before: State | None) -> State:
        """Return a new state for SIGHT, of the screen of BEFORE where that is given."""
        if sight.is_restless or before is not None:
            return self._trace.add(before)
        best = max(self.sights, key=lambda state: self._likeness(sight, state), default=None)
        if best is None or self._likeness(sight, best) < ALIKE:
            return self._trace.add()
        state = self._trace.add(kin=best)
        self.sights[state] = [sight]
        self.kin.append((state, best))
        self.sort_out()
        return state

    def sort_out(self) -> None:
        """Make one screen of those that are alike, as far as their titles are the same.

        What is a title, and what the focus reaches, shows the better the more was seen.
        """
        calm = self._calm
        one = [pair for pair in self.kin if self._has_same_title(*pair, calm)]
        for pair in one:
            self._trace.join(*pair)
        self.kin = [pair for pair in self.kin if pair not in one]

    def _has_same_title(self, state: State, other: State, calm: Cells) -> bool:
        one, another = self.sights[state][0], self.sights[other][0]
        return compare(one, another, self.clocks | ~calm).differing <= FEW

    def _note_move(self, before: State, after: Sight) -> None:
        """Take in that the focus was moved, which changed what the focus reaches."""
        changed = differing(self.sights[before][0].small, after.small)
        self._reached[before] = self._reached.get(before, np.False_) | changed

    @property
    def _calm(self) -> Cells:
        """The cells that the focus reaches on hardly any screen."""
        screens: dict[State, Cells] = {}
        for state, reached in self._reached.items():
            screen = self._trace.screen(state)
            screens[screen] = screens.get(screen, np.False_) | reached
        most = REACHED * max(1, len(screens))
        return np.asarray(sum(screens.values(), np.zeros((DOWN, ACROSS))) <= most)

    def _known(self, sight: Sight) -> State | None:
        """Return the state that was seen before and looks like SIGHT."""
        for state, sights in self.sights.items():
            if sights[0].is_restless or sight.is_restless:
                if sights[0].is_restless and sight.is_restless and _is_same_video(sight, sights[0]):
                    return state
            elif compare(sight, sights[0], self.clocks).differing <= FEW:
                return state
        return None

    def _likeness(self, sight: Sight, state: State) -> float:
        first = self.sights[state][0]
        return 0.0 if first.is_restless else compare(sight, first, self.clocks).likeness


def _is_same_video(one: Sight, other: Sight) -> bool:
    """Tell whether what lies over two videos is the same, or nothing lies over either."""
    fewest, most = sorted(
        int(np.count_nonzero(each.detailed & ~each.moving)) for each in (one, other)
    )
    if fewest < LOGO:
        return most < LOGO
    return compare(one, other).alike >= ALIKE * fewest
