"""What the lab file says of watching a device day and night."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from actors.vision.region import Area, Size
from navigation.complaint import complaint

Watched = Literal["freeze", "black", "silence"]


class Monitoring(BaseModel):
    """Which incidents of a device are told.

    kinds: leave freeze out for a device that may stand on a page where nothing moves.
    seconds: what lasts less is no incident; by default longer than a change of channel.
    mask: regions that are not looked at, in a picture of SIZE, or else of the device's own size.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: tuple[Watched, ...] = Field(default=("freeze", "black", "silence"), min_length=1)
    seconds: float = Field(default=2.0, ge=0.5)
    mask: tuple[Area, ...] = ()
    size: Size | None = None

    @model_validator(mode="after")
    def _mask_is_in_the_picture(self) -> Self:
        if self.size is None:
            return self
        width, height = self.size
        if min(width, height) <= 0:
            raise ValueError(f"a picture of {width}x{height} pixels shows nothing")
        for number, box in enumerate(self.mask):
            if box[0] >= width or box[1] >= height:
                reason = f"{list(box)} lies outside of {width}x{height} pixels"
                raise complaint(("mask", number), reason, box)
        return self


def _switched(written: Any) -> Any:
    if isinstance(written, bool):
        return {} if written else None
    return written


Monitor = Annotated[Monitoring | None, BeforeValidator(_switched)]
