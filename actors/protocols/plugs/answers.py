"""What Shelly and Tasmota plugs answer, whichever way they are asked.

Functions raise ValueError for an answer that does not say it.
"""

import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Answer = TypeVar("Answer", bound=BaseModel)


class Shelly1Relay(BaseModel):
    """`/relay/<n>` of the Gen1 HTTP API, in "Shelly Plug, PlugS: /relay/0"."""

    ison: bool


class Shelly1Meter(BaseModel):
    """An entry of `meters` in `/status` of the Gen1 HTTP API."""

    power: float | None = None  # watts


class Shelly1Status(BaseModel):
    """`/status` of the Gen1 HTTP API; a relay without a meter has none in it."""

    meters: tuple[Shelly1Meter, ...] = ()


class ShellySwitch(BaseModel):
    """The answer to `Switch.GetStatus`, in the Gen2 API's "Switch: Status"."""

    output: bool
    apower: float | None = None  # watts


class ShellyError(BaseModel):
    """Why a request failed, in the Gen2 API's "RPC Protocol: Response Frame"."""

    message: str


class ShellyReply(BaseModel):
    """A response frame of the Gen2 API."""

    result: dict[str, Any] | None = None
    error: ShellyError | None = None


def read(model: type[Answer], answer: object) -> Answer:
    """Return ANSWER as a MODEL."""
    try:
        return model.model_validate(answer)
    except ValidationError as e:
        lacking = ", ".join(".".join(map(str, error["loc"])) for error in e.errors())
        raise _unread(answer, lacking or "what it should") from e


def tasmota_is_on(answer: object, relay: int) -> bool:
    """Return the state of RELAY, from 1, in the ANSWER to the command `Status 11`.

    It is POWER on a device with one relay, else POWER1, POWER2 … (Tasmota: Commands, "Status").
    """
    fields = _tasmota(answer, "StatusSTS")
    states = {name: state for name, state in fields.items() if re.fullmatch(r"POWER\d*", name)}
    state = states.get(f"POWER{relay}", states.get("POWER") if relay == 1 else None)
    if state not in ("ON", "OFF"):
        raise ValueError(f"it has no relay {relay}, only {', '.join(states) or 'none'}")
    return bool(state == "ON")


def tasmota_watts(answer: object, relay: int) -> float | None:
    """Return what RELAY draws, from the ANSWER to `Status 10`; None where it is not metered.

    A device with several meters answers a list (Tasmota: "Energy Monitoring").
    """
    energy = _tasmota(answer, "StatusSNS").get("ENERGY", {})
    power = energy.get("Power") if isinstance(energy, dict) else None
    if isinstance(power, list):
        power = power[relay - 1] if relay <= len(power) else None
    return float(power) if isinstance(power, int | float) else None


def tasmota_done(answer: object) -> None:
    """Raise ValueError where ANSWER to a command is a warning, such as of a wrong password."""
    if warning := _fields(answer).get("WARNING"):
        raise ValueError(f"it says {str(warning)!r}")


def _tasmota(answer: object, part: str) -> dict[str, Any]:
    tasmota_done(answer)
    if part not in (fields := _fields(answer)):
        raise _unread(answer, part)
    return _fields(fields[part])


def _fields(answer: object) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise _unread(answer, "anything by name")
    return answer


def _unread(answer: object, lacking: str) -> ValueError:
    return ValueError(f"answers {str(answer)[:80]!r}, which does not say {lacking}")
