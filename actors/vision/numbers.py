"""Numbers as interfaces write them, and comparisons with them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from actors.vision.wording import plain

OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
_BOUND = re.compile(r"(>=|<=|!=|>|<|=)?\s*([+-]?[0-9]+(?:\.[0-9]+)?)")

# What touches another number is a time, a date, an address or a version, and no number.
_BEFORE, _AFTER = r"(?<![\w.,:/])(?<!\w-)", r"(?![.,:/-]?[0-9]|[^\W\d]+[0-9])"
_GROUPED = re.compile(rf"{_BEFORE}[+-]?[0-9]{{1,3}}(?: [0-9]{{3}})+(?:,[0-9]+)?{_AFTER}")
_NUMBER = re.compile(rf"{_BEFORE}[+-]?[0-9]+(?:[.,][0-9]+)*{_AFTER}")
_ONE_MARK = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")

_MONEY = r"[$€£¥₩₹₽₺]"
_SIGN_BEFORE_MONEY = re.compile(rf"(?<!\w)([+-])({_MONEY}) ?(?=[0-9])")
# A dash apart may be a minus or a dash; a bound is no measure, but `< 50 >` is a choice.
_CANNOT_TELL = re.compile(rf"(?:- |[≤≥±>]=? ?|<=? ?(?![^<>]*>)){_MONEY}? ?[+-]?[0-9]")
_RAISED = "[⁰¹²³⁴-⁹₀-₉¼-¾⅐-⅞①-⑳]"  # an exponent or a fraction, but in the name of a unit
_OF_UNIT, _OF_NUMBER = re.compile(rf"(?<=[^\W\d_]){_RAISED}+"), re.compile(_RAISED)

_DIGITS_READ_AS_LETTERS = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "|": "1"})
_NEARLY_A_NUMBER = re.compile(r"(?<!\S)(?=\S*[0-9])[0-9oOlI|.,+-]+(?=[%°]?(?!\S))")


@dataclass(frozen=True)
class Comparison:
    """BOUNDS that a number must keep, all of them: (operator, number)."""

    bounds: tuple[tuple[str, float], ...]

    def holds(self, number: float) -> bool:
        """Return whether NUMBER keeps them."""
        return all(OPERATORS[sign](number, bound) for sign, bound in self.bounds)


def comparison(written: str) -> Comparison:
    """Return what is WRITTEN, such as `>= 20`, `> 0 and < 100`, or `20` for `= 20`.

    Raises ValueError for anything else.
    """
    bounds = []
    for part in re.split(r"\band\b", written):
        found = _BOUND.fullmatch(part.strip())
        if found is None:
            raise ValueError(f"{written!r} is no comparison, such as '>= 20' or '> 0 and < 100'")
        bounds.append((found[1] or "=", float(found[2])))
    return Comparison(tuple(bounds))


def numbers(text: str, *, comma: bool = False) -> Iterator[float]:
    """Yield the numbers in TEXT, whatever units stand beside them.

    comma: decimals come after a comma, and a point or a blank parts thousands.
    Otherwise it is the other way round, but a comma that no three digits
    follow is taken for a decimal one as well.  There are none in a text with
    one that cannot be told: an exponent, a fraction, a bound such as <5, or a
    dash apart, which may be a minus.
    """
    written = _OF_UNIT.sub("", text)
    mended = _signed(_mended(plain(written)))
    if _OF_NUMBER.search(written) or _CANNOT_TELL.search(mended):
        return
    joined = _GROUPED.sub(lambda m: m[0].replace(" ", ""), mended) if comma else mended
    for found in _NUMBER.finditer(joined):
        number = _value(found[0], comma=comma)
        if number is not None:
            yield number


def _mended(text: str) -> str:
    return _NEARLY_A_NUMBER.sub(lambda m: m[0].translate(_DIGITS_READ_AS_LETTERS), text)


def _signed(text: str) -> str:
    """Return TEXT with each sign right before its number, as in $-5 for -$5."""
    return _SIGN_BEFORE_MONEY.sub(r"\2\1", text)


def _value(written: str, *, comma: bool) -> float | None:
    """Return the number that is WRITTEN; None where its marks part no thousands, as in 1.2.3."""
    decimal, thousands = (",", ".") if comma else (".", ",")
    if _grouped(thousands, rf"(?:{re.escape(decimal)}[0-9]+)?").fullmatch(written):
        return float(written.replace(thousands, "").replace(decimal, "."))
    if _ONE_MARK.fullmatch(written):
        return float(written.replace(",", "."))
    if _grouped(decimal, rf"{re.escape(thousands)}[0-9]+").fullmatch(written):
        return float(written.replace(decimal, "").replace(thousands, "."))
    return None


def _grouped(mark: str, decimals: str) -> re.Pattern[str]:
    return re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+{decimals}")
