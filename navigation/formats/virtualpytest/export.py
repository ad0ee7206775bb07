"""Opens an export of VirtualPyTest: a `.vptree` file, its manifest, or a tree of its API."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from pydantic import ValidationError

from navigation.formats.errors import BadFormat
from navigation.formats.virtualpytest.models import Export

MANIFEST = "manifest.json"
REFERENCES = "references/"
PICTURES = (".jpg", ".jpeg", ".png")
LARGEST = 64 << 20  # bytes of the manifest or a picture; those of 1280 x 720 have about 1 MB


def opened(content: bytes) -> tuple[Export, dict[str, bytes]]:
    """Return what CONTENT exports, and the pictures in it by their names.  Raises BadFormat."""
    if not content.startswith(b"PK"):
        return _export(content), {}
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _export(_member(archive, MANIFEST)), dict(_pictures(archive))
    except (BadZipFile, KeyError) as e:
        raise BadFormat(f"no .vptree file: {e.args[0]}") from e


def _pictures(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        path = PurePosixPath(name)
        if name.startswith(REFERENCES) and path.suffix.lower() in PICTURES:
            yield path.name, _member(archive, name)


def _member(archive: ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > LARGEST:
        raise BadFormat(f"{name} in it is larger than {LARGEST >> 20} MB")
    return archive.read(name)


def _export(content: bytes) -> Export:
    try:
        written = json.loads(content)
    except (ValueError, RecursionError) as e:
        raise BadFormat(f"not JSON: {e}") from e
    try:
        return Export.model_validate(_with_trees(written))
    except ValidationError as e:
        first, *_ = e.errors(include_url=False)
        place = ".".join(map(str, first["loc"]))
        raise BadFormat(f"no export of VirtualPyTest: {place}: {first['msg']}") from e


def _with_trees(written: Any) -> Any:
    """Return what is WRITTEN with a list of trees, where it is that list, or one tree."""
    if isinstance(written, list):
        return {"trees": written}
    if isinstance(written, dict) and "nodes" in written:
        tree = written.get("tree")
        return {
            "trees": [written],
            "source": {"name": tree.get("name")} if isinstance(tree, dict) else {},
        }
    return written
