"""What a test case reads while it runs, and uses in later steps."""

import pytest

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
