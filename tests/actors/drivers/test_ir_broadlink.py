"""The ir driver and Broadlink's RM, simulated: no real one runs here, the bytes on the wire are."""

import sys

import pytest
from broadlink.remote import data_to_pulses, pulses_to_data

from actors.drivers.ir import Ir, IrSettings
from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from actors.keymap import Keymap
from actors.protocols.infrared.protocols import recognised
from actors.protocols.transmitters.broadlink import Broadlink
from actors.protocols.transmitters.control import Refusal
from tests.actors.drivers.broadlink_rm import PLUG, RM4_MINI, RM_MINI, Rm
from tests.actors.drivers.suite import LinkSuite, RemoteSuite
from tests.served import free_port

KEYMAP = {"name": "tv", "protocol": "nec", "address": 4, "keys": {"UP": 1, "OK": 2, "HOME": 3}}


@pytest.fixture
def build():
    """Builds RMs that end with the test."""
    rms = []

    def build(kind=RM_MINI, port=0):
        rms.append(Rm(kind, port))
        return rms[-1]

    yield build
    for rm in rms:
        rm.end()


@pytest.fixture(params=[RM_MINI, RM4_MINI], ids=["RM mini 3", "RM4 mini"])
def rm(request, build):
    return build(request.param)


def reaching(port, **more):
    return Ir(IrSettings(**{"broadlink": f"127.0.0.1:{port}", "keymap": KEYMAP} | more))


@pytest.fixture
def driver(rm):
    driver = reaching(rm.port)
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def arrived(rm):
    return lambda: [key for packet in rm.sent for key in heard(packet)]


def heard(packet, keymap=KEYMAP):
    train = data_to_pulses(packet) * (1 + packet[1])
    return Keymap(**keymap).heard([float(pulse) for pulse in train])


class TestLink(LinkSuite):
    pass


class TestRemote(RemoteSuite):
    pass


@pytest.mark.parametrize(("hold", "frames"), [(0.1, 1), (0.11, 2), (1.0, 10)])
def test_a_held_key_is_one_packet_with_all_its_repeats(driver, rm, arrived, hold, frames):
    driver.press("OK", hold)
    assert arrived() == ["OK"] * frames
    assert len(rm.sent) == 1


def test_a_key_that_is_sent_whole_again_is_counted_by_the_rm(build):
    rm, samsung = build(), {**KEYMAP, "protocol": "samsung"}
    driver = reaching(rm.port, keymap=samsung)
    driver.press("OK", 5.0)
    assert rm.sent[0][1] == 46
    assert heard(rm.sent[0], samsung) == ["OK"] * 47


def test_a_hold_that_needs_too_long_a_packet_is_refused(driver, rm):
    with pytest.raises(NotSupported, match="holding a key for 60"):
        driver.press("OK", 60.0)
    assert rm.sent == []


def test_the_probe_names_model_and_firmware(driver):
    assert driver.probe() in (
        "transmitter version RM mini 3 with firmware 44",
        "transmitter version RM4 mini with firmware 44",
    )


def test_an_rm_that_has_forgotten_its_client_is_asked_for_a_key_again(driver, rm, arrived):
    driver.press("OK")
    rm.restart()
    driver.press("UP")
    assert (arrived(), rm.authorized) == (["OK", "UP"], 2)


def test_a_key_is_sent_once_though_nobody_says_that_it_was(driver, rm, arrived):
    rm.silent = True
    with pytest.raises(TookTooLong):
        driver.press("OK")
    rm.silent = False
    driver.press("UP")
    assert arrived() == ["OK", "UP"]


def test_nobody_there_took_too_long_and_is_reached_once_it_is(build):
    port = free_port()
    driver = reaching(port, timeout=0.3)
    with pytest.raises(TookTooLong, match=r"no answer within 0\.3 s"):
        driver.press("OK")
    rm = build(port=port)
    driver.press("OK")
    assert len(rm.sent) == 1


def test_garbage_is_refused_and_the_next_key_works(driver, rm, arrived):
    rm.garbage = True
    with pytest.raises(Refused):
        driver.probe()
    rm.garbage = False
    driver.press("OK")
    assert arrived() == ["OK"]


def test_an_rm_that_is_locked_refuses(build):
    rm = build()
    rm.locked = True
    with pytest.raises(Refused, match="Authentication failed"):
        reaching(rm.port).open()


def test_a_device_that_sends_no_infrared_is_told_as_such(build):
    with pytest.raises(Refused, match="which sends no infrared"):
        reaching(build(PLUG).port).open()


def test_a_name_that_is_no_host_is_unreachable():
    driver = Ir(IrSettings(broadlink="no-host.invalid", keymap=KEYMAP, timeout=0.5))
    with pytest.raises(Unreachable):
        driver.open()


def test_without_its_package_it_says_so_and_other_transmitters_need_none(monkeypatch):
    monkeypatch.setitem(sys.modules, "broadlink", None)
    monkeypatch.setattr("actors.driver.find_spec", lambda _: None)
    with pytest.raises(NotSupported, match="the package broadlink is not installed"):
        reaching(1).open()
    assert reaching(1).lacks() == ("package broadlink",)
    assert Ir(IrSettings(globalcache="h", keymap=KEYMAP)).lacks() == ()


def test_a_signal_that_it_hears_is_learned(rm):
    sent = Keymap(**KEYMAP).signal("OK").once
    rm.air = bytes(pulses_to_data([round(pulse) for pulse in sent]))
    protocol, code = recognised(Broadlink(("127.0.0.1", rm.port), 1.0).learn(5.0).once)
    assert (protocol.name, code) == ("nec", (4, 2, 0))


def test_nothing_is_learned_where_nobody_presses_a_key(rm):
    with pytest.raises(TimeoutError):
        Broadlink(("127.0.0.1", rm.port), 1.0).learn(0.1)


@pytest.mark.parametrize("air", [b"\xb2\x00\x02\x00\x10\x10", b"\x26\x00\x02\x00\x00\x00"])
def test_radio_and_what_cannot_be_read_are_not_learned(rm, air):
    rm.air = air
    with pytest.raises(Refusal):
        Broadlink(("127.0.0.1", rm.port), 1.0).learn(5.0)
