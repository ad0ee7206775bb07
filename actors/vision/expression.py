"""A regular expression, and which letters and signs beyond ASCII it looks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actors.vision.wording import plain

ASCII = 127  # the last of its code points

# After https://docs.python.org/3/library/re.html#regular-expression-syntax
_ATOM = r"\\(?:x.{2}|u.{4}|U.{8}|N\{[^}]+\}|[0-7]{1,3}|.)|[^\\]"
_NAMED = r"\(\?P(?:<\w+>|=\w+\))|\(\?\(\w+\)|\(\?#[^)]*\)"
_CLASS = r"\[(?P<other>\^?)(?P<members>\]?(?:\\.|[^\\\]])*)\]"
_PART = re.compile(rf"{_NAMED}|{_CLASS}|(?P<atom>{_ATOM})", re.DOTALL)
_MEMBER = re.compile(rf"({_ATOM})(?:-({_ATOM}))?", re.DOTALL)


def check(pattern: str) -> None:
    """Raise ValueError where PATTERN is no expression, is found in everything, or in nothing."""
    try:
        compiled = re.compile(pattern)
    except re.error as e:
        raise ValueError(f"{pattern!r} is no regular expression: {e}") from e
    if compiled.search(""):
        raise ValueError(f"{pattern!r} is found in everything: it needs no text at all")
    for part in _PART.finditer(pattern):
        letter = chr(_code(part["atom"])) if part["atom"] else ""
        if not letter.isascii() and plain(letter) != letter:
            raise ValueError(f"{letter!r} is never found: write {plain(letter) or ' '!r} for it")


def sought(pattern: str) -> Iterator[range]:
    """Yield the code points of each letter, or range of letters, that PATTERN looks for.

    Those of ASCII, which every engine reads, are left out.
    """
    for part in _PART.finditer(pattern):
        single = part["atom"] or ""
        members = part["members"] if part["members"] and not part["other"] else ""
        for low, high in _MEMBER.findall(single or members):
            if _code(low) > ASCII:
                yield range(_code(low), _code(high or low) + 1)


def _code(atom: str) -> int:
    if len(atom) > 1 and (atom[1] in "xuUN" or atom[1].isdecimal()):
        return ord(atom.encode().decode("unicode_escape"))
    return ord(atom[-1])
