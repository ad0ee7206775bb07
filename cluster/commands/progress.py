"""The live picture of a campaign in a terminal: a row for each device, and when it will end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from actors.outcome import Outcome
from cluster import events
from cluster.reports.html import duration

COLOURS = {
    Outcome.PASS: "green",
    Outcome.FAIL: "red",
    Outcome.TIMEOUT: "red",
    Outcome.ERROR: "dark_orange",
    Outcome.LOST: "magenta",
    Outcome.CANCELLED: "grey50",
}


@dataclass
class _Row:
    doing: str = ""
    outcomes: list[Outcome] = field(default_factory=list)


class Progress:
    """What a campaign does now, told event by event; it draws itself when looked at."""

    def __init__(self, name: str, *, jobs: int, devices: list[str]) -> None:
        self._name = name
        self._jobs = jobs
        self._ended = 0
        self._began = time.monotonic()
        self._rows = {device: _Row() for device in devices}

    def see(self, event: events.AnyEvent) -> None:
        """Take EVENT into the picture."""
        match event:
            case events.AttemptStarted():
                self._row(event.device).doing = event.case
            case events.StepStarted():
                case = self._row(event.device).doing.split(":")[0]
                self._row(event.device).doing = f"{case}: {event.what}"
            case events.AttemptEnded():
                self._row(event.device).doing = ""
                self._row(event.device).outcomes.append(event.outcome)
            case events.JobEnded():
                self._ended += 1

    def __rich__(self) -> Group:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        table.add_column("device", no_wrap=True)
        table.add_column("now", ratio=1, no_wrap=True)
        table.add_column("attempts", no_wrap=True)
        for device, row in list(self._rows.items()):
            doing = Text(row.doing, overflow="ellipsis") if row.doing else Text("–", "dim")
            table.add_row(device, doing, _marks(row.outcomes))
        bar = ProgressBar(total=self._jobs, completed=self._ended, width=40)
        line = Table.grid(padding=(0, 2))
        line.add_row(Text(self._name, "bold"), bar, f"{self._ended}/{self._jobs}", self._eta())
        return Group(table, line)

    def _eta(self) -> str:
        spent = time.monotonic() - self._began
        if not self._ended:
            return f"{duration(spent)} so far"
        left = spent / self._ended * (self._jobs - self._ended)
        return f"about {duration(left)} left"

    def _row(self, device: str) -> _Row:
        return self._rows.setdefault(device, _Row())


@contextmanager
def shown(progress: Progress, console: Console) -> Iterator[None]:
    """Keep PROGRESS on the screen while inside; nothing where CONSOLE is no terminal."""
    if not console.is_terminal:
        yield
        return
    with Live(progress, console=console, refresh_per_second=5, transient=True):
        yield


def _marks(outcomes: list[Outcome]) -> Text:
    marks = Text()
    for outcome in outcomes[-20:]:
        marks.append("●", COLOURS[outcome])
    return marks
