"""When a device gives no signal: flat or with bars, still and unheard."""

import cv2
import numpy as np
import pytest

from actors.checks.no_signal import NoSignal
from actors.evidence import Recording
from actors.interface import Frame
from tests.actors.clips import RATE, heard, page, recording

SIZE = (320, 180)
BARS = [(191, 191, 191), (0, 191, 191), (191, 191, 0), (0, 191, 0), (191, 0, 191), (0, 0, 191),
        (191, 0, 0)]  # fmt: skip


def flat(number: int) -> np.ndarray:
    return np.full((180, 320, 3), (160, 40, 10), np.uint8)


def captioned(number: int) -> np.ndarray:
    picture = flat(number)
    cv2.putText(picture, "NO SIGNAL", (110, 95), 0, 0.5, (255, 255, 255))
    return picture


def bars(number: int) -> np.ndarray:
    columns = np.linspace(0, 7, 320, endpoint=False).astype(int)
    return np.ascontiguousarray(np.array(BARS, np.uint8)[columns][None].repeat(180, axis=0))


def shown(draw, *, seconds=3.0, sound="") -> Recording:
    frames = [Frame(draw(n), n / RATE) for n in range(round(seconds * RATE))]
    return Recording(frames, SIZE, heard=heard(sound) if sound else ())


@pytest.mark.parametrize("draw", [flat, captioned, bars])
def test_a_flat_picture_that_stays_is_no_signal(draw):
    verdict = NoSignal().judge(shown(draw))
    assert verdict, verdict.reason
    assert (verdict.start, verdict.end) == (0.0, pytest.approx(2.96))


@pytest.mark.parametrize(
    "seen",
    [shown(flat, seconds=1.5), shown(lambda _: page()), recording("m" * 80)],
    ids=["too short", "a page", "a film"],
)
def test_what_is_no_flat_picture_for_long_enough_is_a_signal(seen):
    assert not NoSignal().judge(seen)


def test_what_is_heard_is_a_signal():
    assert not NoSignal().judge(shown(flat, sound="t" * 75))
    quiet = NoSignal().judge(shown(flat, seconds=4, sound="t" * 25 + "." * 75))
    assert quiet.start == pytest.approx(1.0, abs=0.1)


def test_what_is_masked_does_not_count():
    def logo(number: int) -> np.ndarray:
        picture = flat(number)
        cv2.circle(picture, (250 + number % 20, 40), 25, (255, 255, 255), -1)
        return picture

    assert not NoSignal().judge(shown(logo))
    assert NoSignal(mask=((200, 0, 120, 80),)).judge(shown(logo))
