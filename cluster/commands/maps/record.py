"""`vpt map record`: make a map of what somebody shows with the remote control."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from actors.errors import DeviceError, NotSupported
from actors.keys import KEYS
from actors.survey.explore import crawl_of
from actors.survey.learned import write_map
from actors.survey.naming import names_of, slug
from actors.survey.remote import Reached
from actors.survey.replay import Replay
from actors.survey.survey import Survey
from cluster.commands.lab import DEFAULT
from cluster.commands.maps.told import progress, report
from cluster.commands.maps.wired import refuse_to_replace, wired
from cluster.interrupts import stopping

PRESSED = {
    "\x1b[A": "UP", "\x1b[B": "DOWN", "\x1b[C": "RIGHT", "\x1b[D": "LEFT",
    "\x1bOA": "UP", "\x1bOB": "DOWN", "\x1bOC": "RIGHT", "\x1bOD": "LEFT",
    "\r": "OK", "\n": "OK", "\x7f": "BACK", "\b": "BACK", "h": "HOME", "m": "MENU",
}  # fmt: skip
HELP = "arrows, Enter OK, Backspace BACK, h HOME, m MENU, : any key, n name the screen, q end"


def record(
    device: Annotated[str, typer.Argument(help="a device that is wired to this machine")],
    out: Annotated[Path, typer.Option(help="map file to write", metavar="FILE.yaml")],
    lab: Annotated[Path, typer.Option(help="lab file")] = DEFAULT,
    start: Annotated[str, typer.Option(help="key that leads there from everywhere")] = "HOME",
    replay: Annotated[
        bool, typer.Option("--replay/--no-replay", help="try each way again at the end")
    ] = True,
    force: Annotated[bool, typer.Option("--force", help="replace a map")] = False,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Write a draft of the map of all that you show with the keys of this terminal.

    \b
    vpt map record tv-1 --lab configs/lab.yaml --out configs/maps/launcher.yaml

    The arrows move, Enter is OK, Backspace BACK, h HOME and m MENU; `:` asks for the name of
    any other key.  `n` gives the screen a name, and `q` ends and writes.  After each key it is
    told which screen that led to, and whether it is a new one.  No lab may run that has the
    device.  Each way is replayed at the end; Ctrl-C lets it write what is known by then.

    With --json: map, screens, edges, failed, keys, and whether all ways were replayed.

    Exit codes: 0 written, 2 bad usage or a bad file, 3 no answer from the device.
    """
    refuse_to_replace(out, force=force)
    if start not in KEYS:
        raise typer.BadParameter(f"no key {start!r} (there are {', '.join(KEYS)})")
    with wired(device, lab) as reached:
        survey = Survey(Reached(reached))
        begin = survey.do(start)
        _say(HELP)
        trouble, stop = Session(survey).run(), threading.Event()
        with stopping(stop), progress(survey, "replaying"):
            replaying = Replay(
                survey, crawl_of(KEYS, start), begin, lambda: not replay or stop.is_set(), trouble
            )  # fmt: skip
            found = replaying.run()
    about = f"recorded on {device} with {survey.spent} keys"
    draft = write_map(survey, found, out, start=begin, about=about, naming=names_of, reset=start)
    report(draft, out, survey.spent, json=json)
    if replaying.trouble:
        raise replaying.trouble


class Session:
    """A person who presses keys in a terminal, which READ gets one by one and ASK a line of."""

    def __init__(
        self, survey: Survey, *,
        read: Callable[[], str] = typer.getchar, ask: Callable[[str], str] = typer.prompt,
    ) -> None:  # fmt: skip
        self._survey, self._read, self._ask = survey, read, ask

    def run(self) -> DeviceError | None:
        """Do what is typed until that is `q`, Ctrl-C or the end of the input.

        Returns what the device had, if that ended it: what was shown before is worth a map.
        """
        try:
            while (typed := self._read()) not in ("q", ""):
                self._take(typed)
        except (KeyboardInterrupt, EOFError, typer.Abort):
            return None
        except DeviceError as e:
            return e
        return None

    def _take(self, typed: str) -> None:
        if typed == "n" and self._survey.here is not None:
            self._survey.names[self._survey.here] = slug(self._ask("name of the screen"))
        elif typed == ":":
            self._press(self._ask("key").strip().upper())
        elif typed in PRESSED:
            self._press(PRESSED[typed])
        else:
            _say(HELP)

    def _press(self, key: str) -> None:
        if key not in KEYS:
            _say(f"no key {key!r} (there are {', '.join(KEYS)})")
            return
        known = self._survey.trace.screens
        try:
            state = self._survey.do(key)
        except NotSupported as e:
            _say(str(e))
            return
        screen = self._survey.trace.screen(state)
        _say(f"{key}: {'a new screen' if screen not in known else self._name(screen)}")

    def _name(self, screen: int) -> str:
        names = {self._survey.trace.screen(state): n for state, n in self._survey.names.items()}
        number = self._survey.trace.screens.index(screen) + 1
        return names.get(screen, f"screen {number}")


def _say(text: str) -> None:
    typer.echo(text, err=True)
