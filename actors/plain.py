"""YAML that every reader takes for the same, and that a quick one may therefore read.

PyYAML says best what is wrong, and where, but takes seconds for a map of
10,000 screens.  Most files use so little of YAML that nothing in which its
versions and readers differ comes into play.
"""

import re
from typing import Any

import yaml_rs

# What can be printed, beyond ASCII, without the line ends and marks of Unicode.
_BEYOND = r"\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_PLAIN = re.compile(
    rf"""
    (?:
        [ \n,\[{{]*+
        (?:
            [A-Za-z] [\w ./()+-]*+ (?: : [\w/] [\w ./()+-]*+ )*+ (?: : (?= [ \n] ) )?+
          | [\]}}]++
          | " (?: [ !\x23-\x5b\x5d-~{_BEYOND}]++ | \\ ["\\/bfnrt] )*+ " (?: : (?= [ \n] ) )?+
          | ' (?: [ -&\x28-~{_BEYOND}]++ | '' )*+ ' (?: : (?= [ \n] ) )?+
          | -?+ (?: 0 | [1-9]\d{{0,14}}+ ) (?: \.\d{{1,15}}+ )?+ (?= [ ]*[\n,\]}}] )
          | - (?= \n | [ ]++ (?! - [ \n] ) )  # none within another: yaml_rs ends by too many
          | (?<! [^ \n] ) \# [ -~{_BEYOND}]*+
        )
    )*+
    [ \n]*+
    """,
    re.VERBOSE | re.ASCII,
)
_MANY = (dict, list)
_DEEPEST = 100  # collections within one another, as in actors/notation.py
_FAR_IN = " " * 2 * _DEEPEST


def load(text: str) -> Any:
    """Return what TEXT says.  Raises ValueError unless it is plain, and without a fault.

    A key in `{}` that goes over two lines, and one of more than 1024 letters, PyYAML
    refuses; here it is what it says.
    """
    if _PLAIN.fullmatch(text) and _FAR_IN not in text:
        data = _read(text)
        if type(data) not in _MANY or _is_plain(data, _DEEPEST):
            return data
    raise ValueError("it needs a reader that knows all of YAML")


def _read(text: str) -> Any:
    once = yaml_rs.DuplicateKeyPolicy.Error
    try:
        return yaml_rs.loads(text, parse_datetime=False, duplicate_key_policy=once)
    except TypeError as e:  # as of `{[1]}`
        raise ValueError("a list is no key") from e


def _is_plain(data: dict[Any, Any] | list[Any], depth: int) -> bool:
    """Tell whether all keys are texts; to PyYAML `{1, "1"}` has one twice, and `{[1]}` is wrong."""
    if not depth:
        return False
    if type(data) is dict:
        for key, value in data.items():
            if type(key) is not str or (type(value) in _MANY and not _is_plain(value, depth - 1)):
                return False
        return True
    return all(_is_plain(value, depth - 1) for value in data if type(value) in _MANY)
