"""When checks hold, stay, are stable or gone: in recordings, and on a device that goes wrong."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pydantic import TypeAdapter

from actors.checks.black import Black
from actors.checks.colour import Colour
from actors.checks.freeze import Freeze
from actors.checks.motion import Motion
from actors.checks.silence import Silence
from actors.checks.sound import Sound
from actors.checks.still import Still
from actors.parse import AnyCheck
from actors.steps.expect import Expect
from actors.until import Patience, answer
from actors.verdict import Verdict
from tests.actors.clips import RATE, recording
from tests.actors.devices import DEMO, simulated, television

STEP = 1 / RATE
MOVES, STANDS = "m" * 40, "s" * 60


def asked(check, letters: str, until="holds", *, lasting=0.0, sound="") -> Verdict:
    seen = recording(letters, sound)
    return answer(check, seen, until, patience=Patience(99, lasting))


@pytest.mark.parametrize(
    ("check", "letters", "gone"),
    [
        (Motion(), MOVES + STANDS, 39),  # since when nothing moved any more
        (Freeze(), STANDS + MOVES, 60),
        (Still(), STANDS + MOVES, 60),
        (Black(), "b" * 20 + MOVES, 20),
        (Colour(colour="black"), "b" * 20 + MOVES, 20),
    ],
)
def test_what_is_gone_is_so_since_the_picture_that_ended_it(check, letters, gone):
    verdict = asked(check, letters, "gone")
    assert verdict, verdict.reason
    assert (verdict.start, verdict.error) == (pytest.approx(gone * STEP), pytest.approx(STEP))


@pytest.mark.parametrize(
    ("check", "letters"),
    [
        (Motion(), MOVES),
        (Freeze(), "s" * 10 + "x" + "s" * 60),  # one broken picture
        (Black(), "b" * 20 + "m" + "b" * 30),
    ],
)
def test_what_was_not_there_for_one_picture_is_not_gone(check, letters):
    verdict = asked(check, letters, "gone")
    assert not verdict, verdict.reason


def test_what_never_was_is_gone_from_the_first_looks_on():
    assert asked(Freeze(), MOVES, "gone").reason.startswith("not there: ")


def test_sound_is_gone_and_silence_comes_to_stay():
    playing = "t" * 40 + "." * 60
    assert asked(Sound(), "", "gone", sound=playing).start == pytest.approx(1.6, abs=0.1)
    silence = asked(Silence(), "", "stays", lasting=2, sound=playing)
    assert silence.start == pytest.approx(1.6, abs=0.05)
    assert not asked(Silence(), "", "stays", lasting=3, sound=playing)


def test_what_stays_lasts_from_its_own_beginning_on():
    verdict = asked(Freeze(), MOVES + STANDS + MOVES, "stays", lasting=2)
    assert verdict.start == pytest.approx(39 * STEP)
    assert not asked(Freeze(), MOVES + STANDS + MOVES, "stays", lasting=3)


def test_what_stays_black_is_not_lit_by_one_picture():
    assert not asked(Black(), "m" * 9 + "b" * 20 + "m" + "b" * 60, "stays", lasting=2)


def test_what_is_stable_forgives_one_picture_and_tells_its_stages():
    letters = "m" * 10 + "b" * 10 + "mmm" + "b" * 25 + "m" + "b" * 40
    verdict = asked(Black(), letters, "stable", lasting=2)
    stages = {measure.name: measure.seconds for measure in verdict.measures}
    assert stages["started"] == pytest.approx(10 * STEP)
    assert stages["complete"] == pytest.approx(23 * STEP)
    assert stages["stable"] == pytest.approx(23 * STEP + 2)


def test_what_is_stable_from_the_beginning_started_then():
    verdict = asked(Still(), STANDS, "stable", lasting=1.5)
    assert [measure.seconds for measure in verdict.measures] == pytest.approx([0, 0, 1.5], abs=STEP)


@pytest.mark.parametrize("until", ["holds", "stays"])
def test_motion_begins_with_its_first_move(until):
    verdict = asked(Motion(), STANDS + MOVES + STANDS, until, lasting=1 if until == "stays" else 0)
    assert (verdict.start, verdict.error) == (pytest.approx(60 * STEP), pytest.approx(STEP))
    if until == "holds":
        assert verdict.end == pytest.approx(99 * STEP)


@pytest.fixture
def playing():
    """A device that shows a programme, with its sound."""
    device = simulated(size=(1280, 720))
    television(device).launch("tv.simulated.live")
    next(iter(device.frames(1)))
    device.wait(0.5)  # the black of the change of channel
    return device


@contextmanager
def switched(device, seconds: float, **faults: bool) -> Iterator[None]:
    """Let FAULTS begin in SECONDS."""
    timer = threading.Timer(seconds, lambda: television(device).faults.set(**faults))
    timer.start()
    yield
    timer.cancel()
    timer.join()


def expect(device, written: dict, **settings) -> Verdict:
    check = TypeAdapter(AnyCheck).validate_python(written, context={"folder": DEMO})
    return Expect(check=check, **settings).run(device)


LIVE = {"image": "live.png", "region": [52, 32, 112, 56]}


def test_without_a_time_a_device_is_watched_for_as_long_as_the_check_lasts(playing):
    assert expect(playing, {"motion": {}})
    assert expect(playing, {"sound": {}})
    television(playing).faults.set(freeze=True, silence=True)
    assert expect(playing, {"freeze": {}})
    assert expect(playing, {"silence": {}})
    assert not expect(playing, {"motion": {"seconds": 0.3}})


@pytest.mark.parametrize(
    ("check", "fault", "later"),
    [
        ({"freeze": {}}, "freeze", 0.3),
        ({"black": {}}, "black", 1.6),  # later than it is watched for without a time
        ({"silence": {}}, "silence", 0.3),
    ],
)
def test_a_fault_that_begins_is_seen_within_the_time(playing, check, fault, later):
    with switched(playing, later, **{fault: True}):
        verdict = expect(playing, check, within=4)
    assert verdict, verdict.reason
    assert verdict.end - verdict.start >= verdict.check.seconds - 1e-6


@pytest.mark.parametrize("check", [{"motion": {"seconds": 0.3}}, LIVE])
def test_what_stays_on_a_device_lasts(playing, check):
    verdict = expect(playing, check, until="stays", lasting=0.6)
    assert verdict, verdict.reason
    with switched(playing, 0.4, black=True):
        assert not expect(playing, check, until="stays", lasting=1.5)


@pytest.mark.parametrize("check", [{"motion": {"seconds": 0.3}}, {"sound": {}}, LIVE])
def test_what_goes_on_a_device_is_gone(playing, check):
    assert not expect(playing, check, until="gone", within=0.4)
    with switched(playing, 0.3, black=True, silence=True):
        verdict = expect(playing, check, until="gone", within=3)
    assert verdict, verdict.reason


@pytest.mark.parametrize("check", [{"motion": {"seconds": 0.3}}, {"sound": {}}, LIVE])
def test_what_comes_back_on_a_device_becomes_stable(playing, check):
    television(playing).faults.set(black=True, silence=True)
    with switched(playing, 0.4, black=False, silence=False):
        verdict = expect(playing, check, until="stable", within=4, lasting=0.5)
    assert verdict, verdict.reason
    started, complete, stable = (measure.seconds for measure in verdict.measures)
    assert 0 < started <= complete < stable
