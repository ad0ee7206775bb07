"""Which screens are one popup, which came by itself over several others?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import combinations

import numpy as np

from actors.survey.replay import Found
from actors.survey.sight import Cells, Sight, differing, steady
from actors.survey.survey import Action, Survey
from navigation.trace import State

SHARED = 20  # cells of detail that two pictures have, and no screen that a way leads to
SURPRISES = 2  # as a page may come up once where a key was lost, or came twice


def join_popups(survey: Survey, found: Found, start: State) -> dict[State, Action | None]:
    """Make one screen of those that are the same popup, and return what sends each away.

    Nothing that was FOUND leads to a popup, and it was seen over two screens at least, or came
    after two actions at least that lead elsewhere as a rule.
    """
    trace = survey.trace
    led_to = {trace.screen(start), *(way.goal for way in (*found.proven, *found.untried))}
    proper = [_first(survey, screen) for screen in trace.screens if screen in led_to]
    strays = [
        screen
        for screen in trace.screens
        if screen not in led_to and not _first(survey, screen).is_blank
    ]
    popups = {screen for screen in strays if trace.surprises(screen) >= SURPRISES}
    for one, other in combinations(strays, 2):
        if _have_a_part_of_their_own(_first(survey, one), _first(survey, other), proper):
            trace.join(one, other)
            popups.add(one)
    return {
        screen: _dismissal(survey, screen) for screen in {trace.screen(each) for each in popups}
    }


def _first(survey: Survey, screen: State) -> Sight:
    return survey.album.sights[screen][0]


def _have_a_part_of_their_own(one: Sight, other: Sight, proper: Collection[Sight]) -> bool:
    """Tell whether two sights have a part that is the same, and that no PROPER screen has."""
    part: Cells = steady((one, other)) & one.detailed
    for sight in proper:
        part = part & differing(one.small, sight.small)
    return int(np.count_nonzero(part)) >= SHARED


def _dismissal(survey: Survey, popup: State) -> Action | None:
    """Return what most often led from POPUP to another screen; None where nothing did."""
    trace = survey.trace
    led = Counter(
        action
        for state in trace.of(popup)
        for action, there in trace.moves(state)
        if trace.screen(there) != trace.screen(popup)
    )
    return led.most_common(1)[0][0] if led else None
