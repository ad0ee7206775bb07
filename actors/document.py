"""A YAML file that a user wrote, read so that every complaint names file, line and field."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from actors.errors import ConfigError

Model = TypeVar("Model", bound=BaseModel)

_VARIABLE = re.compile(r"\$\{(?:(env):)?([A-Za-z_][A-Za-z0-9_]*)\}")
_SHAPES = {"extra_forbidden": "unknown field", "missing": "is missing"}


@dataclass(frozen=True)
class Document:
    """What stands in the file PATH, and its YAML nodes, which know their lines."""

    path: Path
    data: Any
    node: yaml.Node | None

    def read_as(self, model: type[Model], variables: Mapping[str, Any] | None = None) -> Model:
        """Return the document as a MODEL, `${name}` replaced from VARIABLES or the environment.

        Relative pictures are looked up beside the file.  Raises ConfigError,
        which tells the first thing that is wrong, and how many more there are.
        """
        try:
            data = substitute(self.data, variables or {})
            return model.model_validate(data, context={"folder": self.path.parent})
        except ValidationError as e:
            raise self._complaint(e.errors(include_url=False)) from e
        except KeyError as e:
            raise ConfigError(str(self.path), str(e.args[0])) from e

    def _complaint(self, errors: list[ErrorDetails]) -> ConfigError:
        first = errors[0]
        reason = _SHAPES.get(first["type"], first["msg"].removeprefix("Value error, "))
        if first["type"] not in _SHAPES and not isinstance(first["input"], (dict, list)):
            reason += f", not {first['input']!r}" if first["type"] != "value_error" else ""
        if len(errors) > 1:
            reason += f" (and {len(errors) - 1} more)"
        field = ".".join(map(str, first["loc"]))
        return ConfigError(str(self.path), reason, field, line_of(self.node, first["loc"]))


def read(path: Path) -> Document:
    """Return the YAML document in PATH.  Raises ConfigError where there is none."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return Document(path, yaml.safe_load(text), node)
    except yaml.MarkedYAMLError as e:
        line = e.problem_mark.line + 1 if e.problem_mark else None
        raise ConfigError(str(path), f"not YAML: {e.problem}", "", line) from e
    except (yaml.YAMLError, UnicodeDecodeError) as e:
        raise ConfigError(str(path), f"not YAML: {e}") from e
    except OSError as e:
        raise ConfigError(str(path), e.strerror or str(e)) from e


def substitute(data: Any, variables: Mapping[str, Any]) -> Any:
    """Return DATA with each `${name}` from VARIABLES and `${env:NAME}` from the environment.

    A text that is nothing but one variable becomes its value, of any type.
    Raises KeyError, with a sentence, for a variable that nothing gives.
    """
    if isinstance(data, dict):
        return {key: substitute(value, variables) for key, value in data.items()}
    if isinstance(data, list):
        return [substitute(value, variables) for value in data]
    if not isinstance(data, str):
        return data
    if whole := _VARIABLE.fullmatch(data):
        return _value(whole, variables)
    return _VARIABLE.sub(lambda found: str(_value(found, variables)), data)


def _value(found: re.Match[str], variables: Mapping[str, Any]) -> Any:
    values: Mapping[str, Any] = os.environ if found[1] else variables
    if found[2] not in values:
        known = (
            "the environment has none" if found[1] else f"there are {sorted(variables) or 'none'}"
        )
        raise KeyError(f"no variable {found[0]} ({known})")
    return values[found[2]]


def line_of(node: yaml.Node | None, place: tuple[int | str, ...]) -> int | None:
    """Return the line (from 1) of the field at PLACE, or of the nearest thing around it."""
    line = None
    for key in place:
        step = _child(node, key)
        if step is None:
            continue
        line, node = step
    return line


def _child(node: yaml.Node | None, key: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark.line + 1, node.value[key]
    if not isinstance(node, yaml.MappingNode):
        return None
    for name, value in node.value:
        if name.value == str(key):
            return name.start_mark.line + 1, value
    inside = (_child(value, key) for _, value in node.value if isinstance(value, yaml.MappingNode))
    return next((found for found in inside if found), None)
