"""What all drivers have in common: what they lack here, and how what goes wrong is told."""

import pickle

import pytest

from actors.driver import absent
from actors.drivers.simulated import Simulated, SimulatedSettings
from actors.errors import DriverError, Refused, TookTooLong, Unreachable

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


def test_a_refusal_is_no_missing_link():
    assert not issubclass(Refused, Unreachable)
