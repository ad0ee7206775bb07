"""A console on which a bootloader answers, such as U-Boot, which tells no exit codes."""

import re
from collections.abc import Sequence

from actors.interface import ShellResult
from actors.protocols.console.talk import INTERRUPT, Talk, Untypable

ENTER = "\r"
PROMPT = r"(?<=[\r\n])(=>|[\w-]+ ?[#>]) ?$"  # U-Boot's own, or the name of a board
_SPECIAL = re.compile(r"[^\w@%+=:,./-]", re.ASCII)  # bootloaders differ in how they quote


class BootloaderConsole:
    """Types lines at PROMPT; the output of each ends where PROMPT comes again."""

    def __init__(self, prompt: str | None) -> None:
        self._prompt = re.compile((prompt or PROMPT).encode())

    def rouse(self, talk: Talk) -> None:
        """Stop what runs, or the countdown to what would start."""
        talk.say(INTERRUPT + ENTER)
        talk.expect(self._prompt)
        talk.settle()

    def run(self, talk: Talk, command: Sequence[str]) -> ShellResult:
        """Run a command; its code is always 0.  Raises Untypable for what needs quotes."""
        line = " ".join(command)
        if special := sorted(set(_SPECIAL.findall("".join(command)))):
            raise Untypable(f"the signs {' '.join(map(repr, special))} (a bootloader quotes none)")
        talk.say(line + ENTER)
        try:
            output, _ = talk.expect(self._prompt)
        except TimeoutError:
            talk.say(INTERRUPT)
            raise
        return ShellResult(output.removeprefix(line).removeprefix("\n"), 0)
