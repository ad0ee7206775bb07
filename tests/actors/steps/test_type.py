"""The step type."""

import pytest
from pydantic import ValidationError

from actors.steps.type import Type
from tests.actors.devices import simulated, television


def test_the_text_is_typed_exactly():
    device = simulated()
    assert Type(text=" Ab c'").run(device).reason == """typed " Ab c'\""""
    assert television(device).log[-1].endswith("""text " Ab c'\"""")


@pytest.mark.parametrize(("value", "text"), [(7, "7"), (1.5, "1.5")])
def test_a_variable_that_is_a_number_is_typed_as_it_stands(value, text):
    assert Type.model_validate({"text": value}).text == text


def test_what_is_no_text_is_refused():
    with pytest.raises(ValidationError, match="valid string"):
        Type.model_validate({"text": True})


def test_it_says_what_it_does_and_needs():
    assert (str(Type(text="a b")), Type(text="a").needs()) == ("type 'a b'", {"keyboard"})
