"""What a page consists of, as the page itself tells it."""

from functools import cache
from pathlib import Path
from typing import Any

from actors.interface import Element


@cache
def script() -> str:
    """Return the function that describes a page, in JavaScript."""
    return (Path(__file__).parent / "describe.js").read_text(encoding="utf-8")


def parse(told: Any) -> list[Element]:
    """Return what the page TOLD, outermost first.  Raises ValueError for what the script is not."""
    try:
        return [Element(**{**one, "bounds": tuple(one["bounds"])}) for one in told]
    except (TypeError, KeyError) as e:
        raise ValueError(f"the page tells its elements wrongly: {e}") from e
