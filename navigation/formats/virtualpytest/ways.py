"""The edges of a tree of VirtualPyTest as edges of a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from navigation.formats.sheet import Note, Part
from navigation.formats.virtualpytest.actions import steps_of
from navigation.formats.virtualpytest.checks import References
from navigation.formats.virtualpytest.models import ActionSet, Edge
from navigation.formats.virtualpytest.params import Log

INCOMPLETE = "not all of its actions carried over"


@dataclass
class Ways:
    """The edges among the screens of NAMES, whose KINDS are known; NOTES tell what did not carry.

    mute: the actions that show nothing, after which there is nothing to wait for but time.
    """

    names: Mapping[str, str]
    kinds: Mapping[str, str]
    mute: frozenset[str]
    references: References
    notes: list[Note] = field(default_factory=list)

    def of(self, edges: Sequence[Edge]) -> tuple[Part, ...]:
        """Return the edges of a map that EDGES amount to.

        Those with one source and one action set are one, which leads to any of their targets.
        """
        fit = [edge for edge in edges if self._is_fit(edge)]
        groups: dict[tuple[str, str], list[Edge]] = {}
        for number, edge in enumerate(fit):
            key = edge.forward.id or f"#{number}"
            groups.setdefault((edge.source, key), []).append(edge)
        shared = [edge for edge in fit if edge.is_shared]
        return tuple(part for group in groups.values() for part in self._parts(group, shared))

    def _is_fit(self, edge: Edge) -> bool:
        """Tell whether EDGE can be in a map at all, and note why not."""
        log = self._log(edge.source, edge.target)
        if edge.is_hidden:
            log.add("the edge", "the interface has it in variants only")
        elif edge.source not in self.names or edge.target not in self.names:
            log.add("the edge", "one of its ends is not in the tree")
        elif self.kinds[edge.source] == "action":
            log.add("the edge", "an action is no place to go on from")
        elif self.kinds[edge.target] == "entry":
            log.add("the edge", "no edge leads to an entry")
        else:
            self._take(log)
            return True
        self._take(log)
        return False

    def _parts(self, group: list[Edge], shared: list[Edge]) -> Iterator[Part]:
        """Yield the way there that all of GROUP have in common, and the way back of each."""
        done = next((edge.forward for edge in group if edge.forward.actions), None)
        first = group[0]
        ends = self._ends(group, shared)
        if done is None:
            log = self._log(first.source, first.target)
            log.add("the edge", "it has no actions")
            self._take(log)
        else:
            there = self._way(ends, done, first)
            if (back := self._back_within(group, there)) is not None:
                yield Part({**there.fields, "back": back}, there.lacks)
                return
            yield there
        for edge in group:
            if edge.reverse.actions:
                yield from self._way_back(edge)

    def _ends(self, group: list[Edge], shared: list[Edge]) -> dict[str, Any]:
        """Return where GROUP begins, siblings of its goals included, and where it ends."""
        goals = [self.names[edge.target] for edge in group]
        starts = [group[0].source]
        if group[0] in shared:
            siblings = (edge.target for edge in shared if edge.source == group[0].source)
            starts += [each for each in siblings if self.kinds[each] != "action"]
        named = [self.names[each] for each in starts]
        return {"from": [each for each in dict.fromkeys(named) if each not in goals], "to": goals}

    def _back_within(self, group: list[Edge], there: Part) -> list[dict[str, Any]] | None:
        """Return the steps of the only way back, where `back` of THERE can say all of it."""
        reverse = group[0].reverse
        alone = len(group) == 1 and len(there.fields["from"]) == 1
        plain = not (reverse.retry_actions or reverse.failure_actions or reverse.kpi_references)
        if not alone or not plain or not reverse.actions or self._has_no_way_back(group[0]):
            return None
        log = self._log(group[0].target, group[0].source)
        steps, is_whole = steps_of(reverse.actions, self.references, log)
        if not is_whole:
            return None
        self._take(log)
        return steps

    def _way_back(self, edge: Edge) -> Iterator[Part]:
        if self._has_no_way_back(edge):
            log = self._log(edge.target, edge.source)
            log.add("the way back", "no edge leaves an action, or leads to an entry")
            self._take(log)
            return
        ends = {"from": [self.names[edge.target]], "to": [self.names[edge.source]]}
        yield self._way(ends, edge.reverse, edge)

    def _has_no_way_back(self, edge: Edge) -> bool:
        return self.kinds[edge.target] == "action" or self.kinds[edge.source] == "entry"

    def _way(self, ends: Mapping[str, Any], done: ActionSet, edge: Edge) -> Part:
        """Return the edge between ENDS along which all of DONE is done."""
        log = Log(f"edge {', '.join(ends['from'])} → {', '.join(ends['to'])}")
        steps, is_whole = steps_of(done.actions, self.references, log)
        retry, _ = steps_of(done.retry_actions, self.references, log)
        failed, _ = steps_of(done.failure_actions, self.references, log)
        waits = (done.final_wait_time or edge.final_wait_time) / 1000
        is_mute = self.mute.issuperset(ends["to"])
        if is_mute and waits:
            steps = [*steps, {"sleep": waits}]
        told = {
            "do": steps,
            "retry": retry,
            "failed": failed,
            "seconds": 0 if is_mute else waits,
            "within": (done.threshold or edge.threshold) / 1000,
            "name": done.kpi_name,
        }
        if done.kpi_references and not done.use_verifications_for_kpi:
            log.add("its KPI references", "the time until the goal's own checks hold is measured")
        self._take(log)
        fields = {**ends, **{name: value for name, value in told.items() if value}}
        return Part(fields, "" if is_whole else INCOMPLETE)

    def _log(self, source: str, target: str) -> Log:
        ends = (self.names.get(each, each) for each in (source, target))
        return Log(f"edge {' → '.join(ends)}")

    def _take(self, log: Log) -> None:
        self.notes += log.notes
