"""A fault of a television as a gate that shuts while the fault is on."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from actors.simulator.faults import Faults, FaultSettings


class Gate:
    """Is open while FAULT is off; SHUTS is called, on the loop that entered it, each time it shuts.

    Faults are switched on any thread; the gate follows on its own loop's.
    """

    def __init__(self, faults: Faults, fault: str, shuts: Callable[[], None]) -> None:
        self._faults, self._fault, self._shuts = faults, fault, shuts
        self._opened = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def __enter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._faults.watch(self._switched)
        self._follow(self._faults.settings)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._faults.unwatch(self._switched)

    @property
    def open(self) -> bool:
        """Whether the fault is off."""
        return self._opened.is_set()

    async def opened(self) -> None:
        """Wait until the fault is off."""
        await self._opened.wait()

    def _switched(self, settings: FaultSettings) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._follow, settings)

    def _follow(self, settings: FaultSettings) -> None:
        if not getattr(settings, self._fault):
            self._opened.set()
        elif self.open:
            self._opened.clear()
            self._shuts()
