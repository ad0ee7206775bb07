"""`vpt map check`: what is wrong with a map, before any device walks it."""

import json as json_module
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from actors.inspection import Located, inspected
from actors.line_up import Told, to_nobody
from navigation.finding import Severity

WRONG = 2  # the exit code of a bad file


def check(
    map: Annotated[Path, typer.Argument(help="map file", metavar="MAP")],
    strict: Annotated[bool, typer.Option("--strict", help="fail on warnings too")] = False,
    pictures: Annotated[
        bool, typer.Option(help="look for each screen in its picture or references")
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Look a map over: ways that are missing, screens that cannot be told apart, slips.

    \b
    vpt map check configs/maps/launcher.yaml
    vpt map check configs/maps/launcher.yaml --strict --json

    An error will mislead a device, a warning may.  Each screen is looked for in its `picture`,
    or else in one with its references where they must be, on black, and must be told from all
    others by 0.1 at least.

    With --json: findings, each with severity, kind, file, line (or null), place and sentence;
    and errors and warnings, their numbers.

    Exit codes: 0 nothing is wrong, or with warnings only, 2 there are errors, or with --strict
    warnings.
    """
    with _progress() as told:
        found = inspected(map, pictures=pictures, told=told)
    count = Counter(each.finding.severity for each in found)
    errors, warnings = count[Severity.ERROR], count[Severity.WARNING]
    if json:
        findings = [_told(each) for each in found]
        print(json_module.dumps({"findings": findings, "errors": errors, "warnings": warnings}))
    else:
        for each in found:
            print(each)
        print(f"{map}: {_number(errors, 'error')}, {_number(warnings, 'warning')}")
    if errors or (strict and warnings):
        raise typer.Exit(WRONG)


@contextmanager
def _progress() -> Iterator[Told]:
    """Show on standard error what it is told, if that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield to_nobody
        return
    with console.status("reading the map") as status:
        yield lambda done, of: status.update(f"looking for screens in pictures: {done} of {of}")


def _told(located: Located) -> dict[str, Any]:
    finding = located.finding
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "file": located.file,
        "line": located.line,
        "place": list(finding.place),
        "sentence": finding.sentence,
    }


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
