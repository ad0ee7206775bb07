"""The step swipe."""

import pytest
from pydantic import TypeAdapter, ValidationError

from actors.parse import AnyStep
from actors.steps.swipe import Swipe
from tests.actors.devices import app, simulated, television

READER = TypeAdapter(AnyStep)
UP = {"from": [640, 600], "to": [640, 200], "seconds": 0.2}


def swipes(device):
    return [line.split("swipe ")[1] for line in television(device).log if "swipe " in line]


def test_points_are_those_of_the_device_where_there_is_no_map():
    device = simulated()
    step = READER.validate_python({"swipe": {**UP, "from": [160, 150], "to": [160, 50]}})
    assert step.run(device).reason == "swiped from 160, 150 to 160, 50"
    assert swipes(device) == ["160 150 160 50 in 0.2 s"]


def test_points_of_the_map_are_scaled_to_the_screen():
    device = simulated(app(home={"text": "x"}))
    READER.validate_python({"swipe": UP}).run(device)
    assert swipes(device) == ["160 150 160 50 in 0.2 s"]


def test_it_is_written_as_it_was_read():
    step = READER.validate_python({"swipe": UP})
    assert READER.dump_python(step, mode="json") == {"swipe": UP}
    assert READER.validate_python(READER.dump_python(step)) == step


@pytest.mark.parametrize("bad", [{"from": [1, 2]}, {**UP, "seconds": 0}, {**UP, "to": [1]}])
def test_wrong_settings_are_refused(bad):
    with pytest.raises(ValidationError):
        Swipe.model_validate(bad)


def test_it_says_what_it_does_and_needs():
    step = Swipe.model_validate(UP)
    assert str(step) == "swipe from 640, 600 to 640, 200 in 0.2 s"
    assert step.needs() == {"touch"}
