"""The step tap."""

import pytest
from pydantic import ValidationError

from actors.checks import Check
from actors.errors import CannotJudge
from actors.interface import Evidence
from actors.steps.tap import Tap
from actors.verdict import Verdict
from tests.actors.devices import app, simulated, television


class Found(Check):
    """Answers with what it was given."""

    holds: bool = True
    region: tuple[int, int, int, int] | None = None

    def judge(self, seen: Evidence) -> Verdict:
        return Verdict(self.holds, 1.0, "as told", self.region, frame=seen.frame())


def taps(device):
    return [line.split("tap ")[1] for line in television(device).log]


@pytest.mark.parametrize("bad", [{}, {"at": (1, 2), "on": {"text": "x"}}, {"at": (1,)}])
def test_it_takes_one_target(bad):
    with pytest.raises(ValidationError):
        Tap.model_validate(bad)


def test_a_point_is_one_of_the_device_where_there_is_no_map():
    device = simulated()
    assert Tap(at=(30, 40)).run(device).reason == "tapped 30, 40"
    assert taps(device) == ["30 40"]


def test_a_point_of_the_map_is_scaled_to_the_screen():
    device = simulated(app(home={"text": "x"}))
    Tap(at=(640, 360)).run(device)
    assert taps(device) == ["160 90"]


def test_the_middle_of_what_a_check_finds_is_touched():
    device = simulated()
    assert Tap(on=Found(region=(100, 50, 20, 10))).run(device)
    assert taps(device) == ["110 55"]


def test_what_is_not_found_is_not_touched_and_fails():
    device = simulated()
    assert not Tap(on=Found(holds=False, region=(1, 1, 9, 9))).run(device)
    assert taps(device) == []


def test_a_check_that_holds_but_finds_no_place_cannot_be_touched():
    device = simulated()
    with pytest.raises(CannotJudge, match="no place to touch"):
        Tap(on=Found()).run(device)
    assert taps(device) == []


def test_a_negative_time_is_refused():
    with pytest.raises(ValidationError, match="within"):
        Tap(at=(1, 2), within=-1)


def test_it_says_what_it_does_and_needs():
    on = Tap.model_validate({"on": {"text": "Home"}})
    assert (str(on), on.needs()) == ("tap on text 'Home'", {"touch", "picture"})
    assert (str(Tap(at=(1, 2))), Tap(at=(1, 2)).needs()) == ("tap 1, 2", {"touch"})
