"""Names and reasons from the lab, made safe to be shown among Markdown and HTML."""

import re


def literal(text: str) -> str:
    """Return TEXT so that Markdown shows it as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]()#+!|~<>:$&])", r"\\\1", " ".join(text.split()))


def plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
