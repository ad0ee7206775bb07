"""What `screenrecord` writes, decoded again."""

import asyncio

import av
import numpy as np
import pytest

from actors.simulator.android.console import Console, recorded
from actors.simulator.android.shell import Shell
from actors.simulator.android.system import Android
from actors.simulator.film import FPS, Film
from actors.simulator.television import Television

RECORD = "screenrecord --output-format=h264"


@pytest.fixture
def television():
    return Television("tv-1", size=(320, 180))


def written(television, line):
    """Return what LINE writes, one by one, its complaints, and the exit code."""
    console, _, errors = recorded()
    parts = []

    async def write(data):
        parts.append(data)

    shell = Shell(Android(television, lambda: None), Console(console.read, write, console.err))
    code = asyncio.run(shell.answer(line))
    return parts, errors.decode(), code


def decoded(parts):
    codec = av.VideoCodecContext.create("h264", "r")
    packets = [packet for part in [*parts, b""] for packet in codec.parse(part)]
    return [picture for packet in packets for picture in codec.decode(packet)]


def test_what_moves_is_recorded_up_to_the_time_limit(television):
    television.launch("tv.simulated.live")
    parts, _, code = written(television, f"{RECORD} --time-limit 1 -")
    assert code == 0
    assert 2 < len(decoded(parts)) == len(parts) <= FPS + 1


def test_a_screen_that_stands_still_is_one_picture(television):
    television.faults.set(freeze=True)
    parts, _, _ = written(television, f"{RECORD} --time-limit 1 -")
    [picture] = decoded(parts)
    shown = picture.to_ndarray(format="bgr24").astype(int)
    assert np.abs(shown - television.picture()).mean() < 4


def test_the_size_is_as_asked_for(television):
    film = Film(television, (160, 90), 1_000_000)
    [picture] = decoded([film.develop(0.0)])
    assert (picture.width, picture.height) == (160, 90)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--time-limit 181 -", "outside acceptable range"),
        ("--time-limit x -", "invalid literal"),
        ("--size 10 -", "must be width x height"),
        ("--nope -", "not recognized"),
        ("/sdcard/a.mp4", "standard output"),
    ],
)
def test_what_it_does_not_understand_is_refused(television, words, said):
    parts, errors, code = written(television, f"{RECORD} {words}")
    assert parts == []
    assert said in errors
    assert code != 0
