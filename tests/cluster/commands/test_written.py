"""What stands behind `--set`."""

import pytest

from actors.errors import ConfigError
from cluster.commands.written import setting


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a=0.9", 0.9),
        ("a=[0, 0, 9, 9]", [0, 0, 9, 9]),
        ("a=News", "News"),
        ("a=#1a2b3c", "#1a2b3c"),
        ("a=>= 20", ">= 20"),
        ("a=Error: 5", "Error: 5"),
        ("a={Version: 1.2}", {"Version": 1.2}),
        ("a=b=c", "b=c"),
    ],
)
def test_a_value_is_what_it_looks_like(text, value):
    assert setting(text) == ("a", value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a", "expected name=value"),
        ("a=[1", "not YAML"),
        *((f"a={value}", "not a finite number") for value in (".nan", "-.inf", "1.0e+999")),
        ("a={b: [1, .inf]}", "not a finite number"),
    ],
)
def test_what_is_no_setting_is_told(text, why):
    with pytest.raises(ConfigError, match=why):
        setting(text)
