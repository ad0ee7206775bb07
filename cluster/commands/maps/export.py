"""`vpt map export`: a map in the formats of other programs."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from actors.errors import ConfigError
from actors.maps import load_map
from navigation.formats import dot, graphml, mermaid
from navigation.formats.errors import BadFormat

Format = Literal["mermaid", "dot", "graphml"]

DRAW: dict[Format, Any] = {"mermaid": mermaid.drawn, "dot": dot.drawn, "graphml": graphml.drawn}


def export(
    map: Annotated[Path, typer.Argument(help="map file", metavar="MAP")],
    format: Annotated[Format, typer.Option(help="what to write")] = "mermaid",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="file; else it is printed", metavar="FILE")
    ] = None,
) -> None:
    """Write a map, with those that it extends or holds, for other programs to draw or read.

    \b
    vpt map export configs/maps/launcher.yaml > launcher.mmd
    vpt map export configs/maps/launcher.yaml --format dot | dot -Tsvg -o launcher.svg
    vpt map export configs/maps/launcher.yaml --format graphml -o launcher.graphml

    GraphML has all that the map says, for yEd, Gephi, networkx and `vpt map import`; Mermaid
    and DOT have its screens, and what leads from one to another.

    Exit codes: 0 written, 2 a bad map.
    """
    try:
        text = DRAW[format](load_map(map))
    except BadFormat as e:
        raise ConfigError(str(map), e.reason) from e
    if out is None:
        print(text, end="")
    else:
        out.write_text(text, encoding="utf-8")
