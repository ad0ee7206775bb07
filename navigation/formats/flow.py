"""YAML in one line, as short as it can be read back the same."""

import json
import re
from collections.abc import Mapping
from typing import Any

# Words that YAML 1.1 or 1.2 readers take for something else than a text.
WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})

_PLAIN = re.compile(r"[A-Za-z_](?:[\w./-]*\w)?", re.ASCII)
# What JSON leaves as it is and YAML does not take: https://yaml.org/spec/1.2.2/#51-character-set
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def flow(value: Any) -> str:
    """Return VALUE, of what JSON has, as YAML in one line; plain words go without quotes."""
    match value:
        case Mapping():
            inner = ", ".join(f"{flow(str(key))}: {flow(each)}" for key, each in value.items())
            return f"{{{inner}}}"
        case list() | tuple():
            return f"[{', '.join(map(flow, value))}]"
        case str() if _PLAIN.fullmatch(value) and value.lower() not in WORDS:
            return value
        case str():
            quoted = json.dumps(value, ensure_ascii=False)
            return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
        case _:
            # YAML 1.1 takes a number without a point for a text where it has an exponent
            return re.sub(r"^(-?\d+)e", r"\1.0e", json.dumps(value, allow_nan=False))
