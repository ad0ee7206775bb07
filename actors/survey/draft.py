"""The draft of a map: what was learned of an interface, for somebody to look over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from actors.survey.propose import Proposal
from actors.survey.replay import Found
from actors.survey.survey import Action
from navigation.trace import State
from navigation.ways import Way

FOLDER = "references"  # beside the map, where its checks look for their pictures
WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})  # no texts in YAML
PLAIN = re.compile(r"[A-Za-z][\w./-]*", re.ASCII)
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

    @property
    def known(self) -> frozenset[State]:
        """The screens that something tells, or sends away; the others cannot be in a map."""
        return frozenset(
            screen
            for screen, told in self.proposals.items()
            if told.checks and (screen not in self.popups or self.popups[screen] is not None)
        )

    def _lines(self, path: Path) -> Iterator[str]:
        yield HEAD.format(about=self.about, folder=f"{FOLDER}/{path.stem}").rstrip()
        yield "format: 1"
        yield f"name: {json.dumps(path.stem)}"
        yield f"size: {json.dumps(self.size)}"
        yield "screens:"
        for screen in self.names:
            yield from (f"  # {doubt}" for doubt in self.doubts.get(screen, ()))
            line = f"{self.names[screen]}: {_flow(self._screen(screen))}"
            yield f"  {line}" if screen in self.known else f"  # {line}"
        yield "edges:"
        yield from (f"  {line}" for line in self._edges())
        if self.reset is not None:
            yield "recover:"
            yield from (f"  - {_flow({'do': steps})}" for steps in _ladder(self.reset))

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
        if self.reset is not None:
            everywhere = {"from": "*", "to": self.names[self.start], "do": _steps((self.reset,))}
            yield f"- {_flow(everywhere)}"
        for way in self.found.proven:
            if line := self._edge(way):
                yield f"- {line}"
        for way in self.found.untried:
            if line := self._edge(way):
                yield f"- {line}  # not replayed"
        for way in self.found.failed:
            if line := self._edge(way):
                yield f"# did not arrive when it was replayed: {line}"

    def _edge(self, way: Way[Action]) -> str | None:
        """Return WAY as an edge; None where one of its ends cannot have any, or it is the reset."""
        if not {way.start, way.goal} <= self.known - self.popups.keys():
            return None
        if way.actions == (self.reset,) and way.goal == self.start:
            return None
        ends = {"from": self.names[way.start], "to": self.names[way.goal]}
        return _flow({**ends, "do": _steps(way.actions)})


def _ladder(reset: Action) -> Iterator[list[dict[str, Any]]]:
    """Yield what may bring back a device that is lost, the gentlest first."""
    if reset != "BACK":
        yield [{"press": "BACK"}]
    yield _steps((reset,))


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


def _flow(value: Any) -> str:
    """Return VALUE as YAML in one line; a text that is plain goes without quotes."""
    match value:
        case dict():
            inner = ", ".join(f"{key}: {_flow(each)}" for key, each in value.items())
            return f"{{{inner}}}"
        case list() | tuple():
            return f"[{', '.join(map(_flow, value))}]"
        case str() if PLAIN.fullmatch(value) and value.lower() not in WORDS:
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)
