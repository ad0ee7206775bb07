"""Is what was read what was wanted?  Knows what reading from pictures confuses."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Literal

Matching = Literal["contains", "equals", "regex"]

SHORTEST = 3  # characters; in a shorter text a confused one is half of it
ALMOST = 0.99  # the likeness of what is not the same

_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‚‛´`", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
    }
)

# No two digits become one character here, so that one digit never passes for another.
_CONFUSED = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "ı": "l", "ł": "l"})

# Letters of two scripts that look the same, as small or as capital ones.
_TWINS = str.maketrans("авекмнорстухіјѕґ", "abekmhopctyxljsr")

_BETWEEN_LETTERS = re.compile(r"(?<=[^ ])(?=[^ ])(?<![0-9](?=[0-9]))")

_ANY_MARK = "\u0301"

# A number is not found within a longer one, such as 3.5 or 12:45, even where a part of
# that was read as letters.  A sign belongs to its number; a dash may part two times.
_LONGER_BEFORE = re.compile(r"(?:[0-9]|(?<!\w)[oli]|\|)[oli|]*[.,:/-]?\Z|(?<!\w)-\Z")
_LONGER_AFTER = re.compile(r"[.,:/-]?(?:[oli|]*[0-9]|[oli|]+(?!\w))")


def plain(text: str) -> str:
    """Return TEXT with one form of each character, of dashes and quotes, and of blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_VARIANTS).split())


def folded(text: str) -> str:
    """Return TEXT without what makes no difference: case, variant forms, lengths of blanks."""
    return plain(text).casefold()


def alike(read: str, wanted: str, matching: Matching) -> float:
    """Return 1 where READ is what is WANTED, else by how much it is like it, below 1."""
    if matching == "regex":
        found = re.search(wanted, plain(read))
        return float(found is not None and found.group() != "")
    seen, want = folded(read).translate(_TWINS), folded(wanted).translate(_TWINS)
    if any(same(seen, want, matching) for same in (_is, _is_confused, _is_torn)):
        return 1.0
    return min(ALMOST, _ratio(seen, want, matching))


def _is(seen: str, want: str, matching: Matching) -> bool:
    return _stands_in(seen, _pattern(want, "0-9"), want, matching)


def _is_confused(seen: str, want: str, matching: Matching) -> bool:
    if len(want) < SHORTEST:
        return False
    pattern = _pattern(_unconfused(want), "0-9ol")
    return _stands_in(_unconfused(seen), pattern, want, matching)


def _is_torn(seen: str, want: str, matching: Matching) -> bool:
    """Return whether SEEN has WANT in whole words, some of them torn by a blank in between."""
    letters = re.sub(r"(?<![0-9]) | (?![0-9])", "", want)
    torn = " ?".join(map(re.escape, _BETWEEN_LETTERS.split(letters)))
    return _stands_in(seen, rf"(?<!\w){torn}(?!\w)", want, matching)


def _pattern(want: str, digits: str) -> str:
    """Return WANT as a pattern in which a blank, which reading loses, may lack, but in a number."""
    return re.sub(rf"(?<![{digits}])\\ |\\ (?![{digits}])", " ?", re.escape(want))


def _stands_in(seen: str, pattern: str, want: str, matching: Matching) -> bool:
    if matching == "equals":
        return re.fullmatch(pattern, seen) is not None
    places = re.finditer(f"(?=({pattern}))", seen)
    return any(_is_whole(want, seen[: at.start()], seen[at.end(1) :]) for at in places)


def _is_whole(want: str, before: str, after: str) -> bool:
    """Return whether WANT is no part of a longer number with what stands BEFORE and AFTER it."""
    if ":" in want:
        before, after = re.sub(r"-\Z", " ", before), re.sub(r"\A-", " ", after)
    began = want[0].isdigit() and _LONGER_BEFORE.search(before)
    goes_on = want[-1].isdigit() and _LONGER_AFTER.match(after)
    return not began and not goes_on


def _unconfused(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.translate(_CONFUSED)).translate(_TWINS)
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
