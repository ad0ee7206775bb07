"""Make the draft of a map of what was learned, and put it to the test on all that was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from actors.evidence import Recording
from actors.maps import AppMap, load_map
from actors.screens import identify
from actors.survey.candidates import Gallery
from actors.survey.draft import Draft
from actors.survey.popups import join_popups
from actors.survey.propose import Proposal, propose
from actors.survey.replay import Found
from actors.survey.sorting import sights_of
from actors.survey.survey import Action, Survey
from navigation.trace import State

Naming = Callable[[Gallery, Mapping[State, str]], dict[State, str]]


def write_map(
    survey: Survey, found: Found, path: Path, *,
    start: State, about: str, naming: Naming, reset: Action | None = None,
) -> Draft:  # fmt: skip
    """Write what SURVEY learned as a map to PATH, and return what stands there.

    The map is read back, and asked of every picture; where it is mistaken stands in a comment.
    Raises ConfigError where no screen could be told from the others.
    """
    trace = survey.trace
    popups = join_popups(survey, found, start)
    gallery = Gallery({screen: sights_of(survey, screen) for screen in trace.screens})
    names = naming(gallery, {trace.screen(state): name for state, name in survey.names.items()})
    proposals = propose(gallery, names, folder=path.stem)
    size = gallery.sights[start][0].frame.size
    draft = Draft(names, proposals, found, trace.screen(start), about, size, reset, popups)
    draft = replace(draft, doubts=_doubts(draft, survey))
    draft.write(path)
    mistakes = _mistakes(load_map(path), gallery, names, proposals)
    if mistakes:
        doubts = {screen: (*draft.doubts.get(screen, ()), *mistakes[screen]) for screen in names}
        draft = replace(draft, doubts=doubts)
        draft.write(path)
    return draft


def _doubts(draft: Draft, survey: Survey) -> dict[State, tuple[str, ...]]:
    found: defaultdict[State, tuple[str, ...]] = defaultdict(tuple)
    led_to = {way.goal for way in (*draft.found.proven, *draft.found.untried)} | {draft.start}
    for screen, proposal in draft.proposals.items():
        if not proposal.checks:
            found[screen] += ("left out: nothing stays on it that can be found again",)
        if proposal.confused:
            others = ", ".join(draft.names[other] for other in proposal.confused)
            found[screen] += (f"not told from {others}: give it another check",)
        if len(survey.trace.of(screen)) == 1 and not _is_video(survey, screen):
            found[screen] += ("seen with one focus only, which may be in its reference",)
        if screen in draft.popups:
            found[screen] += (_came(draft.popups[screen]),)
        elif screen not in led_to:
            found[screen] += ("no way to it arrived again: does it come by itself?",)
    return dict(found)


def _came(dismissal: Action | None) -> str:
    if dismissal is None:
        return "left out: it came by itself, and nothing was seen to send it away"
    return "came by itself: is its reference a part of it, and not of what lies under it?"


def _is_video(survey: Survey, screen: State) -> bool:
    return survey.album.sights[screen][0].is_restless


def _mistakes(
    map: AppMap, gallery: Gallery, names: Mapping[State, str],
    proposals: Mapping[State, Proposal],
) -> dict[State, tuple[str, ...]]:  # fmt: skip
    """Return for each screen what MAP takes its pictures for, where that is wrong."""
    found: defaultdict[State, tuple[str, ...]] = defaultdict(tuple)
    for screen, sights in gallery.sights.items():
        if not proposals[screen].checks:
            continue
        for number, sight in enumerate(sights, start=1):
            seen = Recording((sight.frame,), size=map.size, map=map)
            best = identify(seen, map.told_apart).best
            if best is None or best.name != names[screen]:
                taken = best.name if best else "no screen"
                found[screen] += (f"picture {number} of it is taken for {taken}",)
    return found
