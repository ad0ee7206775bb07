"""Wait until a check holds."""

from typing import Any, ClassVar

from pydantic import Field, model_validator

from actors.device import Device
from actors.parse import AnyCheck
from actors.steps import Step
from actors.verdict import Verdict


class Expect(Step):
    """Holds as soon as CHECK does, and fails after WITHIN seconds of looking."""

    main: ClassVar[str] = "check"

    check: AnyCheck
    within: float = Field(default=0.0, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _check_beside(cls, written: Any) -> Any:
        """Take what is no field of the step as the check: `{text: Home, within: 3}`."""
        if not isinstance(written, dict) or "check" in written:
            return written
        own = {key: value for key, value in written.items() if key in cls.model_fields}
        return {**own, "check": {k: v for k, v in written.items() if k not in own}}

    def run(self, device: Device) -> Verdict:
        return device.expect(self.check, self.within)

    def __str__(self) -> str:
        within = f" within {self.within:g} s" if self.within else ""
        return f"expect {self.check}{within}"

    def needs(self) -> frozenset[str]:
        return frozenset({"picture"})
