"""Plain YAML: what the quick reader reads is what the exact one does, and the rest it refuses."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actors import notation, plain

CONFIGS = Path(__file__).parents[2] / "configs"
PIECES = (
    "a", "b", "home", "null", "No", "true", "x-y", "a - b", "a:b", "a#b", "(x)", "+", "/", ".",
    "1", "-1", "1.5", "1 ", '"x y"', "'it''s'", '"\\n"', "'#'", '"é"', " c", " # c", "# x\n",
    "a: ", "b: ", "b:", "\nkey: ", "\n  k2: ", "key:\n", '"q": ', "'q':\n ",
    "[", "]", "{", "}", ", ", ",", "[a, b]", "{a: 1}", "{a: 1, b: 2}",
    "- ", "\n- ", "\n  - ", " ", "  ", "\n", "\n  ", "\n    ",
)  # fmt: skip
TEXTS = st.text(max_size=8) | st.sampled_from(
    ["", "on", "null", "~", "1e3", "010", "1:30", "=", "<<"]
)
NUMBERS = st.integers() | st.floats(allow_nan=False)
DATA = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
MAP = {
    "name": "launcher",
    "size": [1280, 720],
    "screens": {"home": {"shows": [{"text": "TV & films: all"}], "start": True}},
    "edges": [{"from": "home", "to": "home", "do": [{"press": ["UP", "OK"]}], "seconds": 0.5}],
}


def as_json(data, **how):
    return json.dumps(data, ensure_ascii=False, **how)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_whatever_is_plain_means_the_same_to_the_exact_reader(text):
    try:
        read = plain.load(text)
    except ValueError:
        return
    assert repr(read) == repr(notation.exactly(text))  # 1 is not 1.0, and not true either


@given(DATA, st.sampled_from([True, False, None]))
def test_what_is_written_as_yaml_in_any_style_is_read_alike_by_both(data, flow):
    text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True)
    assert repr(notation.load(text)) == repr(notation.exactly(text))


@pytest.mark.parametrize("file", sorted(CONFIGS.rglob("*.yaml")), ids=lambda file: file.name)
def test_our_own_files_are_read_alike_by_both(file):
    text = file.read_text()
    assert repr(notation.load(text)) == repr(notation.exactly(text))


@pytest.mark.parametrize(
    "text",
    [
        yaml.safe_dump(MAP),
        yaml.safe_dump(MAP, default_flow_style=True),
        yaml.safe_dump(MAP, default_flow_style=None, sort_keys=False),
        as_json(MAP),
        as_json(MAP, indent=2),
        "# a map\nname: launcher  # ours\n\nscreens: {}\n",
    ],
)
def test_a_map_is_plain_however_it_is_laid_out(text):
    assert plain.load(text) == notation.exactly(text)


@pytest.mark.parametrize(
    "value",
    [
        "010", "08", "1_000", "1:30", "1e3", "1.5e+3", "0o14", "0x1F", "0b11", "+1", ".5", "1.",
        "-.inf", "~", "=", "<<", "2026-02-03", "1080p", "&x 1", "*x", "!!str 1", "!x 1", "|\n x",
        ">\n x", "? x", "@x", "%x", "`x", '"\\x41"', '"a\n b"', "\tx", "a\u2028b", "a\x85b", "\x07",
        '"a\x85b"', "'a\u2029b'", '"\ufeff"',
        "\ufeffx", "- - x", "[" * 101 + "]" * 101,
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "a: {}", "- {}", "[a, {}]"])
def test_a_value_that_readers_might_take_otherwise_is_not_plain(around, value):
    with pytest.raises(ValueError, match="all of YAML"):
        plain.load(around.replace("{}", value))


@pytest.mark.parametrize(
    "key", ["1", "1.0", "true", "FALSE", "Null", "~", "[a]", "{a: b}", "<<", "*x", "{b: []}"]
)
@pytest.mark.parametrize("around", ["{}: x", "a: {{}: x}", "[{}: x]"])
def test_what_is_no_text_is_no_plain_key(around, key):
    with pytest.raises(ValueError, match="all of YAML"):
        plain.load(around.replace("{}", key))


@pytest.mark.parametrize(
    "text", ["a: 1\na: 2\n", "{a: 1, 'a': 2}", "a: [b", "a: b: c", "a: 1\n b: 2\n"]
)
def test_what_is_plain_and_wrong_is_refused(text):
    with pytest.raises(ValueError, match=r"line [12]|duplicate"):
        plain.load(text)
