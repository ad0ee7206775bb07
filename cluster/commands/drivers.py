"""`vpt drivers`: which kinds of hardware can be reached, and what this machine lacks for it."""

import inspect
import json
from dataclasses import asdict, dataclass
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

import typer
from rich.console import Console
from rich.table import Table

from actors import kinds
from actors.driver import Settings, absent, capabilities
from actors.errors import ConfigError
from actors.parse import driver


@dataclass(frozen=True)
class Known:
    """A kind of driver: what it is for, what it gives, and what this machine lacks for it."""

    kind: str
    about: str
    gives: tuple[str, ...]
    lacks: tuple[str, ...]


def drivers(
    kind: Annotated[str | None, typer.Argument(help="a kind, to see its settings")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON document")] = False,
) -> None:
    """List the kinds of drivers, what each gives, and whether this machine has what it needs.

    \b
    vpt drivers
    vpt drivers web
    vpt drivers --json

    What a kind lacks is installed as `pip install 'virtualpytest[KIND]'`; programs come with the
    system.  It is needed on the node of a device only.

    Exit codes: 0 listed, 2 no such kind.
    """
    if kind is not None and kind not in kinds.kinds(Settings.package):
        known = ", ".join(kinds.kinds(Settings.package))
        raise ConfigError("drivers", f"no kind {kind!r} (there are {known})")
    found = [_known(name) for name in ([kind] if kind else kinds.kinds(Settings.package))]
    if as_json:
        print(json.dumps({"drivers": [asdict(one) for one in found]}))
        return
    Console().print(_table(found))
    if kind and found[0].gives:
        print(f"\n{inspect.getdoc(driver(kind).Settings)}\n")
        Console().print(_settings(driver(kind).Settings))


def _known(kind: str) -> Known:
    try:
        found = driver(kind)
    except ValueError as e:  # that of somebody else's package
        return Known(kind, str(e), (), ())
    about = (inspect.getdoc(inspect.getmodule(found)) or "").partition("\n")[0]
    lacks = absent(found.packages, found.programs)
    return Known(kind, about, tuple(sorted(capabilities(found))), lacks)


def _table(found: list[Known]) -> Table:
    table = Table("kind", "gives", "here", "for", box=None, pad_edge=False)
    table.columns[0].no_wrap = True
    for one in found:
        here = f"lacks {', '.join(one.lacks)}" if one.lacks else "ready"
        table.add_row(one.kind, ", ".join(one.gives), here, one.about)
    return table


def _settings(model: type[Settings]) -> Table:
    table = Table("setting", "type", "default", box=None, pad_edge=False)
    for name, field in model.model_fields.items():
        default = "needed" if field.is_required() else repr(field.get_default())
        table.add_row(name, _type(field.annotation), default)
    return table


def _type(annotation: object) -> str:
    inner = get_args(annotation)
    if get_origin(annotation) is Annotated:
        return _type(inner[0])
    if get_origin(annotation) in (Union, UnionType):
        return " | ".join(_type(one) for one in inner)
    if get_origin(annotation) is Literal:
        return " | ".join(map(str, inner))
    if annotation is NoneType:
        return "none"
    return getattr(get_origin(annotation) or annotation, "__name__", str(annotation))
