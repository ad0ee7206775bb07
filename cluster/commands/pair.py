"""`vpt pair`: make a television know this lab."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from actors import document
from actors.driver import Driver
from actors.kinds import find, kinds
from actors.pairing import Pairing

PACKAGE = "actors.drivers"


def pair(
    kind: Annotated[str, typer.Argument(help="kind of driver, such as webos")],
    host: Annotated[str, typer.Argument(help="address of the device")],
    port: Annotated[int | None, typer.Option(help="port, where it is not the usual one")] = None,
) -> None:
    """Introduce this lab to a device, and print the lines for the lab file.

    \b
    vpt pair webos 10.0.0.31
    vpt pair apple_tv 10.0.0.32

    Look at the device's screen: it asks whether to allow this, or shows a code to type here.
    What is printed is as good as a password.

    Exit codes: 0 paired, 2 no such kind, or one that does not pair, 3 the device said no.
    """
    driver = _driver(kind, host, port)
    driver.check_equipped()
    typer.echo("look at its screen: answer what it asks there", err=True)
    assert isinstance(driver, Pairing)
    given = driver.pair(typer.prompt)
    print(f"- {kind}:")
    for name, value in {**_place(host, port), **given}.items():
        print(f"    {name}: {json.dumps(value)}")  # JSON is YAML, whatever is in a value


def _driver(kind: str, host: str, port: int | None) -> Driver[Any]:
    able = [name for name in kinds(PACKAGE) if issubclass(_class(name), Pairing)]
    if kind not in able:
        raise typer.BadParameter(f"no kind {kind!r} that pairs (there are {', '.join(able)})")
    found = _class(kind)
    settings = document.Document(Path(kind), _place(host, port), None).read_as(found.Settings)
    return found(settings)


def _place(host: str, port: int | None) -> dict[str, Any]:
    return {"host": host} if port is None else {"host": host, "port": port}


def _class(kind: str) -> type[Driver[Any]]:
    return find(PACKAGE, kind, Driver)  # type: ignore[type-abstract]
