"""Make the draft of a map of what was learned, and put it to the test on all that was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.maps import AppMap, load_map
from actors.screens import identify
from actors.survey.candidates import Gallery
from actors.survey.draft import Draft
from actors.survey.popups import join_popups
from actors.survey.propose import propose
from actors.survey.replay import Found
from actors.survey.sorting import gallery_of
from actors.survey.survey import Action, Survey
from navigation.trace import State

Naming = Callable[[Gallery, Mapping[State, str]], dict[State, str]]


def write_map(
    survey: Survey, found: Found, path: Path, *,
    start: State, about: str, naming: Naming, reset: Action | None = None,
) -> Draft:  # fmt: skip
    """Write what SURVEY learned as a map to PATH, and return what stands there.

    The map is read back, and asked of every picture; where it is mistaken stands in a comment.
    Raises CannotJudge where there is no screen that anything tells.
    """
    trace = survey.trace
    popups = join_popups(survey, found, start)
    start = trace.screen(start)
    gallery = gallery_of(survey, trace.screens)
    names = naming(gallery, {trace.screen(state): name for state, name in survey.names.items()})
    proposals = propose(gallery, names, folder=path.stem)
    size = gallery.sights[start][0].frame.size
    draft = Draft(
        names, proposals, found, start, about, size, reset, _wake(survey), popups
    )  # fmt: skip
    if not draft.known:
        raise CannotJudge("nothing was seen that stays, and tells where the device is: no map")
    draft = replace(draft, doubts=_doubts(draft, survey))
    draft.write(path)
    if mistakes := _mistakes(load_map(path), gallery, draft):
        doubts = {each: (*draft.doubts.get(each, ()), *mistakes.get(each, ())) for each in names}
        draft = replace(draft, doubts=doubts)
        draft.write(path)
    return draft


def _doubts(draft: Draft, survey: Survey) -> dict[State, tuple[str, ...]]:
    found: defaultdict[State, tuple[str, ...]] = defaultdict(tuple)
    for screen, proposal in draft.proposals.items():
        if survey.album.sights[screen][0].is_blank:
            found[screen] += ("left out: nothing is to be seen, as on a device that sleeps",)
            continue
        if not proposal.checks:
            found[screen] += ("left out: nothing stays on it that can be found again",)
        if proposal.confused:
            others = ", ".join(draft.names[other] for other in proposal.confused)
            found[screen] += (f"not told from {others}: give it another check",)
        if len(survey.trace.of(screen)) == 1 and not _is_video(survey, screen):
            found[screen] += ("seen with one focus only, which may be in its reference",)
        if screen in draft.popups:
            found[screen] += (_came(draft.popups[screen]),)
        elif proposal.checks and screen not in draft.known:
            found[screen] += ("left out: no way to it arrived again; does it come by itself?",)
    return dict(found)


def _wake(survey: Survey) -> Action | None:
    """Return what led from a picture of nothing to another; None where nothing did."""
    sights = survey.album.sights
    for state in (each for each in survey.trace.states if sights[each][0].is_blank):
        for action, there in survey.trace.moves(state):
            if action in survey.wake and not sights[there][0].is_blank:
                return action
    return None


def _came(dismissal: Action | None) -> str:
    if dismissal is None:
        return "left out: it came by itself, and nothing was seen to send it away"
    return "came by itself: is its reference a part of it, and not of what lies under it?"


def _is_video(survey: Survey, screen: State) -> bool:
    return survey.album.sights[screen][0].is_restless


def _mistakes(map: AppMap, gallery: Gallery, draft: Draft) -> dict[State, tuple[str, ...]]:
    """Return for each screen what MAP takes its pictures for, where that is wrong."""
    found: defaultdict[State, tuple[str, ...]] = defaultdict(tuple)
    for screen in draft.known:
        for number, sight in enumerate(gallery.sights[screen], start=1):
            seen = Recording((sight.frame,), size=map.size, map=map)
            best = identify(seen, map.told_apart).best
            if best is None or best.name != draft.names[screen]:
                taken = best.name if best else "no screen"
                found[screen] += (f"picture {number} of it is taken for {taken}",)
    return found
