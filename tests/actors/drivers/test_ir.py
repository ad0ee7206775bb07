"""The ir driver against a transmitter that answers as each test says, on the wire."""

import pickle
import socket

import pytest
from pydantic import ValidationError

from actors import infrared
from actors.drivers.ir import Ir, IrSettings
from actors.errors import DriverError, NotSupported, TookTooLong, Unreachable

KEYMAP = {"name": "tv", "protocol": "nec", "address": 4, "keys": {"OK": 0x44, "UP": 0x40}}


def target(command):
    """The connector and ID of a sendir command."""
    return ",".join(command.split(",")[1:3])


@pytest.fixture
def ir(transmitter):
    driver = Ir(IrSettings(host="127.0.0.1", port=transmitter.port, keymap=KEYMAP, timeout=5))
    driver.open()
    yield driver
    driver.close()


def test_a_key_goes_out_as_its_code_on_its_carrier(ir, transmitter):
    ir.press("OK")
    kind, connector, _, frequency, repeat, offset, *pulses = transmitter.commands[0].split(",")
    assert (kind, connector, frequency, repeat, offset) == ("sendir", "1:1", "38000", "1", "1")
    train = infrared.in_microseconds([int(pulse) for pulse in pulses], 38_000)
    assert infrared.decode_nec(train) == [infrared.NecCode(4, 0x44)]


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
    with pytest.raises(DriverError, match=meaning) as error:
        ir.press("OK")
    assert type(error.value) is DriverError
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


def test_after_a_refusal_the_next_key_works(ir, transmitter):
    transmitter.answer = lambda _: ["ERR_0:0,003\r"]
    with pytest.raises(DriverError):
        ir.press("OK")
    transmitter.answer = lambda command: [f"completeir,{target(command)}\r"]
    ir.press("OK")


def test_silence_took_too_long_and_a_late_answer_harms_no_later_key(transmitter):
    ir = Ir(IrSettings(host="127.0.0.1", port=transmitter.port, keymap=KEYMAP, timeout=0.2))
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
        Ir(IrSettings(host="127.0.0.1", port=1, keymap=KEYMAP)).open()


def test_a_transmitter_that_never_answers_took_too_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        driver = Ir(
            IrSettings(host="127.0.0.1", port=silent.getsockname()[1], keymap=KEYMAP, timeout=0.2)
        )
        driver.open()
        with pytest.raises(TookTooLong):
            driver.probe()
        driver.close()


def test_an_unknown_key_is_told_with_those_of_the_keymap(ir, transmitter):
    with pytest.raises(NotSupported, match=r"the key 'EJECT' .keymap tv has OK, UP"):
        ir.press("EJECT")
    assert transmitter.commands == []


def test_the_probe_names_the_firmware(ir):
    assert ir.probe() == "transmitter version 0,710-1005-05"


def test_the_keymap_travels_with_the_settings(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("{name: mine, protocol: nec, address: 1, keys: {OK: 2}}")
    settings = IrSettings.model_validate(
        {"host": "h", "keymap": "mine"}, context={"folder": tmp_path}
    )
    file.unlink()
    assert pickle.loads(pickle.dumps(settings)).keymap.keys == {"OK": 2}
    assert IrSettings.model_validate(settings.model_dump()["ir"]) == settings


def test_a_connector_is_a_module_and_an_output():
    with pytest.raises(ValidationError, match="connector"):
        IrSettings(host="h", keymap=KEYMAP, connector="one")
