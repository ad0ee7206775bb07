"""The ir driver and Global Caché, against a transmitter that answers as each test says."""

import pickle
import socket
import threading
import time

import pytest
from pydantic import ValidationError

from actors.drivers.ir import Ir, IrSettings
from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from actors.keymap import Keymap
from actors.protocols.infrared.nec import NEC
from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.signal import in_microseconds
from actors.simulator.itach import parse_sendir
from tests.actors.drivers.suite import LinkSuite, NetworkSuite, RemoteSuite
from tests.faulty import never_answers

KEYS = {"OK": 0x44, "UP": 0x40, "HOME": 0x10}
KEYMAP = {"name": "tv", "protocol": "nec", "address": 4, "keys": KEYS}


def settings(port, **more):
    return IrSettings(**{"globalcache": f"127.0.0.1:{port}", "keymap": KEYMAP, "timeout": 5} | more)


def target(command):
    """The connector and ID of a sendir command."""
    return ",".join(command.split(",")[1:3])


@pytest.fixture
def ir(transmitter):
    driver = Ir(settings(transmitter.port))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def driver(ir):
    return ir


@pytest.fixture
def arrived(transmitter):
    def keys():
        return [key for command in transmitter.commands for key in heard(command)]

    return keys


@pytest.fixture
def at():
    return lambda port: Ir(settings(port, timeout=0.3))


def heard(command):
    """The keys that a device makes out in what COMMAND has the transmitter send."""
    kind, *fields = command.split(",")
    if kind != "sendir":
        return []
    sent = parse_sendir(fields)
    train = [periods for part in sent.passes for periods in part]
    return Keymap(**KEYMAP).heard(in_microseconds(train, sent.carrier))


class TestLink(LinkSuite):
    pass


class TestNetwork(NetworkSuite):
    pass


class TestRemote(RemoteSuite):
    pass


def test_a_key_goes_out_as_its_code_on_its_carrier(ir, transmitter):
    ir.press("OK")
    kind, connector, _, frequency, repeat, offset, *pulses = transmitter.commands[0].split(",")
    assert (kind, connector, frequency, repeat, offset) == ("sendir", "1:1", "38000", "1", "1")
    train = in_microseconds([int(pulse) for pulse in pulses], 38_000)
    assert NEC.decode(train) == [Code(4, 0x44)]


# 108 ms a frame; 50 is as often as a transmitter repeats by itself
@pytest.mark.parametrize(
    ("hold", "frames"), [(0.0, 1), (0.1, 1), (0.11, 2), (1.0, 10), (5.5, 51), (5.6, 52), (9.0, 84)]
)
def test_a_held_key_is_repeated_as_often_as_it_is_held_for(ir, transmitter, hold, frames):
    ir.press("OK", hold)
    [command] = transmitter.commands
    assert heard(command) == ["OK"] * frames


def test_a_key_that_is_sent_whole_again_is_counted_too(transmitter):
    samsung = {"name": "s", "protocol": "samsung", "address": 7, "keys": {"OK": 1}}
    ir = Ir(settings(transmitter.port, keymap=samsung))
    ir.press("OK", 1.0)
    ir.close()
    sent = parse_sendir(transmitter.commands[0].split(",")[1:])
    assert (sent.repeat, sent.offset, len(sent.pulses)) == (10, 1, 68)


def test_a_hold_that_the_transmitter_cannot_count_is_refused_before_anything_is_sent(
    ir, transmitter
):
    with pytest.raises(NotSupported, match="holding a key for 1000"):
        ir.press("OK", 1000.0)
    assert transmitter.commands == []


def test_a_held_key_may_take_longer_to_send_than_an_answer_may(transmitter):
    def answer(command):
        time.sleep(0.4)  # as long as it is in the air
        return [f"completeir,{target(command)}\r"]

    transmitter.answer = answer
    ir = Ir(settings(transmitter.port, timeout=0.2))
    ir.press("OK", 0.4)
    with pytest.raises(TookTooLong):
        ir.press("OK")
    ir.close()


def test_a_new_press_is_told_from_a_held_key_by_its_toggle_bit(transmitter):
    rc5 = {"name": "r", "protocol": "rc5", "address": 0, "keys": {"OK": 1}}
    ir = Ir(settings(transmitter.port, keymap=rc5))
    ir.press("OK", 0.3)
    ir.press("OK")
    ir.close()
    first, second = (command.split(",")[6:] for command in transmitter.commands)
    assert first != second
    assert [c.split(",")[4:6] for c in transmitter.commands] == [["3", "1"], ["1", "1"]]


def test_a_signal_that_has_no_part_to_repeat_cannot_be_held(transmitter):
    pronto = {"name": "p", "protocol": "pronto", "keys": {"OK": "0000 006D 0001 0000 0020 0040"}}
    ir = Ir(settings(transmitter.port, keymap=pronto))
    ir.press("OK")
    with pytest.raises(NotSupported, match="holding the key 'OK'"):
        ir.press("OK", 1.0)
    ir.close()


def test_light_without_a_carrier_is_not_sent_with_one(transmitter):
    pronto = {"name": "p", "protocol": "pronto", "keys": {"OK": "0100 006D 0001 0000 0020 0040"}}
    with pytest.raises(NotSupported, match="a signal without a carrier"):
        Ir(settings(transmitter.port, keymap=pronto)).press("OK")


def test_a_key_that_the_device_calls_otherwise(transmitter):
    ir = Ir(settings(transmitter.port, keys={"BACK": "HOME"}))
    ir.press("BACK")
    ir.close()
    assert heard(transmitter.commands[0]) == ["HOME"]


def test_one_connection_serves_all_keys_each_with_its_own_id(ir, transmitter):
    for _ in range(3):
        ir.press("OK")
    assert transmitter.connections == 1
    assert len({target(command) for command in transmitter.commands}) == 3


def test_an_answer_may_come_in_pieces(ir, transmitter):
    transmitter.answer = lambda command: list(f"completeir,{target(command)}\r")
    ir.press("OK")


def test_the_end_of_another_command_is_not_taken_for_its_own(ir, transmitter):
    transmitter.answer = lambda _: ["completeir,1:1,65000\r"]
    with pytest.raises(TookTooLong):
        Ir(ir.settings.model_copy(update={"timeout": 0.2})).press("OK")


def test_half_a_line_that_was_left_over_is_no_part_of_the_next_answer(ir, transmitter):
    transmitter.answer = lambda command: [f"completeir,{target(command)}\rcompl"]
    ir.press("OK")
    ir.press("UP")


def test_lines_of_other_commands_before_its_own_are_passed_over(ir, transmitter):
    transmitter.answer = lambda command: [f"completeir,1:1,65000\rcompleteir,{target(command)}\r"]
    ir.press("OK")


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ("ERR_0:0,003", "error 3: it has no such connector"),
        ("ERR_1:1,010", "error 10: a pulse has no pause after it"),
        ("ERR_05", "error 5: the carrier frequency is not valid"),
        ("ERR 017", "error 17: the syntax of the command is wrong"),
        ("unknowncommand,1", "error 1: it does not know the command"),
        ("unknowncommand 14", "error 14: the connector is not set up for a blaster"),
        ("ERR_1:1,099", "error 99: of unknown meaning"),
        ("busyIR,1:1,7", "it is busy with another client's code"),
    ],
)
def test_a_refusal_is_told_with_its_meaning(ir, transmitter, answer, meaning):
    transmitter.answer = lambda _: [f"{answer}\r"]
    with pytest.raises(Refused, match=meaning) as error:
        ir.press("OK")
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


def test_after_a_refusal_the_next_key_works(ir, transmitter):
    transmitter.answer = lambda _: ["ERR_0:0,003\r"]
    with pytest.raises(Refused):
        ir.press("OK")
    transmitter.answer = lambda command: [f"completeir,{target(command)}\r"]
    ir.press("OK")


def test_silence_took_too_long_and_a_late_answer_harms_no_later_key(transmitter):
    ir = Ir(settings(transmitter.port, timeout=0.2))
    transmitter.answer = lambda _: []
    with pytest.raises(TookTooLong, match=r"no answer within 0\.2 s"):
        ir.press("OK")
    late = target(transmitter.commands[0])
    transmitter.answer = lambda command: [f"completeir,{late}\rcompleteir,{target(command)}\r"]
    ir.press("UP")
    ir.close()


def test_a_connection_cut_between_keys_is_made_anew(ir, transmitter):
    ir.press("OK")
    transmitter.cut()
    ir.press("UP")
    assert (transmitter.connections, len(transmitter.commands)) == (2, 2)


def test_a_key_is_never_sent_twice(ir, transmitter):
    def cut(_):
        transmitter.cut()
        return []

    transmitter.answer = cut
    with pytest.raises(Unreachable, match="ended the connection before it answered"):
        ir.press("OK")
    assert len(transmitter.commands) == 1


def test_nobody_there_is_unreachable():
    with pytest.raises(Unreachable, match=r"^ir at 127.0.0.1:1: Connection refused$"):
        Ir(settings(1)).open()


def test_a_transmitter_that_never_answers_took_too_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        driver = Ir(settings(silent.getsockname()[1], timeout=0.2))
        driver.open()
        with pytest.raises(TookTooLong):
            driver.probe()
        driver.close()


def test_closing_ends_the_key_that_is_sent(faulty):
    driver = Ir(settings(faulty(never_answers).port, timeout=60))
    driver.open()
    closing = threading.Timer(0.2, driver.close)
    closing.start()
    with pytest.raises(Unreachable):
        driver.press("OK")
    closing.join()


def test_an_unknown_key_is_told_with_those_of_the_keymap(ir, transmitter):
    with pytest.raises(NotSupported, match=r"the key 'EJECT' .it has OK, UP, HOME"):
        ir.press("EJECT")
    assert transmitter.commands == []


def test_the_probe_names_the_firmware(ir):
    assert ir.probe() == "transmitter version 0,710-1005-05"


def test_the_keymap_travels_with_the_settings(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("{name: mine, protocol: nec, address: 1, keys: {OK: 2}}")
    settings = IrSettings.model_validate(
        {"globalcache": "h", "keymap": "mine"}, context={"folder": tmp_path}
    )
    file.unlink()
    assert pickle.loads(pickle.dumps(settings)).keymap.keys == {"OK": 2}
    assert IrSettings.model_validate(settings.model_dump()["ir"]) == settings


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"keymap": KEYMAP}, "needs one of lirc, globalcache and broadlink"),
        ({"lirc": "h", "broadlink": "h", "remote": "r"}, "needs one of"),
        ({"lirc": "/run/lirc/lircd"}, "remote is needed with lirc"),
        ({"lirc": "/run/lirc/lircd", "remote": "r", "keymap": KEYMAP}, "keymap is needed"),
        ({"globalcache": "h"}, "keymap is needed"),
        ({"globalcache": "h", "keymap": KEYMAP, "remote": "r"}, "remote is needed with lirc"),
        ({"globalcache": "h", "keymap": KEYMAP, "connector": "one"}, "connector"),
        ({"broadlink": "h", "keymap": KEYMAP, "connector": "1:1"}, "connector belongs"),
        ({"globalcache": "h:p", "keymap": KEYMAP}, "is no host or host:port"),
        ({"broadlink": "h:65536", "keymap": KEYMAP}, "is no host or host:port"),
        ({"lirc": "a..b", "remote": "r"}, "is no host or host:port"),
    ],
)
def test_settings_that_name_no_transmitter_or_half_of_one_are_refused(fields, reason):
    with pytest.raises(ValidationError, match=reason):
        IrSettings(**fields)
