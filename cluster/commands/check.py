"""`vpt check`: judge what was recorded, without any device."""

import json as json_module
from math import inf
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import RootModel

from actors import document
from actors.checks import Check
from actors.errors import CannotJudge, ConfigError
from actors.evidence import Recording
from actors.footage import footage, read_frame
from actors.lasting import OverTime
from actors.maps import AppMap, load_map
from actors.parse import AnyCheck
from actors.until import Patience, Until, answer
from actors.verdict import Verdict
from cluster.commands.written import setting

RATE = 25.0  # pictures a second


class _Asked(RootModel[AnyCheck]):
    """The check that the options describe."""


def check(
    kind: Annotated[str, typer.Option(help="kind of check, such as image or freeze")],
    frame: Annotated[Path | None, typer.Option(help="picture file to judge")] = None,
    frames: Annotated[
        Path | None, typer.Option(help="video file, or folder of pictures, to judge")
    ] = None,
    set: Annotated[
        list[str] | None, typer.Option(help="a setting of the check, as name=value")
    ] = None,
    until: Annotated[Until, typer.Option(help="what is asked over time")] = "holds",
    lasting: Annotated[float, typer.Option(min=0, help="seconds, with stays and stable")] = 0.0,
    within: Annotated[
        float | None, typer.Option(min=0, help="seconds, from the first picture on, that count")
    ] = None,
    rate: Annotated[
        float, typer.Option(min=0.01, max=1000, help="pictures a second in a folder")
    ] = RATE,
    map: Annotated[
        Path | None, typer.Option(help="map whose screens and size the check refers to")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Judge one recorded picture, or a recording, without any device.

    \b
    vpt check --frame shot.png --kind image --set reference=home.png --set threshold=0.9
    vpt check --frame shot.png --kind text --set expected=News --set 'region=[0, 0, 640, 80]' --json
    vpt check --frames zap.mp4 --kind freeze --set seconds=1 --json
    vpt check --frames shots/ --rate 5 --kind text --set expected=Loading --until gone

    A recording is a video file with its sound, or a folder: its pictures in the natural order
    of their names (9.png before 10.png), RATE a second.  The check holds where it does at some
    time in it; --until asks otherwise: whether it stays so for --lasting seconds from when it
    first holds, is stable for so long at some time, or is gone.

    With --json: whether it holds, the score from 0 to 1, the reason, the region, which is left,
    top, width and height in pixels; and, if it holds, since when (start), until when (end), and
    by how much it may have begun before (error), in seconds from the first picture on.  Null
    stands for what is not known.

    Exit codes: 0 holds, 1 does not hold, 2 cannot be asked.
    """
    wanted = {kind: dict(setting(text) for text in set or [])}
    asked = document.Document(Path(f"--kind {kind}"), wanted, None).read_as(_Asked).root
    patience = _patience(until, inf if within is None else within, lasting)
    known = load_map(map) if map else None
    if (frame is None) == (frames is None):
        raise typer.BadParameter("needs --frame or --frames, one of them")
    if frame and (until != "holds" or lasting or within is not None):
        raise typer.BadParameter("one picture tells nothing over time; --frames takes a recording")
    try:
        if frame:
            verdict = _of_one(asked, frame, known)
        else:
            assert frames
            counting = patience.within + (patience.lasting if until == "stays" else 0.0)
            seen = footage(frames, rate=rate, map=known, counting=counting)
            verdict = answer(asked, seen, until, patience=patience)
    except CannotJudge as e:
        raise ConfigError(str(frame or frames), str(e)) from e
    print(json_module.dumps(_as_json(verdict)) if json else verdict.reason)
    raise typer.Exit(0 if verdict else 1)


def _of_one(asked: Check, frame: Path, map: AppMap | None) -> Verdict:
    if isinstance(asked, OverTime):
        raise CannotJudge(f"one picture does not tell {asked.kind}; --frames takes a recording")
    shown = read_frame(frame, frame.stat().st_mtime)
    return asked.judge(Recording([shown], map.size if map else None, map))


def _patience(until: Until, within: float, lasting: float) -> Patience:
    patience = Patience(within, lasting)
    try:
        patience.refuse_unless_fit_for(until)
    except ValueError as e:
        raise typer.BadParameter(str(e)) from e
    return patience


def _as_json(verdict: Verdict) -> dict[str, Any]:
    times = (verdict.start, verdict.end, verdict.error) if verdict else (None, None, None)
    start, end, error = (None if at is None else round(at, 4) for at in times)
    return {
        "holds": verdict.holds,
        "score": round(verdict.score, 4),
        "reason": verdict.reason,
        "region": list(verdict.region) if verdict.region else None,
        "start": start,
        "end": end,
        "error": error,
    }
