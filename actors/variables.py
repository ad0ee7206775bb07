"""What a test case reads while it runs, and uses in later steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from actors.errors import CannotJudge

Model = TypeVar("Model", bound=BaseModel)

LATER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*\.[A-Za-z0-9_]+)\}")


def named(prefix: str, facts: Mapping[str, str]) -> dict[str, str]:
    """Return FACTS as variables: "Software version" as `PREFIX.software_version`."""
    return {f"{prefix}.{_name(key)}": value for key, value in facts.items()}


def resolved(model: Model, variables: Mapping[str, str]) -> Model:
    """Return MODEL with each `${prefix.name}` in it replaced from VARIABLES, and validated again.

    Raises CannotJudge for a variable that was not read, or a value that does not fit.
    """
    if not LATER.search(repr(model)):
        return model
    fields = {name: _replaced(value, variables) for name, value in model}
    try:
        return type(model).model_validate(fields)
    except ValidationError as e:
        wrong = e.errors(include_url=False)[0]
        raise CannotJudge(wrong["msg"].removeprefix("Value error, ")) from e


def _replaced(value: Any, variables: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return LATER.sub(lambda found: _value(found, variables), value)
    if isinstance(value, BaseModel):
        return resolved(value, variables)
    if isinstance(value, tuple):
        return tuple(_replaced(item, variables) for item in value)
    if isinstance(value, dict):
        return {key: _replaced(item, variables) for key, item in value.items()}
    return value


def _value(found: re.Match[str], variables: Mapping[str, str]) -> str:
    if found[1] not in variables:
        there_are = ", ".join(sorted(variables)) or "none"
        raise CannotJudge(f"nothing was read for {found[0]} (there are {there_are})")
    return variables[found[1]]


def _name(key: str) -> str:
    return re.sub(r"\W+", "_", key.casefold()).strip("_")
