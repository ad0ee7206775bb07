"""`vpt check`: judge a recorded frame, without any device."""

import json as json_module
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from pydantic import RootModel

from actors import document, notation
from actors.errors import CannotJudge, ConfigError
from actors.evidence import Recording
from actors.interface import Frame
from actors.parse import AnyCheck
from actors.verdict import Verdict


class _Asked(RootModel[AnyCheck]):
    """The check that the options describe."""


def check(
    frame: Annotated[Path, typer.Option(help="picture file to judge")],
    kind: Annotated[str, typer.Option(help="kind of check, such as image or text")],
    set: Annotated[
        list[str] | None, typer.Option(help="a setting of the check, as name=value")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Judge one recorded picture, without any device.

    \b
    vpt check --frame shot.png --kind image --set reference=home.png --set threshold=0.9
    vpt check --frame shot.png --kind text --set expected=News --set 'region=[0, 0, 640, 80]' --json

    With --json: whether it holds, the score from 0 to 1, the reason, and the region, which is
    left, top, width and height in pixels, or null.

    Exit codes: 0 holds, 1 does not hold, 2 cannot be asked.
    """
    wanted = {kind: dict(_setting(text) for text in set or [])}
    asked = document.Document(Path(f"--kind {kind}"), wanted, None).read_as(_Asked).root
    try:
        verdict = asked.judge(Recording([_read(frame)]))
    except CannotJudge as e:
        raise ConfigError(str(frame), str(e)) from e
    print(json_module.dumps(_as_json(verdict)) if json else verdict.reason)
    raise typer.Exit(0 if verdict else 1)


def _setting(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ConfigError("--set", f"expected name=value, not {text!r}")
    try:
        return name, notation.load(value)[0]
    except (yaml.YAMLError, ValueError) as e:
        raise ConfigError("--set", f"not YAML: {value!r}", name) from e


def _read(path: Path) -> Frame:
    import cv2
    import numpy as np

    encoded = path.read_bytes()
    pixels = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR) if encoded else None
    if pixels is None:
        raise ConfigError(str(path), "not a picture that can be read")
    return Frame(pixels.astype(np.uint8), path.stat().st_mtime)


def _as_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "holds": verdict.holds,
        "score": round(verdict.score, 4),
        "reason": verdict.reason,
        "region": list(verdict.region) if verdict.region else None,
    }
