"""Read what the screen says into variables."""

import pytest
from pydantic import ValidationError

from actors.checks import Check
from actors.steps.expect import Expect
from actors.steps.read import Read
from actors.testcase import TestCase, run
from actors.verdict import Verdict
from tests.actors.devices import simulated


class Told(Check):
    """Holds, and has read VERSION."""

    version: str = "1.2"

    def judge(self, seen):
        return Verdict(bool(self.version), 1.0, "read", facts={"Software version": self.version})


class Same(Check):
    """Holds when ONE is the OTHER."""

    one: str
    other: str

    def judge(self, seen):
        return Verdict(self.one == self.other, 1.0, f"{self.one}, {self.other}")


READ = Read(check=Told(), into="about")


def ran(*steps):
    return list(run(TestCase(name="c", steps=steps), simulated()))[1::2]


def test_later_steps_use_what_was_read():
    check = Same(one="${about.software_version}", other="1.2")
    records = ran(READ, Expect(check=check))
    assert [(r.outcome, r.reason) for r in records] == [
        ("pass", "read about.software_version = '1.2'"),
        ("pass", "1.2, 1.2"),
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
    check = Same(one="${about.version}", other="x")
    with pytest.raises(ValidationError, match=r"no step before .* reads \$\{about.version\}"):
        TestCase(name="c", steps=(Expect(check=check), READ))
