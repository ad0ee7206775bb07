"""What a regular expression looks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.vision.expression import check, sought


def letters(pattern):
    return ["".join(map(chr, (span[0], span[-1]))) for span in sought(pattern)]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"\d+ [a-z]*", []),
        ("ж", ["жж"]),
        (r"\u0436\x41\N{CYRILLIC SMALL LETTER ZHE}", ["жж", "жж"]),
        ("[а-яё]", ["ая", "ёё"]),
        (r"[\u0400-\u04ff]", ["\u0400\u04ff"]),
        (r"\[а-я]", ["аа", "яя"]),
        ("[]ж]", ["жж"]),
        ("[^ж]", []),
        ("(?P<имя>x)(?P=имя)(?#ж)", []),
        (r"\ж", ["жж"]),
    ],
)
def test_letters_and_ranges_are_told_however_they_are_written(pattern, found):
    assert letters(pattern) == found


@pytest.mark.parametrize("pattern", ["(", "a*", "’", r"\u2013", "½"])
def test_what_is_no_expression_or_finds_everything_or_nothing_is_refused(pattern):
    with pytest.raises(ValueError, match=r"no regular|found in everything|never found"):
        check(pattern)


@given(st.text(alphabet=st.characters(min_codepoint=0x400, max_codepoint=0x4FF)))
def test_each_letter_of_a_plain_text_is_sought(text):
    assert [chr(span[0]) for span in sought(text)] == list(text)


@given(st.from_regex(r"[\[\](){}?*+|^$.a-cж-к\\\\-]*", fullmatch=True))
def test_any_expression_that_is_none_is_refused_and_the_others_are_understood(pattern):
    try:
        check(pattern)
    except ValueError:
        return
    assert all(span[0] > 127 for span in sought(pattern))
