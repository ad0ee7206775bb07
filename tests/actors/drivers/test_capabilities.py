"""One suite over every driver: what each capability promises holds for all that give it."""

import pickle
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from actors import kinds
from actors.driver import capabilities
from actors.drivers.adb import Adb, AdbSettings
from actors.drivers.ir import Ir, IrSettings
from actors.drivers.simulated import Simulated, SimulatedSettings
from actors.drivers.video import Video, VideoSettings
from actors.errors import NotSupported
from actors.interface import (
    Apps,
    Elements,
    Keyboard,
    Picture,
    Remote,
    Shell,
    Sound,
    Touch,
)

KEYMAP = {"name": "tv", "protocol": "nec", "address": 4, "keys": {"UP": 1, "OK": 2, "HOME": 3}}


def adb(request):
    device, server = request.getfixturevalue("android"), request.getfixturevalue("server")
    return Adb(AdbSettings(serial=device.serial, server=server))


def ir(request):
    port = request.getfixturevalue("transmitter").port
    return Ir(IrSettings(host="127.0.0.1", port=port, keymap=KEYMAP))


def simulated(_):
    return Simulated(SimulatedSettings())


def video(request):
    return Video(VideoSettings(url=request.getfixturevalue("sender").url))


DRIVERS = {"adb": (Adb, adb), "ir": (Ir, ir), "simulated": (Simulated, simulated),
           "video": (Video, video)}  # fmt: skip


def giving(face):
    names = [name for name, (kind, _) in DRIVERS.items() if issubclass(kind, face)]
    return pytest.mark.parametrize("driver", names, indirect=True)


@pytest.fixture
def driver(request):
    driver = DRIVERS[request.param][1](request)
    driver.open()
    yield driver
    driver.close()


def test_every_kind_of_driver_is_in_this_suite():
    assert list(DRIVERS) == kinds.kinds("actors.drivers")


@pytest.mark.parametrize("name", DRIVERS)
def test_the_file_name_is_the_kind(name):
    kind = DRIVERS[name][0]
    assert kind.__module__ == f"actors.drivers.{name}"
    assert capabilities(kind)


@giving(object)
class TestDriver:
    def test_the_probe_says_what_proved_the_link(self, driver):
        assert driver.probe()

    def test_opening_and_closing_twice_is_harmless(self, driver):
        driver.open()
        driver.close()
        driver.close()
        driver.open()
        assert driver.probe()

    def test_settings_survive_the_way_to_another_process(self, driver):
        assert pickle.loads(pickle.dumps(driver.settings)) == driver.settings


@giving(Remote)
class TestRemote:
    def test_takes_the_keys_that_every_remote_has(self, driver):
        for key in ("UP", "OK", "HOME"):
            driver.press(key)

    def test_an_unknown_key_is_refused_by_name(self, driver):
        with pytest.raises(NotSupported, match="JUMP") as error:
            driver.press("JUMP")
        assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


@giving(Touch)
class TestTouch:
    def test_the_screen_has_the_size_of_the_picture(self, driver):
        assert driver.screen_size() == driver.frame().size

    def test_a_tap_on_what_is_clickable_opens_it(self, driver):
        before = [one.text for one in driver.elements()]
        left, top, width, height = next(
            one.bounds for one in driver.elements() if one.text == "Settings"
        )
        driver.tap(left + width // 2, top + height // 2)
        assert [one.text for one in driver.elements()] != before

    def test_a_finger_moves_the_focus(self, driver):
        before = focus(driver)
        driver.swipe((640, 600), (640, 100), 0.1)
        assert focus(driver) != before


@giving(Keyboard)
class TestKeyboard:
    def test_text_comes_out_as_it_went_in(self, driver):
        driver.launch(next(app for app in driver.apps() if "search" in app))
        driver.type("ab 'c' 5%s")
        assert any("ab 'c' 5%s" in one.text.lower() for one in driver.elements())


@giving(Picture)
class TestPicture:
    def test_a_picture_is_blue_green_red_bytes(self, driver):
        frame = driver.frame()
        assert frame.pixels.dtype == np.uint8
        assert frame.pixels.shape == (frame.size[1], frame.size[0], 3)

    def test_a_picture_was_taken_a_moment_ago(self, driver):
        at = driver.frame().at
        assert 0 <= time.time() - at < 2

    def test_time_goes_on_from_picture_to_picture(self, driver):
        first = driver.frame().at
        while driver.frame().at <= first:
            time.sleep(0.01)

    def test_several_threads_may_look_at_once(self, driver):
        seen = []
        threads = [threading.Thread(target=lambda: seen.append(driver.frame())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({frame.size for frame in seen}) == 1
        assert len(seen) == 4


@giving(Sound)
class TestSound:
    def test_sound_is_mono_samples_of_the_seconds_asked_for(self, driver):
        heard = driver.sound(0.25)
        expected = (np.int16, (round(heard.rate * 0.25),))
        assert (heard.samples.dtype, heard.samples.shape) == expected

    def test_sound_tells_when_it_played(self, driver):
        before = time.time()
        heard = driver.sound(0.25)
        assert before - 5 < heard.at < heard.end <= time.time() + 0.5


@giving(Shell)
class TestShell:
    def test_output_and_exit_code_come_back(self, driver):
        assert driver.shell(["echo", "a  b"]).output == "a  b\n"
        assert driver.shell(["cat", "/none"]).code != 0


@giving(Apps)
class TestApps:
    def test_what_is_installed_can_be_brought_to_the_front(self, driver):
        apps = driver.apps()
        assert apps == sorted(apps)
        driver.launch(apps[-1])
        driver.stop_app(apps[-1])

    def test_what_is_not_installed_is_refused_by_name(self, driver):
        with pytest.raises(NotSupported, match=r"com\.none"):
            driver.launch("com.none")


@giving(Elements)
class TestElements:
    def test_the_outermost_element_comes_first_and_holds_all_others(self, driver):
        first, *rest = driver.elements()
        assert first.bounds == (0, 0, *driver.screen_size())
        assert rest


def focus(driver):
    return next(one.id for one in driver.elements() if one.focused)


@pytest.mark.parametrize("name", ["adb", "ir", "video", "simulated"])
def test_importing_a_driver_loads_nothing_heavy(name):
    heavy = "{'adbutils', 'av', 'cv2', 'numpy'} & set(sys.modules)"
    script = f"import sys, actors.drivers.{name}; print({heavy} or 'light')"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "light\n"
