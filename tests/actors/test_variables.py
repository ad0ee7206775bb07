"""What a test case reads while it runs, and uses in later steps."""

import pytest

from actors.checks.menu import Menu
from actors.checks.text import Text
from actors.errors import CannotJudge
from actors.steps.expect import Expect
from actors.variables import named, resolved


def test_facts_are_named_so_that_they_can_be_written_in_yaml():
    facts = named("about", {"Software version": "1.2", "IP-Adresse": "10.0.0.1"})
    assert facts == {"about.software_version": "1.2", "about.ip_adresse": "10.0.0.1"}


def test_a_variable_is_replaced_wherever_it_stands_in_a_step():
    step = Expect(check=Text(expected="v${about.version}!"), within=3)
    assert resolved(step, {"about.version": "1.2"}) == Expect(
        check=Text(expected="v1.2!"), within=3
    )


def test_a_step_without_variables_stays_the_same_object():
    step = Expect(check=Text(expected="Home"))
    assert resolved(step, {}) is step


def test_what_was_not_read_is_no_text_to_look_for():
    with pytest.raises(CannotJudge, match=r"nothing was read for \$\{about.version\} .*about.name"):
        resolved(Text(expected="${about.version}"), {"about.name": "x"})


def test_a_value_that_no_check_can_look_for_is_refused():
    with pytest.raises(CannotJudge, match="no text to look for"):
        resolved(Text(expected="${about.version}"), {"about.version": " "})


def test_a_name_in_any_script_can_be_used():
    variables = named("about", {"Gerät": "Foo-7", "版本": "1.2"})
    text = resolved(Text(expected="${about.gerät} ${about.版本}"), variables)
    assert text.expected == "Foo-7 1.2"


def test_two_facts_of_one_name_are_refused_with_both():
    with pytest.raises(CannotJudge, match=r"'Wi-Fi' and 'Wi Fi' would both be \$\{a.wi_fi\}"):
        named("a", {"Wi-Fi": "on", "Wi Fi": "off"})


def test_a_fact_without_a_letter_in_its_key_has_no_name():
    assert named("a", {"*": "x", "+": "y"}) == {}


def test_a_key_may_be_a_variable_too():
    menu = resolved(Menu(expected={"${a.key}": "7"}), {"a.key": "Signal"})
    assert menu.expected == {"Signal": "7"}


def test_a_value_within_an_expression_is_found_as_it_is():
    text = Text(expected="^${about.version}$", match="regex")
    assert resolved(text, {"about.version": "1.2(b"}).expected == r"^1\.2\(b$"


def test_a_comparison_with_a_variable_is_checked_once_it_is_read():
    number = Text(number=">= ${about.signal}")
    assert resolved(number, {"about.signal": "20"}).number == ">= 20"
    with pytest.raises(CannotJudge, match="no comparison"):
        resolved(number, {"about.signal": "good"})
