"""The draft of a map: what was learned of an interface, for somebody to look over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from actors.survey.propose import Proposal
from actors.survey.replay import Found
from actors.survey.survey import Action
from navigation.formats.flow import flow
from navigation.trace import State
from navigation.ways import Way

FOLDER = "references"  # beside the map, where its checks look for their pictures
HEAD = """\
# A draft: {about}.
#
# Look it over: the names of the screens, whether their pictures (in {folder}) tell
# them apart for good, and what the comments doubt. Each way begins where the focus is known.
"""


@dataclass(frozen=True)
class Draft:
    """Screens by their NAMES, with how they may be known, and the ways that were FOUND.

    about: how it was learned, in words.
    reset: what leads to the screen START from everywhere, where that is known.
    wake: what brought back a picture where there was none, if that was seen.
    popups: those of the screens that came by themselves, with what sends each away, if anything.
    doubts: sentences on a screen that a reviewer should read.
    """

    names: Mapping[State, str]
    proposals: Mapping[State, Proposal]
    found: Found
    start: State
    about: str
    size: tuple[int, int]
    reset: Action | None = None
    wake: Action | None = None
    popups: Mapping[State, Action | None] = field(default_factory=dict)
    doubts: Mapping[State, Sequence[str]] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Write the map to PATH, and its pictures beside it."""
        pictures = path.parent / FOLDER
        (pictures / path.stem).mkdir(parents=True, exist_ok=True)
        for proposal in self.proposals.values():
            for picture in (proposal.page, *proposal.references):
                (pictures / picture.name).write_bytes(picture.encoded)
        path.write_text("".join(f"{line}\n" for line in self._lines(path)), encoding="utf-8")

    @cached_property
    def known(self) -> frozenset[State]:
        """The screens that can be in a map: something tells them, and leads there or away."""
        told = {screen for screen, proposal in self.proposals.items() if proposal.checks}
        ways = (*self.found.proven, *self.found.untried)
        known, more = set[State](), {self.start} & told or told - self.popups.keys()
        while more:
            known |= more
            goals = {way.goal for way in ways if way.start in known}
            more = (goals & told) - self.popups.keys() - known
        return frozenset(known | {each for each in told if self.popups.get(each) is not None})

    def kept(self, ways: Iterable[Way[Action]]) -> list[Way[Action]]:
        """Return those of WAYS that are edges: both ends are in the map, and it is no reset."""
        places = self.known - self.popups.keys()
        return [
            way
            for way in ways
            if {way.start, way.goal} <= places
            and (way.actions, way.goal) != ((self.reset,), self.start)
        ]

    def _lines(self, path: Path) -> Iterator[str]:
        yield HEAD.format(about=self.about, folder=f"{FOLDER}/{path.stem}").rstrip()
        yield "format: 1"
        yield f"name: {flow(path.stem)}"
        yield f"size: {flow(self.size)}"
        yield "screens:"
        for screen in self.names:
            yield from (f"  # {doubt}" for doubt in self.doubts.get(screen, ()))
            line = f"{flow(self.names[screen])}: {flow(self._screen(screen))}"
            yield f"  {line}" if screen in self.known else f"  # {line}"
        yield "edges:"
        yield from (f"  {line}" for line in self._edges())
        if rungs := [*self._ladder()]:
            yield "recover:"
            yield from (f"  - {flow(rung)}" for rung in rungs)

    def _screen(self, screen: State) -> dict[str, Any]:
        proposal = self.proposals[screen]
        shows = [
            {"image": picture.name, "region": check.region}
            for check, picture in zip(proposal.checks, proposal.references, strict=True)
        ]
        told: dict[str, Any] = {"shows": shows}
        if screen == self.start:
            told["start"] = True
        if (sent_away_by := self.popups.get(screen)) is not None:
            told |= {"kind": "popup", "dismiss": _steps((sent_away_by,))}
        return {**told, "picture": f"{FOLDER}/{proposal.page.name}"}

    def _edges(self) -> Iterator[str]:
        if self.reset is not None and self.start in self.known:
            everywhere = {"from": "*", "to": self.names[self.start], "do": _steps((self.reset,))}
            yield f"- {flow(everywhere)}"
        for way in self.kept(self.found.proven):
            yield f"- {self._edge(way)}"
        for way in self.kept(self.found.untried):
            yield f"- {self._edge(way)}  # not replayed"
        for way in (each for each in self.found.failed if each.start in self.known):
            yield f"# did not arrive when it was replayed: {self._edge(way)}"

    def _ladder(self) -> Iterator[dict[str, Any]]:
        """Yield what may bring back a device that is lost, the gentlest first."""
        if self.wake is not None:
            yield {"shows": [{"black": {}}], "do": _steps((self.wake,))}
        if self.reset is not None and self.reset != "BACK":
            yield {"do": [{"press": "BACK"}]}
        if self.reset is not None:
            yield {"do": _steps((self.reset,))}

    def _edge(self, way: Way[Action]) -> str:
        ends = {"from": self.names[way.start], "to": self.names[way.goal]}
        return flow({**ends, "do": _steps(way.actions)})


def _steps(actions: Sequence[Action]) -> list[dict[str, Any]]:
    """Return the steps that do ACTIONS; keys one after the other are one step."""
    steps: list[dict[str, Any]] = []
    for action in actions:
        if not isinstance(action, str):
            steps.append({"tap": action})
        elif steps and "press" in steps[-1]:
            steps[-1]["press"] = [*_listed(steps[-1]["press"]), action]
        else:
            steps.append({"press": action})
    return steps


def _listed(keys: str | list[str]) -> list[str]:
    return [keys] if isinstance(keys, str) else keys
