"""Test cases: read, run step by step, and what each kind of trouble makes of the outcome."""

import cv2
import numpy as np
import pytest

from actors import errors
from actors.device import Device
from actors.outcome import Outcome
from actors.testcase import StepRecord, StepStarted, load_case, run
from navigation.errors import Lost, NoRoute, UnknownScreen
from navigation.hop import Arrival
from tests.actors.devices import HOME, LIVE, app, case, simulated, spec, television
from tests.actors.plugins.scripted import Scripted
from tests.served import wait_until


def raising(error):
    def script(key):
        raise error

    return script


def records(*steps, device):
    return [event for event in run(case(*steps), device) if isinstance(event, StepRecord)]


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "zap.yaml"
        path.write_text(text)
        return path

    return write


ZAP = """\
name: zap
needs: [sound]
variables: {channel: 7}
steps:
  - press: CHANNEL_UP
  - expect: {text: "${channel}", within: 3}
"""


def test_a_case_needs_what_it_names_and_what_its_steps_need(written):
    assert load_case(written(ZAP)).capabilities() == {"sound", "remote", "picture"}


def test_the_variables_of_a_campaign_go_before_its_own(written):
    assert load_case(written(ZAP)).steps[1].check.expected == "7"
    assert load_case(written(ZAP), {"channel": 8}).steps[1].check.expected == "8"


@pytest.mark.parametrize(
    ("change", "line", "field", "reason"),
    [
        (("needs", "kneads"), 2, "kneads", "unknown field"),
        (("press:", "prss:"), 5, "steps.0", "no kind 'prss' (there are close, expect, goto"),
        (("text:", "txet:"), 6, "steps.1.check", "no kind 'txet' (there are black, blocks, colour"),
        (("within: 3", "within: x"), 6, "steps.1.within", "Input should be a valid number"),
        (
            ("${channel}", "${chanel}"),
            6,
            "steps.1.expect.text",
            "no variable ${chanel} (there are ch",
        ),
        (("name: zap", "about: zap"), None, "name", "is missing"),
    ],
)
def test_a_bad_case_is_told_with_line_and_field(written, change, line, field, reason):
    path = written(ZAP.replace(*change))
    with pytest.raises(errors.ConfigError) as caught:
        load_case(path)
    assert (caught.value.file, caught.value.line, caught.value.field) == (str(path), line, field)
    assert caught.value.reason.startswith(reason)


def test_each_step_is_told_when_it_begins_and_when_it_ended():
    first, done, *rest = run(case({"press": "UP"}, {"sleep": 0}), simulated())
    assert isinstance(first, StepStarted)
    assert (first.number, first.what, done.what, done.kind) == (0, "press UP", "press UP", "press")
    assert first.at <= done.started <= done.ended
    assert [(event.number, type(event)) for event in rest] == [(1, StepStarted), (1, StepRecord)]


def test_a_record_has_the_verdict_its_numbers_and_its_picture():
    device = simulated(size=(1280, 720))
    [record] = records({"expect": HOME}, device=device)
    assert record.outcome is Outcome.PASS
    assert (record.threshold, record.score >= record.threshold) == (0.8, True)
    assert record.searched == (40, 16, 240, 84)
    assert record.region is not None
    assert cv2.imdecode(np.frombuffer(record.with_picture().picture, np.uint8), 1).shape == (
        720,
        1280,
        3,
    )
    assert record.size == (1280, 720)


def test_a_step_that_judges_nothing_has_a_picture_and_no_score():
    [record] = records({"press": "UP"}, device=simulated())
    assert (record.outcome, record.score, record.threshold) == (Outcome.PASS, None, None)
    assert (record.size, record.with_picture().picture is None) == ((320, 180), False)


def test_a_device_without_a_picture_leaves_records_without():
    device = simulated(faults="cable_out")
    [record] = records({"press": "UP"}, device=device)
    assert (record.outcome, record.picture, record.size) == (Outcome.PASS, None, None)


def test_the_first_verdict_that_is_false_fails_the_case_and_ends_it():
    device = simulated(size=(1280, 720))
    ended = records({"expect": HOME}, {"expect": LIVE}, {"press": "UP"}, device=device)
    assert [record.outcome for record in ended] == [Outcome.PASS, Outcome.FAIL]
    assert "live.png matches" in ended[-1].reason


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (errors.Stopped("told to"), Outcome.CANCELLED),
        (errors.DriverError("scripted", "a", "nonsense"), Outcome.LOST),
        (errors.Unreachable("scripted", "a", "gone"), Outcome.LOST),
        (errors.TookTooLong("scripted", "a", "no answer"), Outcome.LOST),
        (Lost("home", "it is elsewhere"), Outcome.FAIL),
        (NoRoute("home", "live", 0), Outcome.ERROR),
        (UnknownScreen("shop", ("home",)), Outcome.ERROR),
        (errors.NotSupported("tv-1", "power"), Outcome.ERROR),
        (errors.NotAllowed("tv-1", "shell", "shell: true"), Outcome.ERROR),
        (errors.CannotJudge("region outside"), Outcome.ERROR),
        (errors.StaleLease("tv-1", "bob"), Outcome.ERROR),
    ],
)
def test_each_error_has_its_outcome_and_its_words_are_the_reason(scripts, error, outcome):
    scripts["a"] = raising(error)
    [record] = records({"press": "OK"}, {"press": "UP"}, device=Device(spec({"scripted": "a"})))
    assert (record.outcome, record.reason) == (outcome, str(error))


def test_whatever_else_a_step_raises_is_an_error_with_its_name(scripts):
    scripts["a"] = raising(ZeroDivisionError("by zero"))
    [record] = records({"press": "OK"}, device=Device(spec({"scripted": "a"})))
    assert (record.outcome, record.reason) == (Outcome.ERROR, "ZeroDivisionError: by zero")


def test_a_driver_that_was_lost_is_opened_anew(scripts):
    scripts["a"] = raising(errors.Unreachable("scripted", "a", "gone"))
    device = Device(spec({"scripted": "a"}))
    records({"press": "OK"}, device=device)
    driver = device.look(Scripted)
    assert (driver.opened, driver.closed) == (2, 1)


def test_a_device_that_is_back_passes_again():
    device = simulated(faults="offline")
    assert records({"press": "UP"}, device=device)[0].outcome is Outcome.LOST
    device._links[0].driver.television.faults.set(offline=False)
    wait_until(lambda: records({"press": "UP"}, device=device)[0].outcome is Outcome.PASS)


def test_a_way_that_leads_nowhere_fails_the_product_and_shows_the_picture():
    edge = {"from": "home", "to": "live", "do": [{"press": "UP"}]}
    device = simulated(app(edge, home=HOME, live=LIVE), size=(1280, 720))
    [record] = records({"goto": "live"}, device=device)
    assert record.outcome is Outcome.FAIL
    assert "home → live left the device at 'home'" in record.reason
    assert record.with_picture().picture is not None


def test_a_step_tells_the_edges_that_it_tried_also_where_it_failed():
    edge = {"from": "home", "to": "live", "do": [{"press": "UP"}]}
    device = simulated(app(edge, home=HOME, live=LIVE), size=(1280, 720))
    before, failed = records({"press": "HOME"}, {"goto": "live"}, device=device)
    assert before.hops == ()
    assert {(hop.map, hop.edge, hop.arrival) for hop in failed.hops} == {
        ("app", "home → live", Arrival.NO_CHANGE)
    }
    assert device.hops == []


def test_a_goto_to_an_unknown_screen_is_an_error_of_the_case():
    device = simulated(app(home=HOME), size=(1280, 720))
    [record] = records({"goto": "shop"}, device=device)
    assert record.outcome is Outcome.ERROR
    assert record.reason == "no screen 'shop' in the map (it has home)"


def test_a_stop_cancels_the_step_and_does_no_other():
    device = simulated()
    device.stopping.set()
    ended = records({"press": "UP"}, {"press": "UP"}, device=device)
    assert [record.outcome for record in ended] == [Outcome.CANCELLED]
    device.stopping.clear()
    assert list(television(device).log) == []
