"""Run a command on the device, and look at what it says."""

from typing import ClassVar

from pydantic import Field

from actors.device import Device
from actors.interface import Shell as ShellFace
from actors.steps import Step
from actors.verdict import Verdict


class Shell(Step):
    """Runs COMMAND, an argument list; holds when it ends with CODE and its output has CONTAINS."""

    main: ClassVar[str] = "command"

    command: tuple[str, ...] = Field(min_length=1)
    code: int = 0
    contains: str = ""

    def run(self, device: Device) -> Verdict:
        result = device.need(ShellFace).shell(self.command)  # type: ignore[type-abstract]
        said = result.output.strip()[:200]
        if result.code != self.code:
            return Verdict(False, 0.0, f"exit code {result.code}, needs {self.code}: {said}")
        found = self.contains in result.output
        missing = "" if found else f", but it lacks {self.contains!r}"
        return Verdict(found, float(found), f"exit code {result.code}: {said}{missing}")

    def __str__(self) -> str:
        return f"shell {' '.join(self.command)}"

    def needs(self) -> frozenset[str]:
        return frozenset({"shell"})
