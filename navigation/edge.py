"""One direction of one way through a map, as it is walked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from navigation.written import EVERYWHERE, EdgeSpec, Fact

Action = TypeVar("Action")


@dataclass(frozen=True, eq=False)
class Edge(Generic[Action]):
    """Do ACTIONS at START, and arrive at GOAL; what is learned of it is kept under its NAME.

    others: where the same actions may lead instead, without anything being wrong.
    The rest is as in EdgeSpec.
    """

    start: str
    goal: str
    actions: tuple[Action, ...]
    name: str
    seconds: float = 1.0
    success: float = 1.0
    retry: tuple[Action, ...] = ()
    failed: tuple[Action, ...] = ()
    settle: float = 0.2
    others: tuple[str, ...] = ()
    when: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    within: float | None = None
    p95: float | None = None

    @cached_property
    def cost(self) -> float:
        """The seconds until it arrives, where it is tried again after each failure."""
        return self.seconds / self.success

    def is_open(self, facts: Mapping[str, Fact]) -> bool:
        """Tell whether it can be walked where FACTS are so."""
        return all(_one_of(facts.get(name), wanted) for name, wanted in self.when.items())

    def __str__(self) -> str:
        return self.name


def edge(spec: EdgeSpec[Action], start: str, goal: str) -> Edge[Action]:
    """Return the edge of SPEC from START to GOAL."""
    others = tuple(other for other in spec.goals if other not in (goal, start))
    name = f"{start} → {goal}"
    if spec.name:
        several = len(spec.starts) > 1 or len(spec.goals) > 1 or EVERYWHERE in spec.starts
        name = f"{spec.name} ({name})" if several else spec.name
    return Edge(
        start, goal, spec.do, name, spec.seconds, spec.success, spec.retry, spec.failed,
        spec.settle, others, spec.when, spec.within, spec.p95,
    )  # fmt: skip


def way_back(spec: EdgeSpec[Action]) -> Edge[Action]:
    """Return the edge of SPEC from its goal to its start."""
    start, goal = spec.goals[0], spec.starts[0]
    name = f"{spec.name}, back" if spec.name else f"{start} → {goal}"
    return Edge(
        start, goal, spec.back, name, spec.seconds, spec.success, settle=spec.settle,
        when=spec.when,
    )  # fmt: skip


def _one_of(fact: Fact | None, wanted: tuple[Fact, ...]) -> bool:
    return fact is not None and _text(fact) in map(_text, wanted)


def _text(fact: Fact) -> str:
    # labels are texts, and variables what YAML makes of them: 14 and "14" are the same
    return str(fact).lower() if isinstance(fact, bool) else str(fact)
