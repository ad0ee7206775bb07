"""A step of somebody else's package that cannot even say what it does."""

from actors.device import Device
from actors.steps import Step
from actors.verdict import Verdict, done


class Faulty(Step):
    def run(self, device: Device) -> Verdict:
        return done("never reached")

    def __str__(self) -> str:
        raise RuntimeError("no words")
