"""`vpt map import`: a map from the formats of other programs."""

import json as json_module
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from actors.errors import ConfigError
from actors.maps import load_map
from navigation.formats import dot, graphml, mermaid
from navigation.formats.errors import BadFormat
from navigation.formats.sheet import Imported, Note
from navigation.formats.virtualpytest import trees

Format = Literal["graphml", "dot", "mermaid", "virtualpytest"]

SUFFIXES: dict[str, Format] = {
    ".graphml": "graphml",
    ".xml": "graphml",
    ".dot": "dot",
    ".gv": "dot",
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".vptree": "virtualpytest",
    ".json": "virtualpytest",
}
UTF_8 = "utf-8-sig"  # with the mark that Windows puts before it, or without
REFERENCES = "references"  # the folder beside a map where its checks look for their pictures


def take_in(
    file: Annotated[Path, typer.Argument(help="file of another program", metavar="FILE")],
    out: Annotated[Path, typer.Option("--out", "-o", help="map file", metavar="MAP.yaml")],
    format: Annotated[
        Format | None, typer.Option(help="what FILE is; else its ending tells")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="replace files")] = False,
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Write the map that a file of another program amounts to, and tell what it lacks.

    \b
    vpt map import launcher.graphml -o configs/maps/launcher.yaml
    vpt map import tv.vptree -o configs/maps/tv.yaml --json
    vpt map import sketch.mmd -o configs/maps/sketch.yaml

    GraphML of `vpt map export` gives the same map again; that of others, DOT and Mermaid give
    screens and edges, whose labels are read where they say what is done: `press UP, OK`.  Trees
    of VirtualPyTest (a .vptree file, or JSON of its API) come with their actions and
    verifications, and the references that are in the file.  No check and no action is made up:
    a screen that nothing tells stands as a comment, with its edges, until it has `shows`.
    The start is the first screen that can be it, or of VirtualPyTest `home`.

    With --json: files, screens and edges (their numbers), notes (where, what, why) on all that
    did not carry over or is lacking, missing (the pictures that are expected), loads, and
    error (why it does not load).

    Exit codes: 0 written, whether it loads yet or not, 2 not such a file, or something in the
    way.
    """
    imported = _read(file, format or _format_of(file), out.stem)
    files = _files(imported, out)
    pictures = {out.parent / REFERENCES / name: data for name, data in imported.pictures.items()}
    if not force:
        _refuse_to_replace([*files, *pictures])
    for path, content in {**files, **pictures}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    told = _told(imported, list(files), out)
    print(json_module.dumps(told) if json else "\n".join(_sentences(told)))


def _format_of(file: Path) -> Format:
    if file.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"{file.name} may be anything: tell with --format what it is")
    return SUFFIXES[file.suffix.lower()]


def _read(file: Path, format: Format, name: str) -> Imported:
    content = file.read_bytes()
    try:
        match format:
            case "graphml":
                return graphml.read(content, name)
            case "virtualpytest":
                return trees.read(content, name)
            case "dot":
                return dot.read(content.decode(UTF_8), name)
            case "mermaid":
                return mermaid.read(content.decode(UTF_8), name)
    except BadFormat as e:
        raise ConfigError(str(file), e.reason, line=e.line) from e
    except UnicodeDecodeError as e:
        raise ConfigError(str(file), "not a text in UTF-8") from e


def _files(imported: Imported, out: Path) -> dict[Path, bytes]:
    """Return what is written to which file, the outermost map first."""
    (_, outermost), *held = imported.sheets.items()
    files = {out: outermost.text.encode()}
    for name, sheet in held:
        if name == out.name:
            raise ConfigError(str(out), "a map that it holds has that name: choose another one")
        files[out.parent / name] = sheet.text.encode()
    return files


def _refuse_to_replace(files: list[Path]) -> None:
    for file in files:
        if file.exists():
            raise ConfigError(str(file), "is there already (--force replaces it)")


def _told(imported: Imported, files: list[Path], out: Path) -> dict[str, Any]:
    sheets = imported.sheets.values()
    notes = [*imported.notes, *(note for sheet in sheets for note in sheet.lacking)]
    return {
        "files": [str(file) for file in files],
        "screens": sum(not part.lacks for sheet in sheets for part in sheet.screens.values()),
        "edges": sum(not part.lacks for sheet in sheets for part in sheet.edges),
        "notes": [{"where": note.where, "what": note.what, "why": note.why} for note in notes],
        "missing": _missing(imported, out.parent),
        **_loaded(out),
    }


def _missing(imported: Imported, folder: Path) -> list[str]:
    """Return where each picture that is not in FOLDER, or its references, is expected."""
    parts = (
        part.fields
        for sheet in imported.sheets.values()
        for part in (*sheet.screens.values(), *sheet.edges)
    )
    names = dict.fromkeys(name for fields in parts for name in _images(fields))
    places = (folder, folder / REFERENCES, folder.parent / REFERENCES)
    return [
        str(folder / REFERENCES / name)
        for name in names
        if not any((place / name).is_file() for place in places)
    ]


def _images(written: Any) -> Iterator[str]:
    """Yield the names of the pictures that image checks within what is WRITTEN look for."""
    if isinstance(written, dict) and "image" in written:
        wanted = written["image"]
        wanted = wanted["reference"] if isinstance(wanted, dict) else wanted
        yield from [wanted] if isinstance(wanted, str) else wanted
    elif isinstance(written, dict):
        written = list(written.values())
    if isinstance(written, list | tuple):
        for part in written:
            yield from _images(part)


def _loaded(out: Path) -> dict[str, Any]:
    try:
        load_map(out)
    except ConfigError as e:
        return {"loads": False, "error": str(e)}
    return {"loads": True, "error": None}


def _sentences(told: dict[str, Any]) -> Iterator[str]:
    for note in told["notes"]:
        yield f"{Note(**note)}"
    for file in told["missing"]:
        yield f"{file}: is expected: put the reference there"
    yield f"{', '.join(told['files'])}: {told['screens']} screens, {told['edges']} edges"
    if told["loads"]:
        yield "it loads; look it over with `vpt map check`"
    else:
        yield f"it does not load yet: {told['error']}"
