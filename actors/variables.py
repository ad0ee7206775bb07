"""What a test case reads while it runs, and uses in later steps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel, ValidationError

from actors.errors import CannotJudge

Model = TypeVar("Model", bound=BaseModel)

LATER = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*\.\w+)\}")


@runtime_checkable
class Quotes(Protocol):
    """A model in whose texts no value can stand as it is, such as a regular expression."""

    def quoted(self, value: str) -> str:
        """Return VALUE as it is put into the texts of the model."""


def named(prefix: str, facts: Mapping[str, str]) -> dict[str, str]:
    """Return FACTS as variables: "Software version" as `PREFIX.software_version`.

    A fact without letters or digits in its key has no name, and is left out.
    Raises CannotJudge where two facts have the same name.
    """
    keys: dict[str, str] = {}
    for key in facts:
        name = _name(key)
        if keys.setdefault(name, key) != key and name:
            raise CannotJudge(f"{keys[name]!r} and {key!r} would both be ${{{prefix}.{name}}}")
    return {f"{prefix}.{name}": facts[key] for name, key in keys.items() if name}


def resolved(model: Model, variables: Mapping[str, str]) -> Model:
    """Return MODEL with each `${prefix.name}` in it replaced from VARIABLES, and validated again.

    Raises CannotJudge for a variable that was not read, or a value that does not fit.
    """
    if not LATER.search(repr(model)):
        return model
    if isinstance(model, Quotes):
        variables = {name: model.quoted(value) for name, value in variables.items()}
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
        return {_replaced(key, variables): _replaced(value[key], variables) for key in value}
    return value


def _value(found: re.Match[str], variables: Mapping[str, str]) -> str:
    if found[1] not in variables:
        there_are = ", ".join(sorted(variables)) or "none"
        raise CannotJudge(f"nothing was read for {found[0]} (there are {there_are})")
    return variables[found[1]]


def _name(key: str) -> str:
    return re.sub(r"\W+", "_", unicodedata.normalize("NFKC", key).casefold()).strip("_")
