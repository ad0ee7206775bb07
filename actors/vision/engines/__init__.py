"""Text engines: what reads the one line in a picture; one file for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from actors.interface import Pixels


class Engine(Protocol):
    """Reads strips of a screen; safe to be used by several threads."""

    def read(self, strip: Pixels) -> tuple[str, float]:
        """Return the text of the only line in STRIP (height x width x 3), and how certain it is.

        The certainty is 0 to 1; a strip without text gives ("", 0).
        """

    def lacks(self, text: str) -> str:
        """Return the first character of TEXT that the engine does not know; "" for none."""
