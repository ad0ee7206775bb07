"""The message of one event on the live stream: the event's own JSON, with its id before it."""

from typing import Any

from pydantic import TypeAdapter

from cluster.events import AnyEvent, any_event

_fields = TypeAdapter(dict[str, Any])
_id = TypeAdapter(int)


def write_event(id: int, event: AnyEvent) -> str:
    return _fields.dump_json({"id": id, **event.model_dump(mode="json")}).decode()


def read_event(message: str | bytes) -> tuple[int, AnyEvent]:
    """Return the id and the event of a MESSAGE.  Raises pydantic's ValidationError."""
    fields = _fields.validate_json(message)
    return _id.validate_python(fields.pop("id", None)), any_event.validate_python(fields)
