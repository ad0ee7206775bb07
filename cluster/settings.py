"""What the environment says of where things are kept, and who may ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Settings:
    """Where things are kept; the two URLs and the key may hold secrets and are not shown.

    home: the folder of all that has no other place.
    store, artifacts: URLs, as `Store` and `Artifacts` take them.
    api_key: what a client of the API must know, if anything.
    """

    home: Path
    store: str = field(repr=False)
    artifacts: str = field(repr=False)
    api_key: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Self:
        """Read VPT_HOME, VPT_STORE, VPT_ARTIFACTS and VPT_API_KEY; empty ones count as unset."""
        home = Path(env.get("VPT_HOME") or "~/.virtualpytest").expanduser().absolute()
        return cls(
            home=home,
            store=env.get("VPT_STORE") or f"sqlite:///{home / 'store.db'}",
            artifacts=env.get("VPT_ARTIFACTS") or (home / "artifacts").as_uri(),
            api_key=env.get("VPT_API_KEY") or None,
        )
