"""Languages and scripts: which of the text engines reads them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

# PP-OCRv6's alphabet has the Greek letters too, but it reads no Greek words.
OF_RAPIDOCR = frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
ADDITIONAL = range(0x1E00, 0x1F00)  # Latin letters with two marks, as in Vietnamese
WHOLE = frozenset("ßæœøđħłþðıə")  # Latin letters that are no ASCII letter with a mark, and are read


@dataclass(frozen=True)
class Language:
    """A language: its SCRIPT, the name of Tesseract's DATA for it, and how it writes numbers.

    comma: 1.234,5 is what others write as 1,234.5.
    """

    script: str
    data: str
    comma: bool = True


# By ISO 639-1.  Where a text is in one of these scripts and no language is told, the first
# one goes that is installed and has all its letters.
LANGUAGES: Mapping[str, Language] = {
    "en": Language("LATIN", "eng", comma=False),
    "af": Language("LATIN", "afr"),
    "bs": Language("LATIN", "bos"),
    "ca": Language("LATIN", "cat"),
    "cs": Language("LATIN", "ces"),
    "cy": Language("LATIN", "cym", comma=False),
    "da": Language("LATIN", "dan"),
    "de": Language("LATIN", "deu"),
    "es": Language("LATIN", "spa"),
    "et": Language("LATIN", "est"),
    "eu": Language("LATIN", "eus"),
    "fi": Language("LATIN", "fin"),
    "fr": Language("LATIN", "fra"),
    "ga": Language("LATIN", "gle", comma=False),
    "gl": Language("LATIN", "glg"),
    "hr": Language("LATIN", "hrv"),
    "hu": Language("LATIN", "hun"),
    "id": Language("LATIN", "ind"),
    "is": Language("LATIN", "isl"),
    "it": Language("LATIN", "ita"),
    "lt": Language("LATIN", "lit"),
    "lv": Language("LATIN", "lav"),
    "ms": Language("LATIN", "msa", comma=False),
    "mt": Language("LATIN", "mlt", comma=False),
    "nl": Language("LATIN", "nld"),
    "no": Language("LATIN", "nor"),
    "pl": Language("LATIN", "pol"),
    "pt": Language("LATIN", "por"),
    "ro": Language("LATIN", "ron"),
    "sk": Language("LATIN", "slk"),
    "sl": Language("LATIN", "slv"),
    "sq": Language("LATIN", "sqi"),
    "sv": Language("LATIN", "swe"),
    "tr": Language("LATIN", "tur"),
    "vi": Language("LATIN", "vie"),
    "ja": Language("CJK", "jpn", comma=False),
    "zh": Language("CJK", "chi_sim", comma=False),
    "ru": Language("CYRILLIC", "rus"),
    "uk": Language("CYRILLIC", "ukr"),
    "bg": Language("CYRILLIC", "bul"),
    "sr": Language("CYRILLIC", "srp"),
    "mk": Language("CYRILLIC", "mkd"),
    "be": Language("CYRILLIC", "bel"),
    "kk": Language("CYRILLIC", "kaz"),
    "el": Language("GREEK", "ell"),
    "he": Language("HEBREW", "heb", comma=False),
    "th": Language("THAI", "tha", comma=False),
    "hi": Language("DEVANAGARI", "hin", comma=False),
    "ko": Language("HANGUL", "kor", comma=False),
}
BEYOND_RAPIDOCR = frozenset({"vi"})


def _known(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"no language {code!r} is known here (there are {', '.join(LANGUAGES)})")
    return code


LanguageCode = Annotated[str, AfterValidator(_known)]


def script(letter: str) -> str:
    """Return the script of LETTER as Unicode names it, such as "CYRILLIC"."""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def letters(text: str) -> str:
    """Return the letters and digits of TEXT, in their plain forms."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def beyond_rapidocr(text: str) -> str:
    """Return the first letter or digit of TEXT in a script that rapidocr does not read, or ""."""
    return next((c for c in letters(text) if not c.isascii() and _is_beyond(c)), "")


def _is_beyond(letter: str) -> bool:
    if script(letter) != "LATIN":
        return script(letter) not in OF_RAPIDOCR
    return ord(letter) in ADDITIONAL or not (_is_marked(letter) or letter.lower() in WHOLE)


def _is_marked(letter: str) -> bool:
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) == 2 and parts[0].isascii()
