"""Wait until a check holds."""

from typing import Any, ClassVar, Self

from pydantic import Field, model_validator

from actors.device import Device
from actors.parse import AnyCheck, with_check_beside
from actors.steps import Step
from actors.until import Patience, Until, answer
from actors.verdict import Verdict


class Expect(Step):
    """Holds as soon as CHECK does, and fails after WITHIN seconds of looking.

    until: `holds`; `stays`, at every picture for LASTING seconds from when it first
    holds; `stable`, when it has held for LASTING seconds, whatever was before; or
    `gone`, when it no longer holds.
    """

    main: ClassVar[str] = "check"

    check: AnyCheck
    within: float = Field(default=0.0, ge=0)
    until: Until = "holds"
    lasting: float = Field(default=0.0, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _check_beside(cls, written: Any) -> Any:
        """Take `{text: Home, within: 3}` as it is meant."""
        return with_check_beside(written, cls.model_fields)

    @model_validator(mode="after")
    def _lasts_long_enough(self) -> Self:
        self._patience.refuse_unless_fit_for(self.until)
        return self

    def run(self, device: Device) -> Verdict:
        return answer(self.check, device, self.until, patience=self._patience)

    @property
    def _patience(self) -> Patience:
        return Patience(self.within, self.lasting)

    def __str__(self) -> str:
        until = "" if self.until == "holds" else f" until {self.until}"
        lasting = f" for {self.lasting:g} s" if self.lasting else ""
        within = f" within {self.within:g} s" if self.within else ""
        return f"expect {self.check}{until}{lasting}{within}"

    def needs(self) -> frozenset[str]:
        return self.check.needs()
