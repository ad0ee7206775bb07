"""`vpt check`: judge a recorded frame, without any device."""

import json as json_module
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from pydantic import TypeAdapter, ValidationError

from actors.errors import CannotJudge, ConfigError
from actors.interface import Frame, Recording
from actors.parse import AnyCheck
from actors.verdict import Verdict

_check = TypeAdapter[Any](AnyCheck)


def check(
    frame: Annotated[Path, typer.Option(help="picture file to judge")],
    kind: Annotated[str, typer.Option(help="kind of check, such as image or text")],
    set: Annotated[
        list[str] | None, typer.Option(help="a setting of the check, as name=value")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Judge one recorded picture.  Exit code: 0 holds, 1 does not hold, 2 cannot be asked."""
    wanted = {kind: dict(_setting(text) for text in set or [])}
    try:
        asked = _check.validate_python(wanted, context={"folder": Path()})
    except ValidationError as e:
        first = e.errors()[0]
        field = ".".join(map(str, first["loc"])) or kind
        raise ConfigError("--set", first["msg"].removeprefix("Value error, "), field) from e
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
    return name, yaml.safe_load(value)


def _read(path: Path) -> Frame:
    import cv2
    import numpy as np

    try:
        encoded = path.read_bytes()
    except OSError as e:
        raise ConfigError(str(path), e.strerror or str(e)) from e
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
