"""The bluetooth driver before a television that pairs with it, over bumble's own controllers."""

import struct
import threading
import time

import pytest

from actors.drivers.bluetooth import Bluetooth, BluetoothSettings
from actors.errors import NotSupported, Refused, Unreachable
from actors.protocols.bluetooth.peripheral import address
from actors.protocols.bluetooth.usages import CONSUMER, KEYBOARD, KEYS, SIGNS
from tests.actors.drivers.bluetooth_television import Television
from tests.actors.drivers.suite import KeyboardSuite, LinkSuite, NetworkSuite, RemoteSuite
from tests.served import wait_until

NAME = "Lab remote"


@pytest.fixture
def television(background):
    television = Television(address(NAME))
    background.run(television.start())
    yield television
    background.run(television.close())


@pytest.fixture
def build(television, tmp_path):
    """Builds drivers on the adapter before the television; they end with the test."""
    drivers = []

    def build(**settings):
        adapter = f"tcp-client:127.0.0.1:{television.port}"
        fields = {"adapter": adapter, "bonds": str(tmp_path / "bonds.json")} | settings
        drivers.append(Bluetooth(BluetoothSettings(**fields)))
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture
def driver(build, television, background):
    driver = build()
    driver.open()
    background.run(television.pair())
    return driver


@pytest.fixture
def at(tmp_path):
    def build(port):
        adapter = f"tcp-client:127.0.0.1:{port}"
        return Bluetooth(
            BluetoothSettings(adapter=adapter, bonds=str(tmp_path / "bonds"), timeout=0.5)
        )

    return build


def down(television):
    """The (report, number, modifiers) of each key that the television has seen go down."""
    seen = []
    for report, told in list(television.reports):
        if any(told):
            number = told[2] if report == KEYBOARD else struct.unpack("<H", told)[0]
            seen.append((report, number, told[0] if report == KEYBOARD else 0))
    return seen


@pytest.fixture
def arrived(television):
    names = {usage: key for key, usage in KEYS.items()}
    return lambda: [names[usage] for usage in down(television)]


@pytest.fixture
def typed(television):
    signs = {usage: sign for sign, usage in SIGNS.items()}
    return lambda: "".join(signs[usage] for usage in down(television))


class TestNetwork(NetworkSuite):
    pass


class TestRemote(RemoteSuite):
    pass


class TestKeyboard(KeyboardSuite):
    pass


class TestLink(LinkSuite):
    @pytest.fixture
    def driver(self, driver, television, background, monkeypatch):
        """A driver whose television comes back whenever the remote control is on the air again."""
        opened = driver.open

        def open_again():
            opened()
            background.run(television.come_back())

        monkeypatch.setattr(driver, "open", open_again)
        return driver


def test_every_key_goes_down_and_up_in_a_report_of_its_own(driver, television, arrived):
    for key in KEYS:
        driver.press(key)
    wait_until(lambda: len(television.reports) == 2 * len(KEYS))
    assert arrived() == list(KEYS)
    assert all(any(told) != bool(n % 2) for n, (_, told) in enumerate(television.reports))


def test_a_key_stays_down_as_long_as_it_is_held(driver, television):
    began = time.monotonic()
    driver.press("VOLUME_UP", 0.3)
    wait_until(lambda: len(television.reports) == 2)
    assert time.monotonic() - began >= 0.3
    assert television.reports == [(CONSUMER, b"\xe9\x00"), (CONSUMER, b"\x00\x00")]


def test_all_of_ascii_is_typed_with_the_modifiers_of_a_us_keyboard(driver, typed):
    text = "".join(map(chr, range(32, 127)))
    driver.type(text)
    wait_until(lambda: len(typed()) == len(text))
    assert typed() == text


def test_a_key_that_the_television_calls_otherwise(build, television, background, arrived):
    driver = build(keys={"OK": "ENTER"})
    driver.open()
    background.run(television.pair())
    driver.press("OK")
    wait_until(arrived)
    assert arrived() == ["ENTER"]


def test_it_tells_what_a_keyboard_must(driver, television):
    assert television.about["HID Information"][:2] == b"\x11\x01"
    assert television.about["Report Map"].startswith(bytes.fromhex("05010906a101"))


def test_a_stranger_is_told_to_pair_first(build, television, background):
    build().open()
    refusal = background.run(television.peek())
    assert "ENCRYPTION" in str(refusal).upper() or "AUTHENTICATION" in str(refusal).upper()


def test_nobody_connected_is_unreachable_with_what_to_do(build, television):
    driver = build(timeout=0.3)
    with pytest.raises(Unreachable, match="nobody is connected; pair 'Lab remote' in the telev"):
        driver.press("OK")
    with pytest.raises(Unreachable, match="nobody is connected"):
        driver.probe()
    assert television.reports == []


def test_a_television_that_drops_the_connection_comes_back_without_pairing(
    driver, television, background, arrived
):
    driver.press("UP")
    background.run(television.leave())
    background.run(television.come_back())
    driver.press("OK")
    wait_until(lambda: len(arrived()) == 2)
    assert arrived() == ["UP", "OK"]


def test_a_television_that_leaves_while_a_key_is_held_is_told(driver, television, background):
    leaving = threading.Timer(0.1, lambda: background.run(television.leave()))
    leaving.start()
    with pytest.raises(Unreachable, match="the television has left"):
        driver.press("OK", 0.5)
    leaving.join()


def test_a_key_waits_for_a_television_that_is_about_to_come_back(driver, television, background):
    background.run(television.leave())
    background.loop.call_soon_threadsafe(
        lambda: background.loop.create_task(television.come_back())
    )
    driver.press("OK")
    wait_until(lambda: len(down(television)) == 1)


def test_what_pairing_left_lasts_longer_than_the_driver(
    build, driver, television, background, arrived
):
    driver.close()
    other = build()
    other.open()
    background.run(television.come_back())
    other.press("HOME")
    wait_until(arrived)
    assert arrived() == ["HOME"]


def test_an_adapter_that_was_cut_off_is_opened_again(driver, television, background, arrived):
    driver.press("UP")
    background.run(television.cut())
    background.run(television.leave())
    with pytest.raises(Unreachable, match="nobody is connected"):
        driver.press("OK")  # which opens the adapter, and finds nobody there yet
    background.run(television.come_back())
    driver.press("OK")
    wait_until(lambda: len(arrived()) == 2)
    assert arrived() == ["UP", "OK"]


def test_an_adapter_of_no_known_kind_is_unreachable(tmp_path):
    for adapter in ("pigeon:0", "usb:99", "serial:/dev/none", "tcp-client:nowhere"):
        driver = Bluetooth(BluetoothSettings(adapter=adapter, bonds=str(tmp_path / "b"), timeout=2))
        with pytest.raises(Unreachable):
            driver.open()


def test_the_name_gives_the_same_address_each_time_and_another_for_another_name():
    assert str(address("a")) == str(address("a")) != str(address("b"))
    assert address("a").is_static


def test_a_broken_file_of_pairings_is_told(build, tmp_path):
    (tmp_path / "bonds.json").write_text("{not json")
    with pytest.raises(Refused, match=r"bonds\.json tells no pairings"):
        build().open()


def test_what_is_not_on_a_us_keyboard_is_refused_before_anything_is_typed(driver, television):
    with pytest.raises(NotSupported, match="typing 'é'"):
        driver.type("café")
    assert television.reports == []
