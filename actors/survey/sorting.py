"""Which screens that look alike are one, once all was seen?

What may be a title, as the focus hardly ever reaches such places, is the same where only a text
that was typed, or a switch, makes the difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from actors.survey.candidates import ANOTHER, Candidate, Gallery, unlike
from actors.survey.sight import Sight
from actors.survey.survey import Survey
from navigation.trace import State

SAME = 0.1  # the part of a title's detail that may differ, as a single letter does by more
CALM = 0.8  # how calm a part is that may be a title, as a share of the calmest
SIGHTS = 8  # of one screen that are looked at, in as many states as there are


def sort_out(survey: Survey) -> None:
    """Make one screen of those that are alike, and have the same title."""
    survey.album.sort_out()
    for pair in survey.album.kin:
        one, other = map(survey.trace.screen, pair)
        if one != other and _have_one_title(survey, one, other):
            survey.trace.join(one, other)


def gallery_of(survey: Survey, screens: Iterable[State]) -> Gallery:
    """Return pictures of SCREENS."""
    sights = {screen: sights_of(survey, screen) for screen in screens}
    return Gallery(sights, survey.album.clocks)


def sights_of(survey: Survey, screen: State) -> list[Sight]:
    """Return pictures of SCREEN, one of each of its states before the second of any."""
    states = [
        [sight for sight in survey.album.sights[state] if sight.is_full]
        for state in survey.trace.of(screen)
    ]
    firsts = [sights[0] for sights in states if sights]
    others = [sight for sights in states for sight in sights[1:]]
    return [*firsts[:SIGHTS], *others[: max(0, SIGHTS - len(firsts))]]


def _have_one_title(survey: Survey, one: State, other: State) -> bool:
    known = (screen for screen in survey.trace.screens if screen != other)
    gallery = gallery_of(survey, known)
    first, others = gallery.sights[one][0], sights_of(survey, other)
    found = gallery.candidates(one)
    calm = CALM * max((candidate.calm for candidate in found), default=0.0)
    titles = [each.box for each in found if each.calm >= calm and _tells(each)]
    return bool(titles) and not any(
        unlike(first, sight, title) > SAME for sight in others for title in titles
    )


def _tells(candidate: Candidate) -> bool:
    """Tell whether another thing is at the place of CANDIDATE on most screens; not so a clock."""
    return bool(candidate.unlike) and median(candidate.unlike.values()) >= ANOTHER
