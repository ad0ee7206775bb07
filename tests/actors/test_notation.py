"""YAML as people mean it, and what nobody means: depths and numbers that would end the process."""

import subprocess
import sys

import pytest
import yaml

from actors import document, notation
from actors.errors import ConfigError

DEEP = {
    "lists": "[" * 100_000,
    "closed": "[" * 100_000 + "]" * 100_000,
    "maps": "{a: " * 100_000,
    "items": "- " * 100_000 + "a",
    "keys": "? " * 100_000,
    "lines": "".join(" " * depth + "a:\n" for depth in range(500)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_is_too_deep_is_one_sentence_and_no_end_of_the_process(tmp_path, text):
    path = tmp_path / "deep.yaml"
    path.write_text(text)
    read = "import sys; from pathlib import Path; from actors import document\n"
    ask = f"try: document.read(Path({str(path)!r}))\nexcept Exception as e: print(e)"
    code = [sys.executable, "-c", read + ask]
    told = subprocess.run(code, capture_output=True, text=True, check=True)
    assert "more than 100 collections stand within one another" in told.stdout
    assert told.stdout.count("\n") == 1


@pytest.mark.parametrize(
    "text", ["[" * 90 + "]" * 90, "- " * 90 + "a", "{a: " * 90 + "1" + "}" * 90]
)
def test_what_is_deep_and_not_too_deep_is_read(text):
    assert notation.load(text) is not None


def test_aliases_within_aliases_are_refused_before_they_fill_the_memory():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(yaml.MarkedYAMLError, match="come to more than 1000000 things"):
        notation.load("\n".join(lines))


def test_a_chain_of_aliases_is_as_deep_as_what_it_stands_for():
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 3000))]
    with pytest.raises(yaml.MarkedYAMLError, match="more than 100 collections"):
        notation.load("\n".join(lines))


def test_an_alias_that_is_used_often_is_read():
    text = "a: &a [UP, OK]\nb: [" + "*a, " * 1000 + "]\n"
    assert notation.load(text)["b"] == [["UP", "OK"]] * 1000


def test_a_complaint_of_what_only_one_reader_reads_has_no_line(tmp_path):
    path = tmp_path / "two.yaml"
    path.write_text("{a\n b: 1}")
    with pytest.raises(ConfigError, match="no variable") as caught:
        raise document.read(path).refused(_error())
    assert caught.value.line is None


def _error():
    with pytest.raises(Exception, match="no variable") as caught:
        document.substitute(["${x}"], {})
    return caught.value
