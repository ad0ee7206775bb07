"""Is what was read what was wanted?  Knows what reading from pictures confuses."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Literal

Matching = Literal["contains", "equals", "regex"]

SCRIPTS = frozenset({"LATIN", "GREEK", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
SHORTEST = 3  # characters; in a shorter text a confused one is half of it
ALMOST = 0.99  # the likeness of what is not the same

# No two digits become one character here, so that one digit never passes for another.
_CONFUSED = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "ı": "l"})

_ANY_MARK = "\u0301"

# A number is not found within a longer one, even where that was read as letters.
_NO_DIGIT_BEFORE = r"(?<![0-9])(?<![0-9][oli|])(?<!\b[oli|])"
_NO_DIGIT_AFTER = r"(?![oli|]*[0-9]|[oli|]+(?!\w))"


def folded(text: str) -> str:
    """Return TEXT without what makes no difference: case, variant forms, lengths of blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def unreadable(text: str) -> str:
    """Return the first letter or digit of TEXT in a script that cannot be read; "" for none."""
    plain = unicodedata.normalize("NFKC", text)
    strange = (c for c in plain if not c.isascii() and c.isalnum() and script(c) not in SCRIPTS)
    return next(strange, "")


def script(letter: str) -> str:
    """Return the script of LETTER as Unicode names it, such as "CYRILLIC"."""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def alike(read: str, wanted: str, matching: Matching) -> float:
    """Return 1 where READ is what is WANTED, else by how much it is like it, below 1."""
    if matching == "regex":
        plain = " ".join(unicodedata.normalize("NFKC", read).split())
        return float(re.search(wanted, plain) is not None)
    seen, want = folded(read), folded(wanted)
    if _is(seen, want, matching) or _is_confused(seen, want, matching):
        return 1.0
    return min(ALMOST, _ratio(seen, want, matching))


def _is(seen: str, want: str, matching: Matching) -> bool:
    return _stands_in(seen, _pattern(want, "0-9"), want, matching)


def _is_confused(seen: str, want: str, matching: Matching) -> bool:
    if len(want) < SHORTEST:
        return False
    pattern = _pattern(_unconfused(want), "0-9ol")
    return _stands_in(_unconfused(seen), pattern, want, matching)


def _pattern(want: str, digits: str) -> str:
    """Return WANT as a pattern in which a blank, which reading loses, may lack, but in a number."""
    return re.sub(rf"(?<![{digits}])\\ |\\ (?![{digits}])", " ?", re.escape(want))


def _stands_in(seen: str, pattern: str, want: str, matching: Matching) -> bool:
    if matching == "equals":
        return re.fullmatch(pattern, seen) is not None
    before = _NO_DIGIT_BEFORE if want[0].isdigit() else ""
    after = _NO_DIGIT_AFTER if want[-1].isdigit() else ""
    return re.search(before + pattern + after, seen) is not None


def _unconfused(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.translate(_CONFUSED))
    # which mark a small letter bears is hard to see, that it bears one is not
    marked = "".join(_ANY_MARK if unicodedata.combining(c) else c for c in parts)
    return marked.replace("rn", "m").replace("vv", "w")


def _ratio(seen: str, want: str, matching: Matching) -> float:
    compare = SequenceMatcher(None, seen, want, autojunk=False)
    if matching == "contains":
        block = compare.find_longest_match()
        start = max(0, block.a - block.b)
        compare.set_seq1(seen[start : start + len(want)])
    return compare.ratio()
