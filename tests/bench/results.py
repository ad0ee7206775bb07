"""What the benches have found: gathered, and written as a table and as JSON."""

import importlib
import json
import multiprocessing
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict

from rich.table import Table

from tests.bench.figure import Figure


def measured_apart(name: str) -> list[Figure]:
    """Return what the bench NAME measures, in a process of its own, where nothing is loaded yet."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(_measure, name).result()


def _measure(name: str) -> list[Figure]:
    figures: list[Figure] = importlib.import_module(f"tests.bench.{name}").figures()
    return figures


def table(name: str, figures: Iterable[Figure]) -> Table:
    """Return the FIGURES of one bench for people to read."""
    table = Table("", "figure", "reference", "ratio", "aim", title=name, title_justify="left")
    for figure in figures:
        table.add_row(
            figure.what,
            f"{_number(figure.value, figure.digits)} {figure.unit}",
            _number(figure.reference, figure.digits),
            _number(figure.ratio),
            _aim(figure),
        )
    return table


def _number(value: float | None, digits: int = 3) -> str:
    return "" if value is None else f"{value:.{digits}g}"


def _aim(figure: Figure) -> str:
    if figure.is_met is None:
        return ""
    return f"[green]{figure.aim}[/]" if figure.is_met else f"[red]{figure.aim}: missed[/]"


def as_json(measured: Mapping[str, Iterable[Figure]]) -> str:
    """Return the figures by bench for programs to read, with what the machine was doing."""
    figures = [
        {"bench": name, **asdict(figure), "ratio": figure.ratio, "is_met": figure.is_met}
        for name, found in measured.items()
        for figure in found
    ]
    machine = {"cpus": os.cpu_count(), "load": os.getloadavg()}
    return json.dumps({**machine, "figures": figures}, indent=1)
