"""A YAML file that a user wrote, read so that every complaint names file, line and field."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from actors import notation
from actors.errors import ConfigError
from actors.garbage import put_off
from actors.variables import LATER
from navigation.complaint import complaint

Model = TypeVar("Model", bound=BaseModel)

_WRITTEN = re.compile(r"\$\{[^}]*\}?")
_VARIABLE = re.compile(r"\$\{(?:(env):)?([^\W\d]\w*)\}")
_SHAPES = {"extra_forbidden": "unknown field", "missing": "is missing"}
_MAPPING = ("model_type", "dict_type")
_WHOLE = ("value_error", "complaint")  # their reasons say all

Place = tuple[int | str, ...]  # the way to a field, through names and numbers


@dataclass(frozen=True)
class Document:
    """What stands in the file PATH, and the YAML TEXT that says it, where there is one."""

    path: Path
    data: Any
    text: str | None

    @cached_property
    def node(self) -> yaml.Node | None:
        """The nodes of the text, which know their lines; only a complaint needs them."""
        with put_off(), suppress(yaml.YAMLError):  # one reader may refuse what the other read
            return None if self.text is None else notation.nodes(self.text)
        return None

    @cached_property
    def is_literal(self) -> bool:
        """Whether no variable stands in it, which an escape may write too: `"\\x24{name}"`."""
        return self.text is not None and "$" not in self.text and "\\" not in self.text

    def read_as(self, model: type[Model], variables: Mapping[str, Any] | None = None) -> Model:
        """Return the document as a MODEL, `${name}` replaced from VARIABLES or the environment.

        Behind VARIABLES come those that the document itself has in a field of that name.
        Relative pictures are looked up beside the file.  Raises ConfigError,
        which tells the first thing that is wrong, and how many more there are.
        """
        context = {"folder": self.path.parent, "literal": self.is_literal, "already": {}}
        try:
            with put_off():
                data = self._substituted(variables or {})
                return model.model_validate(data, context=context)
        except ValidationError as e:
            raise self.refused(e) from e

    def _substituted(self, variables: Mapping[str, Any]) -> Any:
        return self.data if self.is_literal else substitute(self.data, self._known(variables))

    def _known(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        own = self.data.get("variables") if isinstance(self.data, dict) else None
        if not isinstance(own, dict):
            return given
        return {**substitute(own, given, ("variables",)), **given}

    def refused(self, error: ValidationError) -> ConfigError:
        """Return what is first wrong with the document as ERROR, with its place, tells."""
        first, *others = self.complaints(error)
        more = f" (and {len(others)} more)" if others else ""
        return ConfigError(first.file, first.reason + more, first.field, first.line)

    def complaints(self, error: ValidationError) -> list[ConfigError]:
        """Return all that is wrong with the document as ERROR tells, what matters most first."""
        # A misspelt field is also missing, and a list with a bad item is also too short.
        errors = sorted(error.errors(include_url=False), key=_is_minor)
        if errors[0]["type"] != "too_short":
            errors = [error for error in errors if error["type"] != "too_short"]
        return [self._complaint(error) for error in errors]

    def _complaint(self, error: ErrorDetails) -> ConfigError:
        place = error["loc"]
        reason = _SHAPES.get(error["type"], error["msg"].removeprefix("Value error, "))
        given = error["input"]
        if error["type"] in _MAPPING:
            reason = "is empty" if given is None else "should be a mapping of settings"
        elif error["type"] not in (*_SHAPES, *_WHOLE) and not isinstance(given, dict | list):
            reason += f", not {given!r}"
        stands = place[:-1] if error["type"] == "missing" else place
        field = ".".join(map(str, place))
        return ConfigError(str(self.path), reason, field, line_of(self.node, stands))


def _is_minor(error: ErrorDetails) -> bool:
    return error["type"] in ("missing", "too_short")


def read(path: Path) -> Document:
    """Return the YAML document in PATH.  Raises ConfigError where there is none."""
    try:
        text = path.read_text(encoding="utf-8")
        with put_off():
            return Document(path, notation.load(text), text)
    except yaml.MarkedYAMLError as e:
        line = e.problem_mark.line + 1 if e.problem_mark else None
        raise ConfigError(str(path), f"not YAML: {e.problem}", "", line) from e
    except (yaml.YAMLError, ValueError) as e:
        raise ConfigError(str(path), f"not YAML: {str(e).splitlines()[0]}") from e
    except OSError as e:
        raise ConfigError(str(path), e.strerror or str(e)) from e


def substitute(data: Any, variables: Mapping[str, Any], place: Place = ()) -> Any:
    """Return DATA with each `${name}` from VARIABLES and `${env:NAME}` from the environment.

    A text that is nothing but one variable becomes its value, of any type.
    `${name.part}` stays: it is read while the test runs (actors/variables.py).
    Raises ValidationError, with its place, for a variable that nothing gives, or
    that is none of these; DATA itself is at PLACE.
    """
    if isinstance(data, dict):
        return {
            _filled(key, variables, (*place, key)): substitute(value, variables, (*place, key))
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [substitute(value, variables, (*place, n)) for n, value in enumerate(data)]
    if isinstance(data, str) and _VARIABLE.fullmatch(data):
        return _value(data, variables, place)
    return _filled(data, variables, place)


def _filled(data: Any, variables: Mapping[str, Any], place: Place) -> Any:
    if not isinstance(data, str) or "${" not in data:
        return data
    return _WRITTEN.sub(lambda found: str(_value(found[0], variables, place)), data)


def _value(written: str, variables: Mapping[str, Any], place: Place) -> Any:
    if LATER.fullmatch(written):
        return written
    found = _VARIABLE.fullmatch(written)
    if found is None:
        example = "such as ${name}, ${env:NAME} or ${about.software_version}"
        raise complaint(place, f"{written} is no variable, {example}", written)
    values: Mapping[str, Any] = os.environ if found[1] else variables
    if found[2] in values:
        return values[found[2]]
    there_are = f"there are {', '.join(sorted(variables)) or 'none'}"
    known = "the environment has none" if found[1] else there_are
    raise complaint(place, f"no variable {written} ({known})", written)


def line_of(node: yaml.Node | None, place: Place) -> int | None:
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
