"""What was asked of a device, small enough to be sent and kept with the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict

from actors.reference import pictures
from actors.until import Until

if TYPE_CHECKING:
    from actors.checks import Check


class Asked(BaseModel):
    """A check as it stands in a file, `{kind: settings}`, and in a few words as TEXT.

    A picture in it is its name, a blank and its digest; REFERENCES are these digests.
    size: width and height of the picture that its regions are written for; None
    where they are pixels of the frame.  until: what it was waited for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    check: dict[str, Any]
    size: tuple[int, int] | None = None
    references: tuple[str, ...] = ()
    until: Until = "holds"

    @classmethod
    def of(cls, check: Check, size: tuple[int, int] | None, *, until: Until = "holds") -> Self:
        """Return CHECK, asked UNTIL so, whose regions are written for a picture of SIZE."""
        written = check.model_dump(mode="json", context={"exact": True}, fallback=str)
        digests = dict.fromkeys(picture.digest for picture in pictures(check))
        text = str(check) if until == "holds" else f"{check} until {until}"
        return cls(text=text, check=written, size=size, references=tuple(digests), until=until)

    @property
    def kind(self) -> str:
        """The kind of the check."""
        return next(iter(self.check))
