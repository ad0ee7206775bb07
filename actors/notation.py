"""YAML as people mean it: `on` and `no` are words, dates too, and a key stands once."""

import re
from contextlib import suppress
from typing import Any

import yaml

from actors import plain

_BOOL = "tag:yaml.org,2002:bool"
_LEFT_OUT = (_BOOL, "tag:yaml.org,2002:timestamp")
_DEEPEST = 100  # collections within one another; by tens of thousands PyYAML ends the process
_MOST = 1_000_000  # things that the aliases of a text may amount to


class _Loader(yaml.CSafeLoader):
    """Reads as booleans what YAML 1.2 does: else the field `on` and the key OFF would be some."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - this is how PyYAML is told
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in _LEFT_OUT]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, _: Any) -> None:
        """Go into a node; PyYAML calls it for each, while it reads."""
        self._depth += 1
        if self._depth > _DEEPEST and current_node is not None:
            raise _too_deep(current_node)

    def ascend_resolver(self) -> None:
        """Come out of a node again."""
        self._depth -= 1


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
        _Check().look_at(node)
    return node


class _Check:
    """Looks at what a text comes to, with all of its aliases written out."""

    def __init__(self) -> None:
        self.seen: set[yaml.Node] = set()
        self.again = 0  # how many of them aliases have brought once more

    def look_at(self, node: yaml.Node, *around: yaml.Node) -> None:
        if node in around:
            raise _wrong("an alias stands within what it stands for", node)
        if len(around) >= _DEEPEST:
            raise _too_deep(node)
        self.again += node in self.seen
        self.seen.add(node)
        if self.again > _MOST:
            raise _wrong(f"its aliases come to more than {_MOST} things", node)
        for one in _within(node):
            self.look_at(one, node, *around)


def _within(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    if isinstance(node, yaml.MappingNode):
        _check_keys(node)
        return [value for _, value in node.value]
    return []


def _check_keys(node: yaml.MappingNode) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                raise _wrong(f"{key.value!r} stands there twice", key)
            seen.add(key.value)


def _wrong(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)


def _too_deep(node: yaml.Node) -> yaml.MarkedYAMLError:
    return _wrong(f"more than {_DEEPEST} collections stand within one another", node)
