"""What all drivers have in common: what they lack here, and how what goes wrong is told."""

import pickle

import pytest
from pydantic import ValidationError

from actors import document
from actors.driver import absent
from actors.drivers.bravia import BraviaSettings
from actors.drivers.simulated import Simulated, SimulatedSettings
from actors.errors import ConfigError, DriverError, Refused, TookTooLong, Unreachable

DRIVER = Simulated(SimulatedSettings(name="box-1"))


def test_what_is_not_installed_is_named():
    assert absent(["json", "no_such_package"], ["sh", "no-such-program"]) == (
        "package no_such_package", "program no-such-program",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raised", "told", "reason"),
    [
        (TimeoutError(), TookTooLong, "no answer within 2.5 s"),
        (ConnectionRefusedError(111, "Connection refused"), Unreachable, "Connection refused"),
        (ConnectionResetError(), Unreachable, "ConnectionResetError"),
    ],
)
def test_what_the_system_says_of_a_link_is_told_with_driver_and_address(raised, told, reason):
    with pytest.raises(DriverError) as error, DRIVER.explained(2.5):
        raise raised
    assert type(error.value) is told
    assert str(error.value) == f"simulated at box-1: {reason}"


@pytest.mark.parametrize(
    "error", [DRIVER.unreachable("gone"), DRIVER.refused("no"), DRIVER.late(2)], ids=repr
)
def test_errors_survive_the_way_to_another_process(error):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))
    assert again.driver == "simulated"


@pytest.mark.parametrize("host", ["tv", "10.0.0.5", "tv-1.lab_2.example"])
def test_a_host_is_a_name_or_an_address(host):
    assert BraviaSettings(host=host, psk="0000").host == host


@pytest.mark.parametrize(
    "host", ["", "10.0.0.5:80", "http://tv", "tv/x", "::1", "a..b", "a b", "u@tv", "x" * 64, "tv\n"]
)
def test_a_host_with_something_more_is_none(host):
    with pytest.raises(ValidationError, match="a name or an IPv4 address alone"):
        BraviaSettings(host=host, psk="0000")


def test_a_password_that_yaml_takes_for_a_number_is_not_shown(tmp_path):
    (tmp_path / "tv.yaml").write_text("host: tv\npsk: 4711\n")
    with pytest.raises(ConfigError) as error:
        document.read(tmp_path / "tv.yaml").read_as(BraviaSettings)
    assert (error.value.line, error.value.field) == (2, "psk")
    assert error.value.reason == "must be a text: write it in quotes"


def test_a_refusal_is_no_missing_link():
    assert not issubclass(Refused, Unreachable)
