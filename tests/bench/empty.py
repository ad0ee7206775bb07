"""A Ray actor that does nothing, and what actors are asked to do; imports nothing but Ray."""

import os
from typing import Any

import ray


@ray.remote(num_cpus=0, concurrency_groups={"device": 1, "status": 4})
class Empty:
    """What every device actor is before it has any code of ours."""

    def __init__(self, *given: Any) -> None:
        self._given = given

    @ray.method(concurrency_group="status")
    def take(self, *given: Any) -> Any:
        """Return what is GIVEN."""
        return given


def pid(_: Any) -> int:
    """Return the id of the process that an actor is."""
    return os.getpid()


def press(actor: Any, times: int) -> None:
    """Press a key of a device actor's remote so many TIMES; no picture is taken."""
    from actors.interface import Remote

    for _ in range(times):
        actor._device.need(Remote).press("VOLUME_UP")
