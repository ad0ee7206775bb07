"""What stands behind `--set`, which several commands take."""

import math
from typing import Any

import yaml

from actors import notation
from actors.errors import ConfigError


def setting(text: str) -> tuple[str, Any]:
    """Return the name and the value of a TEXT such as "threshold=0.9".

    The value is YAML in one line; a colour (#1a2b3c), a comparison (>= 20) or a text with
    a colon in it is what it looks like, and no comment, block or mapping.  Raises ConfigError.
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise ConfigError("--set", f"expected name=value, not {text!r}")
    if value.startswith(("#", ">", "|")):
        return name, value
    try:
        loaded = notation.load(value)
    except (yaml.YAMLError, ValueError) as e:
        raise ConfigError("--set", f"not YAML: {value!r}", name) from e
    if not _is_finite(loaded):
        raise ConfigError("--set", f"not a finite number: {value!r}", name)
    return name, value if isinstance(loaded, dict) and not value.startswith("{") else loaded


def _is_finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_finite, [*value, *value.values()]))
    if isinstance(value, list):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)
