"""YAML in one line."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actors import notation
from navigation.formats.flow import flow

texts = st.text(st.characters(exclude_categories=["Cs"]))
scalars = texts | st.integers(-9, 9) | st.booleans() | st.none() | st.floats(-99, 99)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=8
)


@given(values)
def test_both_readers_read_back_what_was_written(value):
    assert yaml.safe_load(flow(value)) == value
    assert notation.load(f"it: {flow(value)}") == {"it": value}


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ({"press": ["UP", "OK"]}, "{press: [UP, OK]}"),
        ([8e-05, 1e20, 0.5], "[8.0e-05, 1.0e+20, 0.5]"),
        ({"off": "no"}, '{"off": "no"}'),
        ({"text": "a: b"}, '{text: "a: b"}'),
        ({"image": "home.png", "absent": True}, "{image: home.png, absent: true}"),
    ],
)
def test_only_what_would_be_misread_has_quotes(value, line):
    assert flow(value) == line
