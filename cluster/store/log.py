"""The log of events: each is kept once, however often it is told."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from cluster.events import (
    AnyEvent,
    AttemptEnded,
    AttemptStarted,
    ExecutionEnded,
    ExecutionStarted,
    JobEnded,
    StepEnded,
    StepStarted,
)
from cluster.store.tables import EventRow

Fields = Mapping[str, Any]


def append(link: Connection, events: Sequence[AnyEvent]) -> list[Fields]:
    """Add EVENTS, and return the fields of those that were not in the log, in their order."""
    told: dict[tuple[int, str], Fields] = {}
    for event in events:
        told.setdefault((event.execution, key_of(event)), fields_of(event))
    rows = [
        {"execution": execution, "key": key, "body": fields}
        for (execution, key), fields in told.items()
    ]
    added = link.execute(_insert(link).returning(EventRow.execution, EventRow.key), rows)
    new = {(execution, key) for execution, key in added}
    return [fields for key, fields in told.items() if key in new]


def _insert(link: Connection) -> sqlite.Insert | postgresql.Insert:
    if link.dialect.name == "sqlite":
        return sqlite.insert(EventRow).on_conflict_do_nothing()
    return postgresql.insert(EventRow).on_conflict_do_nothing()


def key_of(event: AnyEvent) -> str:
    """Return what tells EVENT from every other one of its execution.

    An attempt or a job ends only once, so that who comes second is not heard;
    an execution that is resumed starts again, at another time.
    """
    match event:
        case ExecutionStarted() | ExecutionEnded():
            return f"{event.event} {event.at!r}"
        case JobEnded():
            return f"{event.event} {event.job}"
        case AttemptStarted() | AttemptEnded():
            return f"{event.event} {event.job}/{event.attempt}"
        case StepStarted() | StepEnded():
            return f"{event.event} {event.job}/{event.attempt}/{event.step}"


def fields_of(event: AnyEvent) -> Fields:
    """Return the fields of EVENT as every database takes them: no NaN, and no NUL in a text."""
    return {name: _storable(value) for name, value in json.loads(event.model_dump_json()).items()}


def _storable(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        case dict():
            return {_storable(key): _storable(part) for key, part in value.items()}
        case list():
            return [_storable(part) for part in value]
    return value
