"""A device of the lab as a survey uses it."""

import pytest

from actors.device import Device, DeviceSpec
from actors.errors import NotSupported
from actors.survey.remote import Reached


def device(**settings):
    written = {"name": "tv", "node": "here", "model": "m", "drivers": [{"simulated": settings}]}
    return Device(DeviceSpec.model_validate(written))


def page(device):
    [link] = device._links
    return link.driver.television._look().scene.page


def test_keys_are_pressed():
    tv = device()
    Reached(tv).act("MENU")
    assert page(tv) == "settings"


def test_places_are_those_of_the_elements_that_can_be_clicked_in_pixels_of_the_picture():
    tv = device(size=(640, 360))
    reached = Reached(tv, elements=True)
    reached.act("MENU")
    places = reached.places()
    assert len(places) == 5
    assert all(0 < x < 640 and 0 < y < 360 for x, y in places)
    reached.act(places[1])
    assert page(tv) == "display"


def test_nothing_is_tapped_unless_that_was_asked_for():
    assert Reached(device()).places() == ()


def test_elements_are_refused_where_a_device_tells_none():
    written = {"name": "box", "node": "n", "model": "m", "drivers": [{"network": {"host": "box"}}]}
    with pytest.raises(NotSupported):
        Reached(Device(DeviceSpec.model_validate(written)), elements=True)
