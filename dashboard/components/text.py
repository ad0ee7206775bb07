"""Names and reasons from the lab, made safe to be shown among Markdown and HTML."""

import re


def literal(text: str) -> str:
    """Return TEXT so that Markdown shows it as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]()#+!|~<>:$&])", r"\\\1", " ".join(text.split()))


def fraction(value: float) -> str:
    """Return VALUE with three decimals, or as many as tell it from 0: 0.800, 0.0003."""
    return f"{value:.3f}" if value == 0 or value >= 0.001 else f"{value:.1g}"


def plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
