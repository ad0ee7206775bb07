"""Keys and text as Android's `input` takes them."""

import base64
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.errors import NotSupported
from actors.protocols.adb.keyboard import KEYCODES, ime_text, input_text, keyevent, untypable
from actors.simulator.keys import KEYS


def typed(command: str) -> str:
    """What Android types when its shell runs COMMAND: `input` makes each %s a space."""
    calls, words = [], []
    for word in shlex.split(command):
        if word == "&&":
            calls.append(words)
            words = []
        else:
            words.append(word)
    calls.append(words)
    assert all(call[:2] == ["input", "text"] and len(call) == 3 for call in calls)
    return "".join(call[2].replace("%s", " ") for call in calls)


@pytest.mark.parametrize(
    "text", ["two words", "it's", '"&|<>$;%`\\!*?~#()[]{}', "100%sure", "%s%s", "%%s", "% s", "-n"]
)
def test_text_arrives_as_it_was_written(text):
    assert typed(input_text(text)) == text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1))
def test_any_printable_ascii_arrives_as_it_was_written(text):
    assert typed(input_text(text)) == text


@pytest.mark.parametrize(
    ("text", "without", "with_ime"),
    [
        ("plain ~", "", ""),
        ("\u65e5caf\u00e9", "\u00e9\u65e5", ""),
        ("two\nlines\u2615", "\n\u2615", "\n"),
    ],
)
def test_signs_that_cannot_be_typed_are_told_each_once(text, without, with_ime):
    assert untypable(text, ime=False) == without
    assert untypable(text, ime=True) == with_ime


@given(st.text(min_size=1))
def test_the_keyboard_for_tests_is_sent_any_text_as_it_is(text):
    words = shlex.split(ime_text(text.encode(errors="replace").decode()))
    assert words[:-1] == ["am", "broadcast", "-a", "ADB_INPUT_B64", "--es", "msg"]
    assert base64.b64decode(words[-1]) == text.encode(errors="replace")


def test_every_key_of_a_remote_has_a_keycode():
    assert set(KEYCODES) >= KEYS


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("OK", "KEYCODE_DPAD_CENTER"),
        ("UP", "KEYCODE_DPAD_UP"),
        ("NUM_7", "KEYCODE_7"),
        ("PLAY_PAUSE", "KEYCODE_MEDIA_PLAY_PAUSE"),
        ("RED", "KEYCODE_PROG_RED"),
        ("MUTE", "KEYCODE_VOLUME_MUTE"),
        ("KEYCODE_BUTTON_A", "KEYCODE_BUTTON_A"),
    ],
)
def test_keys_have_the_keycodes_of_android(key, code):
    assert keyevent(key, {}, "tv") == f"input keyevent {code}"


def test_a_device_may_have_keycodes_of_its_own():
    assert keyevent("OK", {"OK": "KEYCODE_ENTER"}, "tv") == "input keyevent KEYCODE_ENTER"


def test_a_device_may_have_one_key_for_another():
    assert keyevent("EXIT", {"EXIT": "BACK"}, "tv") == "input keyevent KEYCODE_BACK"


@given(st.floats(0.0001, 60))
def test_a_key_is_held_for_as_many_milliseconds_as_were_asked_for(seconds):
    held = int(keyevent("OK", {}, "tv", hold=seconds).split()[3])
    assert held >= 1 and abs(held - seconds * 1000) <= 1


def test_an_unknown_key_is_refused_by_name():
    with pytest.raises(NotSupported, match=r"tv .* the key 'JUMP' .*CHANNEL_UP"):
        keyevent("JUMP", {}, "tv")
