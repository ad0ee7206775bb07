"""The drivers video and ir together, before one simulated set-top box."""

import asyncio
import time

import numpy as np
import pytest

from actors.drivers.ir import Ir, IrSettings
from actors.drivers.video import Video, VideoSettings
from actors.errors import DriverError
from actors.keymap import load_keymap
from actors.simulator.blaster import Blaster
from actors.simulator.stream import Broadcast
from actors.simulator.television import Television


@pytest.fixture
def box():
    return Television("box-1", size=(640, 360))


@pytest.fixture
def wires(loop, box):
    """The ports of the box: where its picture comes from, and where its keys go."""

    def run(coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

    broadcast, blaster = Broadcast(box), Blaster(box, load_keymap("simulated"))
    run(broadcast.start())
    run(blaster.start())
    yield broadcast.port, blaster.port
    run(broadcast.close())
    run(blaster.close())


@pytest.fixture
def video(wires):
    driver = Video(VideoSettings(url=f"tcp://127.0.0.1:{wires[0]}", max_age=1.0))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def ir(wires):
    driver = Ir(
        IrSettings.model_validate({"globalcache": f"127.0.0.1:{wires[1]}", "keymap": "simulated"})
    )
    driver.open()
    yield driver
    driver.close()


def until(holds):
    """Wait for HOLDS, which may not be reachable yet; fail when that takes far too long."""
    deadline = time.monotonic() + 60
    while not _reached(holds):
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.01)


def _reached(holds):
    try:
        return holds()
    except DriverError:
        return False


def until_it_fails(look):
    deadline = time.monotonic() + 60
    while look():
        assert time.monotonic() < deadline, "it never failed"
        time.sleep(0.01)


def difference(one, other):
    return float(np.abs(one.astype(int) - other).mean())


def test_what_is_received_is_what_the_box_draws(video, box):
    frame = video.frame()
    assert frame.size == box.size
    assert difference(frame.pixels, box.picture()) < 6


def test_a_key_sent_by_infrared_is_seen_in_the_picture(video, ir, box):
    before = video.frame().pixels
    ir.press("DOWN")
    assert "key DOWN" in box.log[-1]
    until(lambda: difference(video.frame().pixels, before) > 2)


def test_every_key_of_the_remote_reaches_the_box(ir, box):
    for key in ("NUM_7", "CHANNEL_UP", "MUTE"):
        ir.press(key)
        assert box.log[-1].endswith(f"key {key}")


def test_a_programme_is_heard_and_silence_too(video, box):
    box.launch(next(app.package for app in box.apps if app.page == "live"))
    until(lambda: np.abs(video.sound(0.2).samples).max() > 500)
    box.faults.set(silence=True)
    until(lambda: np.abs(video.sound(0.2).samples).max() < 10)


def test_the_cable_out_is_told_and_the_cable_back_is_seen(video, box):
    box.faults.set(cable_out=True)
    with pytest.raises(DriverError, match=r"no picture for 1\.\d s: what comes .* is no picture"):
        until_it_fails(video.frame)
    box.faults.set(cable_out=False)
    until(lambda: time.time() - video.frame().at < 1)


def test_a_box_without_its_cable_cannot_be_opened(wires, box):
    box.faults.set(cable_out=True)
    with pytest.raises(DriverError):
        Video(VideoSettings(url=f"tcp://127.0.0.1:{wires[0]}")).open()


def test_the_probes_name_what_is_there(video, ir):
    assert video.probe().startswith("picture 640x360")
    assert ir.probe() == "transmitter version 710-1005-05"
