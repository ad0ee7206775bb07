"""Which text engine reads a text, as far as can be told before there is a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from actors.vision import tessdata
from actors.vision.languages import (
    BEYOND_RAPIDOCR,
    LANGUAGES,
    OF_RAPIDOCR,
    beyond_rapidocr,
    letters,
    script,
)

EngineName = Literal["rapidocr", "tesseract"]
ENGLISH = "eng"  # read beside any other language: names, brands and units are written in it


@dataclass(frozen=True)
class Choice:
    """An engine, or "both", and what data Tesseract needs, such as ("rus", "eng")."""

    engine: EngineName | Literal["both"]
    data: tuple[str, ...] = ()


def choose(text: str, language: str | None = None, engine: EngineName | None = None) -> Choice:
    """Return what reads TEXT: rapidocr where it can, and else both, with Tesseract before it.

    language: one of LANGUAGES, where it does not follow from the script; engine: to have this one.
    Raises ValueError where no engine that is installed reads it.
    """
    letter = beyond_rapidocr(text)
    can = not letter and (language is None or _is_for_rapidocr(language))
    if can and engine != "tesseract":
        return Choice("rapidocr")
    what = f"{script(letter)} letters ({letter!r})" if letter else f"language {language!r}"
    if engine == "rapidocr":
        raise ValueError(f"rapidocr does not read {what}")
    data = _data(text, what, list(_candidates(letter, language)))
    return Choice(engine or "both", data)


def _is_for_rapidocr(language: str) -> bool:
    return LANGUAGES[language].script in OF_RAPIDOCR and language not in BEYOND_RAPIDOCR


def _candidates(letter: str, language: str | None) -> Iterator[str]:
    """Yield the names of the data that may read LETTER, the likeliest first."""
    if language:
        yield LANGUAGES[language].data
        return
    wanted = script(letter) if letter else "LATIN"
    yield from (known.data for known in LANGUAGES.values() if known.script == wanted)


def _data(text: str, what: str, candidates: list[str]) -> tuple[str, ...]:
    """Return the data for TEXT: the first of CANDIDATES that has all its letters."""
    if not candidates:
        raise ValueError(f"no text engine here reads {what}")
    package = f"tesseract-ocr-{candidates[0].replace('_', '-')}"
    if not tessdata.is_installed():
        extra = "pip install tesserocr"
        raise ValueError(f"rapidocr does not read {what}: {extra}, and the package {package}")
    found = [_with_english(data) for data in candidates if tessdata.folder_of(data)]
    if not found:
        raise ValueError(f"tesseract has no data for {what}: install the package {package}")
    fitting = next((data for data in found if not lacking(text, data)), None)
    if fitting is None:
        letter = lacking(text, found[0])
        raise ValueError(f"tesseract's data for {what} has no letter {letter!r}")
    return fitting


def lacking(text: str, data: tuple[str, ...]) -> str:
    """Return the first letter or digit of TEXT that is in none of tesseract's DATA, or ""."""
    folder = tessdata.folder_of(data[0])
    known = (tessdata.alphabet(folder, name) for name in data) if folder else ()
    all_known = frozenset[str]().union(*known)
    return next((c for c in letters(text.casefold()) if c not in all_known), "")


def _with_english(data: str) -> tuple[str, ...]:
    folder = tessdata.folder_of(data)
    beside = data != ENGLISH and folder is not None and folder == tessdata.folder_of(ENGLISH)
    return (data, ENGLISH) if beside else (data,)
