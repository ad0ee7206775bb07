"""The step shell, on a shell of a driver that answers as it is told."""

from dataclasses import dataclass

import pytest
from pydantic import ValidationError

from actors.errors import NotAllowed
from actors.interface import ShellResult
from actors.steps.shell import Shell
from tests.actors.devices import simulated


@dataclass
class Answering:
    """A device whose shell answers RESULT to every command."""

    result: ShellResult

    def need(self, face):
        self.commands = []
        return self

    def shell(self, command):
        self.commands.append(command)
        return self.result


@pytest.mark.parametrize(
    ("step", "output", "code", "holds", "reason"),
    [
        ({}, "14\n", 0, True, "exit code 0: 14"),
        ({"contains": "1"}, "14\n", 0, True, "exit code 0: 14"),
        ({"contains": "15"}, "14\n", 0, False, "exit code 0: 14, but it lacks '15'"),
        ({}, "denied", 1, False, "exit code 1, needs 0: denied"),
        ({"code": 1, "contains": "den"}, "denied", 1, True, "exit code 1: denied"),
        ({"code": 1}, "fine", 0, False, "exit code 0, needs 1: fine"),
    ],
)
def test_it_holds_by_code_and_output(step, output, code, holds, reason):
    device = Answering(ShellResult(output, code))
    verdict = Shell(command=("getprop", "a b"), **step).run(device)
    assert (verdict.holds, verdict.reason) == (holds, reason)
    assert device.commands == [("getprop", "a b")]


def test_a_device_on_which_it_is_off_runs_nothing():
    with pytest.raises(NotAllowed):
        Shell(command=("id",)).run(simulated())


@pytest.mark.parametrize("bad", [(), "ls -l"])
def test_a_command_is_a_list_of_arguments(bad):
    with pytest.raises(ValidationError, match="command"):
        Shell(command=bad)


def test_it_says_what_it_does_and_needs():
    step = Shell(command=("ls", "-l"))
    assert (str(step), step.needs()) == ("shell ls -l", {"shell"})
