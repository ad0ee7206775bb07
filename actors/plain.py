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
          | - (?= [ \n] )
          | (?<! [^ \n] ) \# [ -~{_BEYOND}]*+
        )
    )*+
    [ \n]*+
    """,
    re.VERBOSE | re.ASCII,
)
_MANY = (dict, list)


def load(text: str) -> Any:
    """Return what TEXT says.  Raises ValueError unless it is plain, and without a fault."""
    if _PLAIN.fullmatch(text):
        data = yaml_rs.loads(
            text, parse_datetime=False, duplicate_key_policy=yaml_rs.DuplicateKeyPolicy.Error
        )
        if type(data) not in _MANY or _has_text_keys(data):
            return data
    raise ValueError("it needs a reader that knows all of YAML")


def _has_text_keys(data: dict[Any, Any] | list[Any]) -> bool:
    """Tell whether all keys are texts; to PyYAML `{1, "1"}` has one twice, and `{[1]}` is wrong."""
    if type(data) is dict:
        for key, value in data.items():
            if type(key) is not str or (type(value) in _MANY and not _has_text_keys(value)):
                return False
        return True
    return all(_has_text_keys(value) for value in data if type(value) in _MANY)
