"""The steps launch and close."""

import pytest
from pydantic import ValidationError

from actors.errors import NotSupported
from actors.steps.close import Close
from actors.steps.launch import Launch
from tests.actors.devices import simulated, television


def test_an_app_comes_to_the_front_and_is_ended():
    device = simulated()
    app = next(app.package for app in television(device).apps if "settings" in app.package)
    assert Launch(app=app).run(device).reason == f"launched {app}"
    assert television(device).foreground == app
    assert Close(app=app).run(device).reason == f"closed {app}"
    assert television(device).foreground != app


def test_an_app_that_is_not_there_is_named():
    with pytest.raises(NotSupported, match=r"com\.none"):
        Launch(app="com.none").run(simulated())


@pytest.mark.parametrize("step", [Launch, Close])
def test_an_app_has_a_name(step):
    with pytest.raises(ValidationError, match="app"):
        step(app="")


def test_they_say_what_they_do_and_need():
    assert (str(Launch(app="tv")), Launch(app="tv").needs()) == ("launch tv", {"apps"})
    assert (str(Close(app="tv")), Close(app="tv").needs()) == ("close tv", {"apps"})
