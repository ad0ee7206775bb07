"""YAML as people mean it: `on` and `no` are words, dates too, and a key stands once."""

import re
from contextlib import suppress
from typing import Any

import yaml

from actors import plain

_BOOL = "tag:yaml.org,2002:bool"
_LEFT_OUT = (_BOOL, "tag:yaml.org,2002:timestamp")


class _Loader(yaml.CSafeLoader):
    """Reads as booleans what YAML 1.2 does: else the field `on` and the key OFF would be some."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - this is how PyYAML is told
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in _LEFT_OUT]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), "tTfF")


def load(text: str) -> Any:
    """Return what TEXT says.

    Raises yaml.YAMLError, and ValueError for what a tag of it does not suit.
    """
    with suppress(ValueError):  # not plain, or wrong: PyYAML tells what, and where
        return plain.load(text)
    return exactly(text)


def exactly(text: str) -> Any:
    """Return and raise the same as load, by the reader that knows all of YAML."""
    loader = _Loader(text)
    try:
        node = _composed(loader)
        return None if node is None else loader.construct_document(node)
    finally:
        loader.dispose()


def nodes(text: str) -> yaml.Node | None:
    """Return the nodes of TEXT, which know their lines.  Raises yaml.YAMLError."""
    loader = _Loader(text)
    try:
        return _composed(loader)
    finally:
        loader.dispose()


def _composed(loader: _Loader) -> yaml.Node | None:
    if (node := loader.get_single_node()) is not None:
        _check(node)
    return node


def _check(node: yaml.Node, *around: yaml.Node) -> None:
    if node in around:
        raise _wrong("an alias stands within what it stands for", node)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _check(item, node, *around)
    if isinstance(node, yaml.MappingNode):
        _check_keys(node)
        for _, value in node.value:
            _check(value, node, *around)


def _check_keys(node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                raise _wrong(f"{key.value!r} stands there twice", key)
            seen.add(key.value)


def _wrong(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
