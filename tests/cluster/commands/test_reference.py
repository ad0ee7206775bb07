"""`vpt reference cut` writes what a check finds again, and the check that finds it."""

import json

import cv2
import numpy as np
import pytest
import yaml

REGION = (70, 50, 90, 44)


@pytest.fixture
def shot(tmp_path, monkeypatch):
    """Draw a screen, in the folder that the command is called in."""
    monkeypatch.chdir(tmp_path)
    drawn = np.full((240, 320, 3), 30, np.uint8)
    cv2.putText(drawn, "Home", (80, 84), (255, 240, 200), cv2.FontFace("sans"), 28, 600)
    cv2.imwrite("shot.png", drawn)
    return tmp_path / "shot.png"


@pytest.fixture
def cut(vpt, shot):
    """Call `vpt reference cut shot.png` with more words; name and region where none is given."""

    def call(*words, frame="shot.png", region=REGION, name="home"):
        place = ",".join(map(str, region))
        return vpt("reference", "cut", frame, "--region", place, "--name", name, *words)

    return call


def test_the_cut_is_written_beside_without_loss(cut, shot):
    assert cut().code == 0
    left, top, width, height = REGION
    wanted = cv2.imread(str(shot))[top : top + height, left : left + width]
    assert np.array_equal(cv2.imread("references/home.png"), wanted)


def test_the_check_that_is_printed_holds_on_the_frame(cut, vpt):
    ended = cut("--json", "--into", "pictures", "--threshold", "0.9")
    told = json.loads(ended.out)
    assert told["file"] == "pictures/home.png"
    assert (told["frame"], told["region"]) == ([320, 240], list(REGION))
    assert (told["warnings"], told["elsewhere"]) == ([], [])
    place = {"region": list(REGION), "margin": 16}
    assert told["check"] == {"image": "home.png", **place, "threshold": 0.9}
    asked = told["check"] | {"reference": told["file"]}
    words = [part for name, value in asked.items() if name != "image"
             for part in ("--set", f"{name}={value}")]  # fmt: skip
    assert vpt("check", "--frame", "shot.png", "--kind", "image", *words).code == 0


def test_without_json_the_lines_to_paste_are_yaml(cut):
    said = cut().out
    assert "references/home.png is written, for pictures of 320x240" in said
    pasted = said.split("to paste:\n")[1]
    assert yaml.safe_load(pasted) == [{"image": "home.png", "region": list(REGION), "margin": 16}]


def test_a_part_that_may_show_anything_is_transparent(cut):
    assert cut("--transparent", "130,60,40,20").code == 0
    alpha = cv2.imread("references/home.png", cv2.IMREAD_UNCHANGED)[:, :, 3]
    assert (alpha[10:30, 60:] == 0).all()
    assert (alpha == 0).sum() == 20 * 30


def test_a_warning_is_no_refusal(cut, shot):
    cv2.imwrite("shot.jpg", cv2.imread(str(shot)))
    ended = cut("--json", frame="shot.jpg")
    assert ended.code == 0
    assert json.loads(ended.out)["warnings"] == [
        "shot.jpg is a JPEG, whose losses are now part of the reference"
    ]
    assert cut("--force", frame="shot.jpg").err.startswith("warning: shot.jpg is a JPEG")


def test_another_place_that_matches_is_told_with_its_score(cut, shot):
    drawn = cv2.imread(str(shot))
    drawn[150:194, 200:290] = drawn[50:94, 70:160]
    cv2.imwrite("shot.png", drawn)
    told = json.loads(cut("--json").out)
    assert told["elsewhere"] == [{"region": [200, 150, 90, 44], "score": 1.0}]
    assert told["warnings"][0].startswith("ambiguous")


def test_what_is_there_is_replaced_only_by_force(cut, shot):
    cut()
    before = (shot.parent / "references" / "home.png").read_bytes()
    refused = cut(region=(60, 40, 120, 60))
    assert (refused.code, refused.out) == (2, "")
    assert "is there already (--force replaces it)" in refused.err
    assert (shot.parent / "references" / "home.png").read_bytes() == before
    assert cut("--force", region=(60, 40, 120, 60)).code == 0
    assert cv2.imread("references/home.png").shape == (60, 120, 3)


REFUSED = {
    "flat": ({"region": (200, 150, 40, 40)}, "is of one colour everywhere"),
    "outside": ({"region": (300, 0, 40, 40)}, "is not within 320x240 pixels"),
    "empty": ({"region": (10, 10, 0, 40)}, "a region of 0x40 pixels has nothing in it"),
    "three sides": ({"region": (10, 10, 40)}, "expected left,top,width,height, not '10,10,40'"),
    "no numbers": ({"region": "abcd"}, "expected left,top,width,height"),
    "no file": ({"frame": "none.png"}, "none.png: No such file or directory"),
    "no picture": ({"frame": "words.txt"}, "is not a picture that can be read"),
    "a path": ({"name": "../home"}, "is not the name of a file"),
    "no name": ({"name": ".png"}, "is not the name of a file"),
}


@pytest.mark.parametrize(("asked", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_cut_is_one_sentence_and_nothing_is_written(cut, shot, asked, reason):
    (shot.parent / "words.txt").write_text("no picture")
    ended = cut(**asked)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("vpt: ") and ended.err.count("\n") == 1
    assert reason in ended.err
    assert not (shot.parent / "references").exists()
