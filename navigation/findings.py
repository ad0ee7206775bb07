"""What is wrong with the structure of a map: where no edge leads, and what they contradict."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from navigation.edge import Edge
from navigation.finding import Finding, Severity
from navigation.map import Map
from navigation.written import EVERYWHERE, Fact

Action = TypeVar("Action")
Check = TypeVar("Check")

MODEL = "model"  # what every device tells of itself, without any label


def findings(map: Map[Action, Check], *, mentioned: Collection[str] = ()) -> list[Finding]:
    """Return what is wrong with MAP, as far as no picture tells it, in file order of each kind.

    mentioned: the variables that its file uses otherwise than in `when`.
    """
    found = [*_unreachable(map), *_dead_ends(map), *_to_nowhere(map), *_contradictions(map)]
    found += _unverified(map)
    return [*found, *_conditions(map, mentioned), *_no_way_back(map)]


def _unreachable(map: Map[Action, Check]) -> Iterator[Finding]:
    from_an_entry = _reached(
        (edge.goal for edge in map.from_anywhere if edge.start != EVERYWHERE), map.leaving
    )
    for name in map.unreachable():
        if name in from_an_entry:
            said = f"{name} is reached from an entry only: add an edge that leads to it"
            yield Finding(Severity.WARNING, "unreachable", ("screens", name), said)
        else:
            said = f"no edges lead to {name} from {map.start}: add one, or leave it out"
            yield Finding(Severity.ERROR, "unreachable", ("screens", name), said)


def _dead_ends(map: Map[Action, Check]) -> Iterator[Finding]:
    """Yield the screens that can be reached, and from which nothing leads back to the start."""
    home = _reached([map.start], map.arriving, backwards=True)
    there = _reached([map.start], map.leaving)
    rescued = bool(map.from_anywhere or map.recover)
    severity = Severity.WARNING if rescued else Severity.ERROR
    for name in map.places:
        if name in there and name not in home:
            said = f"no edges lead from {name} back to {map.start}: add one, such as HOME does"
            yield Finding(severity, "dead-end", ("screens", name), said)


def _reached(
    starts: Iterable[str],
    edges: Mapping[str, tuple[Edge[Action], ...]],
    *,
    backwards: bool = False,
) -> set[str]:
    reached = set(starts)
    waiting = deque(reached)
    while waiting:
        for edge in edges[waiting.popleft()]:
            end = edge.start if backwards else edge.goal
            if end not in reached:
                reached.add(end)
                waiting.append(end)
    return reached


def _to_nowhere(map: Map[Action, Check]) -> Iterator[Finding]:
    for number, spec in enumerate(map.edges):
        if set(spec.starts) == set(spec.goals) and len(set(spec.goals)) == 1:
            said = f"it leads from {spec.goals[0]} to itself, so it is never done: lead it to a"
            said += " screen of kind action, or leave it out"
            yield Finding(Severity.WARNING, "to-itself", ("edges", number), said)


@dataclass(frozen=True)
class _Try:
    """What edge NUMBER does at a screen, and the GOALS that it names for it."""

    number: int
    goals: tuple[str, ...]


def _contradictions(map: Map[Action, Check]) -> Iterator[Finding]:
    """Yield the edges that do the same at the same screen as one before them."""
    tries = _tries(map)
    told: set[tuple[int, str]] = set()
    for (start, done), here in tries.items():
        everywhere = tries.get((EVERYWHERE, done), []) if start != EVERYWHERE else []
        both = [*here, *(each for each in everywhere if each.goals != (start,))]
        for first, second in _rivals(map, sorted(both, key=lambda each: each.number)):
            finding = _contradiction(first, second, start)
            if (second.number, finding.kind) not in told:
                told.add((second.number, finding.kind))
                yield finding


def _rivals(map: Map[Action, Check], tries: list[_Try]) -> Iterator[tuple[_Try, _Try]]:
    """Yield each of TRIES behind one of another edge, if possible one that leads elsewhere."""
    for place, second in enumerate(tries):
        before = [
            first
            for first in tries[:place]
            if first.number != second.number and _both_open(map, (first.number, second.number))
        ]
        if before:
            yield min(before, key=lambda each: set(each.goals) == set(second.goals)), second


def _tries(map: Map[Action, Check]) -> dict[tuple[str, str], list[_Try]]:
    """Return what is tried at each screen by what is done there, ways back included."""
    tries: dict[tuple[str, str], list[_Try]] = defaultdict(list)
    for number, spec in enumerate(map.edges):
        for start in spec.starts:
            tries[start, repr(spec.do)].append(_Try(number, spec.goals))
        if spec.back:
            tries[spec.goals[0], repr(spec.back)].append(_Try(number, spec.starts))
    return tries


def _contradiction(first: _Try, second: _Try, start: str) -> Finding:
    goals = list(dict.fromkeys([*first.goals, *second.goals]))
    where = "everywhere" if start == EVERYWHERE else f"at {start}"
    place = ("edges", second.number)
    if set(first.goals) == set(second.goals):
        said = f"the same is done {where} to get to {' or '.join(goals)} by another edge too"
        return Finding(Severity.WARNING, "twice", place, f"{said}: leave one of them out")
    said = (
        f"the same is done {where} to get to {' and to '.join(goals)}: "
        f"make one edge of them, 'to: [{', '.join(goals)}]', or tell with 'when' which is meant"
    )
    return Finding(Severity.ERROR, "contradiction", place, said)


def _both_open(map: Map[Action, Check], pair: tuple[int, int]) -> bool:
    """Tell whether there may be a device for which the conditions of both edges hold."""
    one, other = (map.edges[number].when for number in pair)
    shared = one.keys() & other.keys()
    return all(_texts(one[name]) & _texts(other[name]) for name in shared)


def _texts(facts: Iterable[Fact]) -> set[str]:
    return {str(fact) for fact in facts}


def _unverified(map: Map[Action, Check]) -> Iterator[Finding]:
    for name, screen in map.screens.items():
        if screen.kind == "action" and not screen.shows and map.arriving[name]:
            said = f"nothing tells whether {name} was done: give it 'shows', if anything does"
            yield Finding(Severity.WARNING, "unverified", ("screens", name), said)


def _conditions(map: Map[Action, Check], mentioned: Collection[str]) -> Iterator[Finding]:
    asked = {name for spec in map.edges for name in spec.when}
    for number, spec in enumerate(map.edges):
        for name in spec.when:
            if name not in map.variables and name != MODEL:
                ends = f"{' or '.join(spec.starts)} to {' or '.join(spec.goals)}"
                said = (
                    f"the map has no variable {name!r}, so the edge from {ends} is open only where"
                )
                said += " a device's labels have it: add it to 'variables', or look for a slip"
                yield Finding(Severity.WARNING, "undefined", ("edges", number, "when", name), said)
    for name in map.variables:
        if name not in asked and name not in mentioned:
            said = f"nothing asks for the variable {name!r}: use it in a 'when', or leave it out"
            yield Finding(Severity.WARNING, "unused-variable", ("variables", name), said)


def _no_way_back(map: Map[Action, Check]) -> Iterator[Finding]:
    if not map.from_anywhere and not map.recover:
        said = "a device that is lost cannot be brought back: add 'recover', or an edge from '*'"
        yield Finding(Severity.WARNING, "no-recovery", (), said)
