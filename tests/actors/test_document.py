"""Files that users write: every complaint names file, line and field, in one sentence."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from actors.document import read
from actors.errors import ConfigError


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    count: int = 0


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = ""
    on: str = ""
    inner: list[Inner] = []
    variables: dict[str, object] = {}
    value: object = None


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "file.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def complaint(path, **variables):
    with pytest.raises(ConfigError) as caught:
        read(path).read_as(Outer, variables)
    assert caught.value.file == str(path)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_missing_file_is_told(tmp_path):
    error = complaint(tmp_path / "none.yaml")
    assert str(error) == f"{tmp_path / 'none.yaml'}: No such file or directory"


def test_a_folder_is_no_file(tmp_path):
    assert "Is a directory" in str(complaint(tmp_path))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: a\ninner: [\n", 3),
        ("name: 'a\n", 2),
        ("name: a\n\tinner: 1\n", 2),
        ("name: a\nname: b\n", 2),
        ("name: a\ninner:\n- text: x\n  count: 1\n  text: y\n", 5),
        ("inner: &me [*me]\n", 1),
        ("name: a\n---\nname: b\n", 2),
        ("name: *none\n", 1),
        ("? {a: 1}\n: b\n", 1),
    ],
)
def test_what_is_not_yaml_is_told_with_its_line(written, text, line):
    error = complaint(written(text))
    assert error.line == line
    assert error.reason.startswith("not YAML: ")


@pytest.mark.parametrize("text", [b"name: \xff\xfe\xfa", "name: a\0b", "name: !!int b"])
def test_what_is_no_text_at_all_is_told_too(written, text):
    assert complaint(written(text)).reason.startswith("not YAML: ")


@given(st.binary(max_size=40) | st.text(max_size=40).map(str.encode))
def test_whatever_is_in_a_file_is_read_or_complained_of(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    with contextlib.suppress(ConfigError):
        read(path).read_as(Outer)


@pytest.mark.parametrize(
    ("text", "line", "field", "reason"),
    [
        ("nmae: a\n", 1, "nmae", "unknown field"),
        (
            "name: a\ninner:\n- text: a\n- {text: b, cuont: 3}\n",
            4,
            "inner.1.cuont",
            "unknown field",
        ),
        ("name: a\ninner:\n- count: 3\n", 3, "inner.0.text", "is missing"),
        ("inner:\n- text: a\n  count: x\n", 3, "inner.0.count", ", not 'x'"),
        ("name: [1]\n", 1, "name", "Input should be a valid string"),
        ("name: 7\n", 1, "name", "not 7"),
    ],
)
def test_a_bad_field_is_told_with_its_line(written, text, line, field, reason):
    error = complaint(written(text))
    assert (error.line, error.field) == (line, field)
    assert reason in error.reason
    assert "more)" not in error.reason


def test_a_missing_field_is_not_looked_for_in_what_stands_further_down(written):
    class Named(BaseModel):
        name: str
        inner: dict[str, str]

    with pytest.raises(ConfigError, match=r"file\.yaml: name: is missing"):
        read(written("inner:\n  name: a\n")).read_as(Named)


def test_a_misspelt_field_comes_before_the_field_that_it_leaves_missing(written):
    error = complaint(written("inner:\n- txet: a\n"))
    assert (error.field, error.reason) == ("inner.0.txet", "unknown field (and 1 more)")


@pytest.mark.parametrize("text", ["", "- 1\n", "word\n"])
def test_a_file_that_holds_no_fields_is_told(written, text):
    assert complaint(written(text)).reason in ("is empty", "should be a mapping of settings")


def test_words_that_mean_a_truth_only_to_old_yaml_stay_words(written):
    found = read(written("on: yes\nname: off\nvalue: [true, false, NO, 2026-02-30]\n"))
    outer = found.read_as(Outer)
    assert (outer.on, outer.name) == ("yes", "off")
    assert outer.value == [True, False, "NO", "2026-02-30"]


@pytest.mark.parametrize("value", [7, 0.5, True, [1, 2], {"a": 1}, None, "text"])
def test_a_text_that_is_one_variable_becomes_its_value_of_any_type(written, value):
    assert read(written("value: ['${x}']\n")).read_as(Outer, {"x": value}).value == [value]


def test_a_variable_that_is_written_with_an_escape_is_one_too(written):
    assert read(written('name: "<\\x24{a}>"\n')).read_as(Outer, {"a": 7}).name == "<7>"


def test_variables_within_a_text_are_put_into_it(written):
    outer = read(written("name: '<${a}|${b_2}>'\n")).read_as(Outer, {"a": 7, "b_2": "z"})
    assert outer.name == "<7|z>"


def test_what_a_variable_brings_is_not_looked_at_again(written):
    assert read(written("value: '${x}'\n")).read_as(Outer, {"x": "${y}"}).value == "${y}"


def test_a_variable_of_the_environment_is_read(written, monkeypatch):
    monkeypatch.setenv("LAB_PIN", "0042")
    assert read(written("value: '${env:LAB_PIN}'\n")).read_as(Outer).value == "0042"


def test_the_own_variables_of_a_file_come_behind_those_that_are_given(written):
    path = written("variables: {a: 1, b: 2}\nvalue: ['${a}', '${b}']\n")
    assert read(path).read_as(Outer).value == [1, 2]
    assert read(path).read_as(Outer, {"b": 3}).value == [1, 3]


def test_an_own_variable_may_come_from_the_environment(written, monkeypatch):
    monkeypatch.setenv("LAB_PIN", "0042")
    path = written("variables: {pin: '${env:LAB_PIN}'}\nvalue: '${pin}'\n")
    assert read(path).read_as(Outer).value == "0042"


def test_an_unknown_variable_is_told_with_line_field_and_those_that_there_are(written):
    error = complaint(written("name: a\ninner:\n- text: '${chanel}'\n"), channel=7, b=1)
    assert (error.line, error.field) == (3, "inner.0.text")
    assert error.reason == "no variable ${chanel} (there are b, channel)"


def test_an_unknown_variable_among_the_own_ones_is_told_with_its_line(written):
    error = complaint(written("variables:\n  a: 1\n  b: '${a}'\n"))
    assert (error.line, error.field) == (3, "variables.b")
    assert error.reason == "no variable ${a} (there are none)"


def test_a_variable_that_the_environment_lacks_is_told(written, monkeypatch):
    monkeypatch.delenv("LAB_PIN", raising=False)
    error = complaint(written("\nname: 'pin ${env:LAB_PIN}'\n"), LAB_PIN=1)
    assert (error.line, error.field) == (2, "name")
    assert error.reason == "no variable ${env:LAB_PIN} (the environment has none)"


@pytest.mark.parametrize(
    "written_so",
    ["${about.Software version}", "${about.}", "${a-b}", "${}", "${about.x", "${a.b.c}"],
)
def test_what_can_be_no_variable_is_told_with_its_line(written, written_so):
    error = complaint(written(f"name: a\non: '{written_so}'\n"))
    assert (error.line, error.field) == (2, "on")
    assert "is no variable, such as ${name}" in error.reason


@pytest.mark.parametrize("later", ["${about.software_version}", "${about.gerät}", "${a.版本}"])
def test_what_is_read_while_the_test_runs_is_left_alone(written, later):
    assert read(written(f"name: 'v {later}'\non: '{later}'\n")).read_as(Outer).on == later


def test_variables_may_stand_in_keys_and_have_any_letters(written):
    outer = read(written("value: {'<${kanäle}>': 1}\n")).read_as(Outer, {"kanäle": 7})
    assert outer.value == {"<7>": 1}
