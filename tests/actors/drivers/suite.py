"""What each capability promises, as one suite each, for every driver that gives it.

The file of a driver's tests takes a suite over by a class of its own, and gives it fixtures:
`driver`, which is open and closed after the test, and those that a suite's docstring names.
"""

import pickle
import threading
import time

import numpy as np
import pytest

from actors.errors import DriverError, NotSupported, Refused, TookTooLong, Unreachable
from tests.faulty import answers_garbage, hangs_up, never_answers
from tests.served import free_port, wait_until


class LinkSuite:
    """Of every driver."""

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

    def test_nothing_that_it_needs_is_missing_here(self, driver):
        assert driver.lacks() == ()


class NetworkSuite:
    """Of drivers that reach a TCP port.  at(port): a closed driver to it, timeout below 1 s."""

    def test_where_nobody_listens_is_unreachable(self, at):
        driver = at(free_port())
        error = failure(driver)
        assert type(error) is Unreachable
        assert (error.driver, error.source) == (driver.settings.kind, driver.source)

    def test_a_host_that_never_answers_took_too_long(self, at, faulty):
        assert type(failure(at(faulty(never_answers).port))) is TookTooLong

    def test_a_host_that_hangs_up_is_told_as_such(self, at, faulty):
        assert type(failure(at(faulty(hangs_up).port))) in (Unreachable, Refused)

    def test_garbage_is_told_as_such(self, at, faulty):
        # which of the three depends on how much of it the protocol takes for the start of an answer
        assert type(failure(at(faulty(answers_garbage).port))) in (
            Refused,
            Unreachable,
            TookTooLong,
        )


def failure(driver):
    """Return what opening and probing DRIVER raises, which says the same after a way elsewhere."""
    with pytest.raises(DriverError) as raised:
        prove(driver)
    driver.close()
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)
    return raised.value


def prove(driver):
    driver.open()
    driver.probe()


def refused(act):
    """Return how ACT is refused, or nothing where it is done."""
    try:
        act()
    except NotSupported as e:
        return str(e)
    return ""


class RemoteSuite:
    """Of Remote.  arrived(): the keys that the other side has seen, by their names in test cases.

    `keys` may be overridden where a remote control has no UP, OK and HOME.
    """

    keys = ("UP", "OK", "HOME")

    def test_each_key_arrives_once_and_in_order(self, driver, arrived):
        for key in self.keys:
            driver.press(key)
        wait_until(lambda: len(arrived()) >= len(self.keys))
        assert tuple(arrived()) == self.keys

    def test_a_key_is_pressed_as_often_as_it_is_asked_for(self, driver, arrived):
        for _ in range(3):
            driver.press(self.keys[0])
        wait_until(lambda: len(arrived()) >= 3)
        assert tuple(arrived()) == self.keys[:1] * 3

    def test_an_unknown_key_is_refused_by_name_and_none_is_sent(self, driver, arrived):
        with pytest.raises(NotSupported, match="JUMP") as error:
            driver.press("JUMP")
        assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)
        assert list(arrived()) == []


class TouchSuite:
    """Of Touch.  touched(): the points that the other side has seen, in its own pixels."""

    def test_a_tap_arrives_where_it_was_aimed(self, driver, touched):
        width, height = driver.screen_size()
        driver.tap(width // 4, height // 2)
        wait_until(touched)
        assert list(touched()) == [(width // 4, height // 2)]

    def test_a_corner_can_be_touched(self, driver, touched):
        width, height = driver.screen_size()
        driver.tap(width - 1, height - 1)
        wait_until(touched)
        assert list(touched()) == [(width - 1, height - 1)]


class KeyboardSuite:
    """Of Keyboard.  typed(): the text that the other side has seen."""

    @pytest.mark.parametrize("text", ["news", "a b  c", 'it\'s "5" %s', "&|<>$;`\\(){}*?!#~"])
    def test_text_comes_out_as_it_went_in(self, driver, typed, text):
        driver.type(text)
        wait_until(lambda: len(typed()) >= len(text))
        assert typed() == text

    @pytest.mark.parametrize("text", ["žluťoučký ñ", "привет", "☕🙂"])
    def test_other_signs_come_out_so_too_or_are_refused(self, driver, typed, text):
        refusal = refused(lambda: driver.type(text))
        wait_until(lambda: refusal or len(typed()) >= len(text))
        assert typed() == ("" if refusal else text)
        assert text[-1] in (refusal or text)


class PictureSuite:
    """Of Picture."""

    def test_a_picture_is_blue_green_red_bytes(self, driver):
        frame = driver.frame()
        assert frame.pixels.dtype == np.uint8
        assert frame.pixels.shape == (frame.size[1], frame.size[0], 3)

    def test_a_picture_was_taken_a_moment_ago(self, driver):
        at = driver.frame().at
        assert 0 <= time.time() - at < 2

    def test_time_goes_on_from_picture_to_picture(self, driver):
        first = driver.frame().at
        wait_until(lambda: driver.frame().at > first)

    def test_several_threads_may_look_at_once(self, driver):
        seen = []
        threads = [threading.Thread(target=lambda: seen.append(driver.frame())) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({frame.size for frame in seen}) == 1
        assert len(seen) == 4


class SoundSuite:
    """Of Sound."""

    def test_sound_is_mono_samples_of_the_seconds_asked_for(self, driver):
        heard = driver.sound(0.25)
        expected = (np.int16, (round(heard.rate * 0.25),))
        assert (heard.samples.dtype, heard.samples.shape) == expected

    def test_sound_tells_when_it_played(self, driver):
        before = time.time()
        heard = driver.sound(0.25)
        assert before - 5 < heard.at < heard.end <= time.time() + 0.5


class PowerSuite:
    """Of Power.  is_live(): whether the other side supplies power; it does when a test begins."""

    def test_off_and_on_reach_the_supply_and_are_read_back(self, driver, is_live):
        for on in (False, True, True):
            driver.switch(on)
            assert is_live() is on
            assert driver.is_on() is on


class ShellSuite:
    """Of Shell, where commands are those of a Unix system."""

    def test_output_and_exit_code_come_back(self, driver):
        assert driver.shell(["echo", "a  b"]).output == "a  b\n"
        assert driver.shell(["cat", "/none"]).code != 0

    def test_arguments_arrive_as_they_are(self, driver):
        odd = 'it\'s "5" & | < > $HOME ; `id` \\ *'
        assert driver.shell(["echo", odd]).output == f"{odd}\n"


class AppsSuite:
    """Of Apps.  fronted(): the application in front, as the other side has it."""

    def test_what_is_installed_can_be_brought_to_the_front(self, driver, fronted):
        apps = driver.apps()
        assert apps == sorted(apps)
        driver.launch(apps[-1])
        wait_until(lambda: fronted() == apps[-1])

    def test_an_application_that_was_ended_is_not_in_front(self, driver, fronted):
        app = driver.apps()[-1]
        driver.launch(app)
        wait_until(lambda: fronted() == app)
        driver.stop_app(app)
        wait_until(lambda: fronted() != app)

    def test_what_is_not_installed_is_refused_by_name(self, driver):
        with pytest.raises(NotSupported, match=r"com\.none"):
            driver.launch("com.none")


class ElementsSuite:
    """Of Elements."""

    def test_elements_have_places_within_the_screen(self, driver):
        width, height = driver.screen_size()
        elements = driver.elements()
        assert elements
        for one in elements:
            left, top, w, h = one.bounds
            assert 0 <= left <= left + w <= width
            assert 0 <= top <= top + h <= height
