"""The lab file switches the monitor on, and says what it looks for."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from actors.monitor.settings import Monitoring
from tests.actors.devices import spec

IR = {"ir": {"globalcache": "127.0.0.1", "keymap": "simulated"}}


def test_nothing_is_watched_unless_the_lab_file_says_so():
    assert spec().monitor is None
    assert spec(monitor=False).monitor is None


def test_true_watches_for_all_of_it():
    assert spec(monitor=True).monitor == Monitoring()
    assert set(Monitoring().kinds) == {"freeze", "black", "silence"}


def test_a_mapping_says_what_is_watched_for():
    wanted = spec(monitor={"kinds": ["black"], "seconds": 5, "mask": [[0, 0, 90, 40]]}).monitor
    assert wanted == Monitoring(kinds=("black",), seconds=5, mask=((0, 0, 90, 40),))


WRONG = {
    "an unknown kind": ({"kinds": ["snow"]}, "'freeze', 'black' or 'silence'"),
    "no kind": ({"kinds": []}, "at least 1 item"),
    "less than is promised": ({"seconds": 0.1}, "greater than or equal to 0.5"),
    "an empty mask": ({"mask": [[0, 0, 0, 9]]}, "0x9 pixels has nothing in it"),
    "a mask outside": ({"mask": [[640, 0, 9, 9]], "size": [640, 360]}, "lies outside of 640x360"),
    "no size": ({"size": [0, 360]}, "a picture of 0x360 pixels shows nothing"),
    "an unknown field": ({"every": 5}, "Extra inputs are not permitted"),
}


@pytest.mark.parametrize(("written", "reason"), WRONG.values(), ids=WRONG.keys())
def test_what_makes_no_sense_is_refused_before_any_device_is_touched(written, reason):
    with pytest.raises(ValidationError, match=reason):
        spec(monitor=written)


def test_a_device_without_a_picture_cannot_be_watched():
    with pytest.raises(ValidationError, match="tv-1 has no driver that gives a picture") as error:
        spec(IR, monitor=True)
    assert error.value.errors()[0]["loc"] == ("monitor",)


def test_a_device_that_is_not_watched_needs_no_opencv():
    code = "import actors.device, actors.monitor.incidents, sys; print('cv2' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
