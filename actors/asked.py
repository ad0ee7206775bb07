"""What was asked of a device, small enough to be sent and kept with the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel, ConfigDict

from actors.reference import pictures

if TYPE_CHECKING:
    from actors.checks import Check


class Asked(BaseModel):
    """A check as it stands in a file, `{kind: settings}`, and in a few words as TEXT.

    A picture in it is its name, a blank and its digest; REFERENCES are these digests.
    size: width and height of the picture that its regions are written for; None
    where they are pixels of the frame.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    check: dict[str, Any]
    size: tuple[int, int] | None = None
    references: tuple[str, ...] = ()

    @classmethod
    def of(cls, check: Check, size: tuple[int, int] | None) -> Self:
        """Return CHECK, whose regions are written for a picture of SIZE."""
        written = check.model_dump(mode="json", context={"exact": True}, fallback=str)
        digests = dict.fromkeys(picture.digest for picture in pictures(check))
        return cls(text=str(check), check=written, size=size, references=tuple(digests))

    @property
    def kind(self) -> str:
        """The kind of the check."""
        return next(iter(self.check))
