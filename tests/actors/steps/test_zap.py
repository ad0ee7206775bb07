"""Zaps of the simulated television: black for 0.3 s, with a banner that slides in."""

import pytest
from pydantic import TypeAdapter, ValidationError

from actors.parse import AnyStep
from actors.simulator.scene import DIAL_SECONDS, ZAP_SECONDS
from actors.steps.zap import Zap
from actors.verdict import Verdict
from tests.actors.devices import DEMO, simulated, television

FRAME = 0.15  # seconds that a busy machine may need to look again
BANNER = {"colour": "#101522", "region": [80, 640, 1100, 20], "distance": 30, "threshold": 0.7}


@pytest.fixture
def playing():
    device = simulated(size=(640, 360))
    television(device).launch("tv.simulated.live")
    device.wait(2 * ZAP_SECONDS)
    return device


def zap(device, written) -> Verdict:
    step = TypeAdapter(AnyStep).validate_python({"zap": written}, context={"folder": DEMO})
    return step.run(device)


def taken(verdict: Verdict) -> dict[str, float]:
    """Return the seconds of each measure, whose error bar must lie before it."""
    assert all(0 <= measure.error <= measure.seconds for measure in verdict.measures)
    return {measure.name: measure.seconds for measure in verdict.measures}


@pytest.mark.parametrize("key", ["CHANNEL_UP", "CHANNEL_DOWN", "UP"])
def test_any_key_that_changes_the_channel_is_measured(playing, key):
    verdict = zap(playing, key)
    assert verdict, verdict.reason
    assert verdict.reason.startswith("black: ")
    seconds = taken(verdict)
    assert 0 <= seconds["old_ended"] <= FRAME
    assert ZAP_SECONDS - 0.01 <= seconds["new_moves"] <= ZAP_SECONDS + FRAME
    assert seconds["sound_back"] == pytest.approx(ZAP_SECONDS, abs=0.06)


def test_the_time_is_counted_from_the_last_key_of_a_number(playing):
    seconds = taken(zap(playing, ["NUM_1", "NUM_2", "OK"]))
    assert seconds["new_moves"] <= ZAP_SECONDS + FRAME


def test_a_slow_answer_is_counted_once(playing):
    television(playing).faults.set(slow=0.4)
    seconds = taken(zap(playing, {"key": "CHANNEL_UP"}))
    assert 0.4 <= seconds["old_ended"] <= 0.4 + FRAME
    assert 0.4 + ZAP_SECONDS - 0.01 <= seconds["new_moves"] <= 0.4 + ZAP_SECONDS + FRAME
    assert seconds["sound_back"] == pytest.approx(0.4 + ZAP_SECONDS, abs=0.06)


def test_a_channel_that_is_tuned_later_by_itself_is_waited_for(playing):
    seconds = taken(zap(playing, ["NUM_7"]))
    assert DIAL_SECONDS <= seconds["old_ended"] <= DIAL_SECONDS + FRAME


def test_the_banner_is_measured_too(playing):
    playing.wait(5)  # the one from before has gone
    image = {"text": "Ocean", "region": [100, 250, 300, 80]}
    verdict = zap(playing, {"key": "CHANNEL_UP", "banner": image})
    assert verdict, verdict.reason
    assert 0.05 <= taken(verdict)["banner"] <= 1.5


def test_a_banner_that_was_there_before_the_key_is_not_the_new_one(playing):
    anything = {"colour": "black", "distance": 200, "threshold": 0.01}
    verdict = zap(playing, {"key": "CHANNEL_UP", "banner": anything, "within": 1})
    assert verdict.reason.endswith("no banner within 1 s")


def test_a_banner_that_does_not_come_fails(playing):
    banner = {"colour": "lime", "region": [0, 300, 640, 60]}
    verdict = zap(playing, {"key": "CHANNEL_UP", "banner": banner, "within": 1})
    assert not verdict
    assert verdict.reason.endswith("no banner within 1 s")
    assert "new_moves" in taken(verdict)


@pytest.mark.parametrize(
    ("fault", "missing"),
    [("freeze", "no old_ended within 1 s, no new_moves"), ("black", "no new_moves within 1 s")],
)
def test_a_zap_that_does_not_come_about_fails(playing, fault, missing):
    television(playing).faults.set(**{fault: True})
    verdict = zap(playing, {"key": "CHANNEL_UP", "within": 1})
    assert not verdict
    assert missing in verdict.reason


def test_a_device_that_stays_silent_is_measured_without_sound(playing):
    television(playing).faults.set(silence=True)
    verdict = zap(playing, {"key": "CHANNEL_UP", "within": 1})
    assert verdict, verdict.reason
    assert "sound_back" not in taken(verdict)


def test_what_surely_took_too_long_fails(playing):
    verdict = zap(playing, {"key": "CHANNEL_UP", "at_most": 0.1})
    assert not verdict
    assert verdict.reason.endswith("allowed are 0.1 s")
    assert taken(verdict)["new_moves"] > 0.1


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({}, "key"),
        ({"key": []}, "key"),
        ({"key": "UP", "at_most": 9}, "never told within 8 s"),
        ({"key": "UP", "banner": {"freeze": {}}}, "one picture must tell a banner"),
    ],
)
def test_wrong_settings_are_refused(written, told):
    with pytest.raises(ValidationError, match=told):
        Zap.model_validate(written)


def test_it_says_what_it_does_and_needs():
    step = Zap(key=("NUM_1", "OK"))
    assert str(step) == "zap with NUM_1, OK"
    assert step.needs() == {"remote", "picture"}
