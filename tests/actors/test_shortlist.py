"""Which screens can be in a frame at all."""

import cv2
import numpy as np
import pytest

from actors.interface import Frame
from actors.maps import load_map
from actors.shortlist import Shortlist

BRIGHT = {"a": [0, 3], "b": [1, 2], "c": [0, 1, 3]}  # quarters of each picture


@pytest.fixture
def shortlist(tmp_path):
    """Return what is on the shortlist of screens with SHOWS for a frame with the picture of a."""

    def shortlist(**shows):
        frame = np.zeros((720, 1280, 3), np.uint8)
        for name, quarters in BRIGHT.items():
            picture = np.full((40, 4, 20, 3), 20, np.uint8)
            picture[:, quarters] = 220
            cv2.imwrite(str(tmp_path / f"{name}.png"), picture.reshape(40, 80, 3))
            if name == "a":
                frame[100:140, 100:180] = picture.reshape(40, 80, 3)
        lines = [f"  {name}: {{shows: [{checks}]}}" for name, checks in shows.items()]
        start = "  home: {shows: [{text: Home}], start: true}"
        (tmp_path / "m.yaml").write_text("\n".join(["name: m\nscreens:", start, *lines]))
        screens = load_map(tmp_path / "m.yaml").told_apart
        return Shortlist(screens).of(Frame(frame, 0.0)) - {"home"}

    return shortlist


def image(name, more=""):
    return f"{{image: {name}.png, region: [90, 90, 100, 60]{more}}}"


def test_screens_whose_pictures_are_not_there_are_ruled_out(shortlist):
    assert shortlist(a=image("a"), b=image("b"), c=image("c")) == {"a"}


def test_one_picture_that_is_missing_rules_a_screen_out_and_one_of_several_does_not(shortlist):
    either = "{image: [b.png, a.png], region: [90, 90, 100, 60]}"
    assert shortlist(both=f"{image('a')}, {image('b')}", either=either) == {"either"}


def test_what_no_glimpse_can_tell_stays(shortlist):
    stays = {
        "absent": image("b", ", absent: true"),
        "loose": image("b", ", threshold: 0.2"),
        "anywhere": "{image: b.png}",
        "words": "{text: B}",
    }
    assert shortlist(**stays) == stays.keys()
