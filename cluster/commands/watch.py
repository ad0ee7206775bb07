"""`vpt watch`: what goes wrong in a recording, without any device."""

import json as json_module
import re
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import RootModel
from rich.console import Console
from rich.table import Table

from actors import document
from actors.errors import ConfigError
from actors.monitor.spans import Span
from actors.vision.region import Area


class _Masks(RootModel[tuple[Area, ...]]):
    """The parts of the picture that the options leave out."""


def watch(
    video: Annotated[Path, typer.Argument(help="video file, with sound or without")],
    mask: Annotated[
        list[str] | None,
        typer.Option(help="a part not to be looked at: left,top,width,height; may be repeated"),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """List the freezes, blacks and silences in a video file.

    \b
    vpt watch recording.mp4
    vpt watch recording.mp4 --mask 1000,0,280,60 --json

    Frozen: for 0.5 s nothing moves, but for coding and noise, and the picture is not black; a
    page whose clock ticks is not frozen, unless the clock is masked. Black: for 0.3 s nothing
    is brighter than 8 % above the lowest 30 % of the picture. Silent: for 0.5 s the sound is
    below -50 dBFS (RMS); a file without a sound track has no silence.

    With --json: events, each with kind (freeze, black or silence), start and end in seconds
    since the first picture.

    Exit codes: 0 watched, whatever was found, 2 not a video, a single picture, a video that
    breaks off before the time that it promises, or a mask that does not fit.
    """
    from actors.monitor.recorded import incidents

    found = incidents(video, _read(mask or []).root)
    if json:
        print(json_module.dumps({"events": [_as_json(span) for span in found]}))
    else:
        _show(found, Console())


def _read(masks: list[str]) -> _Masks:
    for mask in masks:
        if not re.fullmatch(r"\d+(,\d+){3}", mask):
            raise ConfigError("--mask", f"expected left,top,width,height in pixels, not {mask!r}")
    boxes = [[int(side) for side in mask.split(",")] for mask in masks]
    return document.Document(Path("--mask"), boxes, None).read_as(_Masks)


def _as_json(span: Span) -> dict[str, Any]:
    return {"kind": span.kind, "start": round(span.start, 3), "end": round(span.end, 3)}


def _show(spans: list[Span], console: Console) -> None:
    if not spans:
        console.print("no freeze, no black, no silence")
        return
    table = Table("kind", "start", "end", "lasts")
    for span in spans:
        table.add_row(span.kind, *(f"{at:.2f} s" for at in (span.start, span.end, span.seconds)))
    console.print(table)
