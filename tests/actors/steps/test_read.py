"""Read what the screen says into variables."""

import pytest
from pydantic import ValidationError

from actors.steps.expect import Expect
from actors.steps.read import Read
from actors.testcase import TestCase, run
from tests.actors.devices import simulated
from tests.actors.plugins.told import Told


@pytest.fixture(autouse=True)
def told(install):
    install("actors.checks", {"told": "tests.actors.plugins.told"})


READ = Read(check=Told(), into="about")


def ran(*steps):
    return list(run(TestCase(name="c", steps=steps), simulated()))[1::2]


def test_later_steps_use_what_was_read():
    check = Told(version="${about.software_version}", wanted="1.2")
    records = ran(READ, Expect(check=check))
    assert [(r.outcome, r.reason) for r in records] == [
        ("pass", "read about.software_version = '1.2'"),
        ("pass", "read 1.2"),
    ]


def test_what_does_not_hold_fails_and_reads_nothing():
    device = simulated()
    assert not Read(check=Told(version=""), into="about").run(device)
    assert device.variables == {}


def test_the_next_case_starts_with_no_variables():
    device = simulated()
    list(run(TestCase(name="c", steps=(READ,)), device))
    list(run(TestCase(name="d", steps=(Expect(check=Told()),)), device))
    assert device.variables == {}


def test_a_variable_that_no_earlier_step_reads_is_refused_before_any_device_is_touched():
    check = Told(version="${about.version}")
    with pytest.raises(ValidationError, match=r"no step before .* reads \$\{about.version\}"):
        TestCase(name="c", steps=(Expect(check=check), READ))
