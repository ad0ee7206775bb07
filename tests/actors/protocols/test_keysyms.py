"""The numbers of keys and signs, against those that X11's own list has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xcffib import keysymdef, xf86keysym

from actors.keys import KEYS as STANDARD
from actors.protocols.keysyms import KEYS, KEYSYMS, UNICODE, keysym_of, parse_chord


def test_keys_have_the_numbers_that_x11_gives_them():
    core = {name.removeprefix("XK_"): number for name, number in vars(keysymdef).items()}
    media = {name.replace("XF86XK_", "XF86"): n for name, n in vars(xf86keysym).items()}
    known = {**core, **media}
    assert {name: known.get(name) for name in KEYSYMS} == KEYSYMS


def test_standard_names_are_keys_of_x11_or_signs():
    assert set(KEYS) <= set(STANDARD)
    assert all(len(name) == 1 or name in KEYSYMS for name in KEYS.values())


@pytest.mark.parametrize(
    ("written", "chord"),
    [
        ("F5", (0xFFC2,)),
        ("Control_L+c", (0xFFE3, ord("c"))),
        ("Control_L+Alt_L+Delete", (0xFFE3, 0xFFE9, 0xFFFF)),
        ("BACK", (0xFF1B,)),
        ("+", (ord("+"),)),
        ("ж", (0x01000436,)),
    ],
)
def test_a_chord_is_keys_signs_and_names_of_keys(written, chord):
    assert parse_chord(written) == chord


@pytest.mark.parametrize("written", ["", "Contrl_L", "Control_L+", "ab", "Control_L++"])
def test_what_is_no_chord_is_told(written):
    with pytest.raises(ValueError, match="is no key"):
        parse_chord(written)


@given(st.characters(exclude_categories=["Cc", "Cs"]))
def test_every_sign_has_a_keysym_of_its_own(sign):
    keysym = keysym_of(sign)
    assert chr(keysym if keysym < 0x100 else keysym - UNICODE) == sign


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\r", "\x7f", "\x85", "\ud800"])
def test_what_no_keyboard_types_has_none(sign):
    assert keysym_of(sign) is None
