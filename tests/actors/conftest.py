"""What the tests of devices share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from actors import kinds
from tests.actors.plugins import scripted

Install = Callable[[str, dict[str, str]], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a distribution with entry points, given as a group and the place of each name."""

    def add(group: str, points: dict[str, str]) -> None:
        info = tmp_path / "site" / f"{group}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {group}\nVersion: 1.0\n")
        lines = [f"{name} = {place}" for name, place in points.items()]
        (info / "entry_points.txt").write_text("\n".join([f"[{group}]", *lines]))
        monkeypatch.syspath_prepend(str(info.parent))
        kinds._places.cache_clear()  # as it would be in a process that is started now

    yield add
    kinds._places.cache_clear()


@pytest.fixture
def scripts(install: Install) -> Iterator[dict[str, scripted.Script]]:
    """What the driver `scripted` does at each key, by the name in its settings."""
    install("actors.drivers", {"scripted": "tests.actors.plugins.scripted"})
    yield scripted.SCRIPTS
    scripted.SCRIPTS.clear()
