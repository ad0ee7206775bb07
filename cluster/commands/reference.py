"""`vpt reference`: make the pictures that checks look for."""

import json as json_module
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from pydantic import TypeAdapter, ValidationError

from actors.errors import ConfigError
from actors.reference import Picture
from actors.verdict import Region
from actors.vision.cutting import Cut, cut_reference
from actors.vision.region import Area

app = typer.Typer(help="Make the pictures that checks look for.", no_args_is_help=True)

MARGIN = 16  # pixels around its place in which the check to paste looks for it
FOLDER = Path("references")
THRESHOLD = 0.8  # that of a check which tells none


@app.callback()
def _reference() -> None:
    """Keep `cut` a word of its own, though there is no other."""


@app.command()
def cut(
    frame: Annotated[Path, typer.Argument(help="picture file, such as of `vpt device NAME shot`")],
    region: Annotated[
        str, typer.Option(metavar="L,T,W,H", help="left, top, width, height in pixels")
    ],
    name: Annotated[str, typer.Option(help="of the reference, without .png")],
    into: Annotated[Path, typer.Option(help="folder that it is written to")] = FOLDER,
    transparent: Annotated[
        list[str] | None,
        typer.Option(metavar="L,T,W,H", help="part of the frame that may show anything"),
    ] = None,
    threshold: Annotated[
        float, typer.Option(min=0.01, max=1, help="that the check will have")
    ] = THRESHOLD,
    force: Annotated[bool, typer.Option("--force", help="replace a reference")] = False,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Cut a reference out of a frame, and warn of what may mislead the check that looks for it.

    \b
    vpt reference cut shot.png --region 60,120,240,80 --name home
    vpt reference cut shot.png --region 0,0,400,90 --transparent 300,20,90,40 --name header

    It is written without loss.  The check to paste is printed, for a map or a case whose size
    is that of the frame.  A warning tells where else in the frame the reference is, that it
    has hardly any texture, or that the frame was coded with loss.

    With --json: file, frame (width and height), region, check, elsewhere (region and score of
    each other place), and warnings, a list of sentences.

    Exit codes: 0 written, warnings or not, 2 the frame, the region or the name is no good.
    """
    area = _area("--region", region)
    holes = [_area("--transparent", hole) for hole in transparent or ()]
    shot = Picture(str(frame), frame.read_bytes())
    try:
        made = cut_reference(shot, area, name=_file_name(name), holes=holes, threshold=threshold)
    except ValueError as e:
        raise ConfigError(str(frame), str(e)) from e
    file = _write(made.picture, into, force=force)
    told = _told(made, shot, threshold)
    if json:
        print(json_module.dumps({"file": str(file), **told}))
        return
    for warning in made.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(f"{file} is written, for pictures of {'x'.join(map(str, told['frame']))}; to paste:")
    print(yaml.safe_dump([told["check"]], default_flow_style=None, sort_keys=False), end="")


def _area(option: str, written: str) -> Region:
    sides = written.strip("[] ").split(",")
    try:
        return TypeAdapter(Area).validate_python(tuple(sides))
    except ValidationError as e:
        [wrong, *_] = e.errors()
        if wrong["type"] == "value_error":
            raise ConfigError(option, str(wrong["ctx"]["error"])) from None
        raise ConfigError(option, f"expected left,top,width,height, not {written!r}") from None


def _file_name(name: str) -> str:
    stem = name.removesuffix(".png")
    if not stem or Path(stem).name != stem:
        raise typer.BadParameter(f"{name!r} is not the name of a file (--into tells the folder)")
    return f"{stem}.png"


def _write(picture: Picture, into: Path, *, force: bool) -> Path:
    into.mkdir(parents=True, exist_ok=True)
    file = into / picture.name
    try:
        with file.open("wb" if force else "xb") as opened:
            opened.write(picture.encoded)
    except FileExistsError as e:
        raise ConfigError(str(file), "is there already (--force replaces it)") from e
    return file


def _told(made: Cut, shot: Picture, threshold: float) -> dict[str, Any]:
    height, width = shot.pixels.shape[:2]
    check = {"image": made.picture.name, "region": list(made.region), "margin": MARGIN}
    return {
        "frame": [width, height],
        "region": list(made.region),
        "check": check if threshold == THRESHOLD else {**check, "threshold": threshold},
        "elsewhere": [
            {"region": list(match.region), "score": round(match.score, 4)}
            for match in made.elsewhere
        ],
        "warnings": list(made.warnings),
    }
