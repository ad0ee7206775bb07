"""What every kind of check has in common."""

import pickle
import subprocess
import sys

import cv2
import numpy as np
import pytest
from pydantic import TypeAdapter

from actors.kinds import kinds
from actors.parse import AnyCheck

WRITTEN = {
    "image": {"image": "tile.png", "region": [0, 0, 60, 60]},
    "text": {"text": "Settings", "region": [60, 30, 400, 80]},
    "menu": {"menu": {"expected": {"Version": "1.2.3"}, "pairs": 3}},
    "motion": {"motion": {"seconds": 2}},
    "still": {"still": 2, "region": [0, 0, 60, 60]},
    "freeze": {"freeze": {}, "mask": [[0, 0, 60, 60], [90, 0, 9, 9]]},
    "black": "black",
    "colour": {"colour": "#20c0ff", "region": [0, 0, 60, 60]},
    "sound": {"sound": 0.5},
    "silence": {"silence": {"level": -60}},
    "blocks": {"blocks": {}},
    "no_signal": {"no_signal": {"seconds": 5}},
    "screen": {"screen": "home"},
    "ping": {"ping": {"count": 3, "loss": 0.4, "jitter": 0.02}},
    "port": {"port": 443},
    "dns": {"dns": "stb.test", "at_most": 0.1},
    "throughput": {"throughput": 20e6, "seconds": 5},
    "log": {"log": "panic|oops", "match": "regex", "absent": True},
    "power": {"power": "off"},
    "element": {"element": {"text": "Play", "role": "button", "focused": True}},
}


@pytest.fixture
def folder(tmp_path):
    ramp = np.repeat(np.arange(0, 200, 5, dtype=np.uint8)[:, None], 40, axis=1)
    cv2.imwrite(str(tmp_path / "tile.png"), cv2.merge([ramp] * 3))
    return tmp_path


def read(written, folder):
    return TypeAdapter(AnyCheck).validate_python(written, context={"folder": folder})


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_check_is_read_from_what_a_user_writes_and_survives_the_way_to_its_node(kind, folder):
    check = read(WRITTEN[kind], folder)
    assert check.kind == kind
    assert pickle.loads(pickle.dumps(check)) == check
    assert TypeAdapter(AnyCheck).dump_python(check, mode="json")[kind]


def test_every_kind_of_check_is_tried_here():
    assert set(WRITTEN) == set(kinds("actors.checks"))


def test_checks_are_imported_without_what_they_judge_with():
    heavy = {"cv2", "numpy", "rapidocr", "onnxruntime", "tesserocr"}
    code = (
        "import sys, actors.checks.image, actors.checks.menu, actors.checks.text;"
        "import actors.checks.motion, actors.checks.screen, actors.checks.freeze;"
        "import actors.checks.silence, actors.maps;"
        "actors.checks.text.Text(expected='Настройки'); print(*sys.modules)"
    )
    modules = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    assert not heavy & set(modules)
