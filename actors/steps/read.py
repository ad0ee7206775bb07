"""Read what the screen says into variables."""

from dataclasses import replace
from typing import Any, ClassVar

from pydantic import Field, model_validator

from actors.device import Device
from actors.parse import AnyCheck, with_check_beside
from actors.steps import Step
from actors.until import Patience, answer
from actors.variables import named
from actors.verdict import Verdict


class Read(Step):
    """Keeps what CHECK reads, such as a `menu`, for later steps: as `${INTO.name}` of each fact.

    Fails where CHECK does not hold WITHIN seconds.
    """

    main: ClassVar[str] = "check"

    check: AnyCheck
    into: str = Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    within: float = Field(default=0.0, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _check_beside(cls, written: Any) -> Any:
        """Take `{menu: {}, into: about}` as it is meant."""
        return with_check_beside(written, cls.model_fields)

    def run(self, device: Device) -> Verdict:
        verdict = answer(self.check, device, patience=Patience(self.within))
        if not verdict:
            return verdict
        read = named(self.into, verdict.facts)
        device.variables |= read
        told = ", ".join(f"{name} = {value!r}" for name, value in read.items())
        return replace(verdict, reason=f"read {told or 'nothing'}")

    def __str__(self) -> str:
        return f"read {self.check} into {self.into}"

    def needs(self) -> frozenset[str]:
        return self.check.needs()
