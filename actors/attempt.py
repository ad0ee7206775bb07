"""One try of a test case on a device, in a thread of its own.

The caller gets its answer in time even when a driver hangs: a stop or the
deadline ends the attempt for the caller at once, and the device takes no other
attempt until the thread is out of the driver.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from actors.device import Device
from actors.outcome import Outcome
from actors.testcase import StepRecord, StepStarted, TestCase, run

GRACE = 0.5  # seconds that a step gets to notice that it is to stop
BATCH = 0.1  # seconds for which events are gathered before they are sent on
BUSY = 10.0  # seconds for which an attempt waits for a device that something else still uses
TICK = 0.05  # seconds between two looks at stop, deadline and lease


@dataclass(frozen=True)
class AttemptResult:
    """How the attempt ended, and why."""

    outcome: Outcome
    reason: str


AttemptEvent = StepStarted | StepRecord | AttemptResult


class Attempt:
    """Runs CASE on DEVICE for at most TIMEOUT seconds, for as long as ALLOWED says so.

    ALLOWED is asked often; once it returns False the attempt is lost.
    """

    def __init__(
        self, case: TestCase, device: Device, *, timeout: float, allowed: Callable[[], bool]
    ) -> None:
        self._case = case
        self._device = device
        self._deadline = time.monotonic() + timeout
        self._timeout = timeout
        self._allowed = allowed
        self._worker = threading.Thread(target=self._work, name=case.name, daemon=True)
        self._steps: deque[StepStarted | StepRecord] = deque()
        self._last: StepStarted | StepRecord | None = None

    def batches(self) -> Iterator[list[AttemptEvent]]:
        """Yield what happens, gathered for up to 0.1 s; the last one is an AttemptResult."""
        if (refused := self._wait_for_device()) is not None:
            yield [refused]
            return
        self._device.stopping.clear()
        self._device.allowed = self._allowed
        self._worker.start()
        result = None
        try:
            while result is None:
                batch, result = self._gather()
                yield batch + ([result] if result else [])
        finally:
            if result is None:  # the caller is gone, and nobody looks after the lease any more
                self._device.stopping.set()

    def _wait_for_device(self) -> AttemptResult | None:
        """Return None once the device is free: a probe, or a last picture, may still use it."""
        patience = time.monotonic() + BUSY
        while not self._device.running.acquire(timeout=TICK):
            if not self._allowed():
                return _lapsed()
            if time.monotonic() >= self._deadline:
                return self._timed_out()
            if time.monotonic() >= patience:
                reason = f"{self._device.name} still hangs in the step of an earlier attempt"
                return AttemptResult(Outcome.LOST, reason)
        return None

    def _work(self) -> None:
        try:
            for event in run(self._case, self._device):
                self._steps.append(event)
        finally:
            self._device.running.release()

    def _gather(self) -> tuple[list[AttemptEvent], AttemptResult | None]:
        batch: list[AttemptEvent] = []
        until = time.monotonic() + BATCH
        while not batch or time.monotonic() < until:
            self._worker.join(TICK)  # not woken by each event: short steps would pay for it
            is_over = not self._worker.is_alive()
            batch += self._news()
            if is_over:
                return batch, self._result()
            if (cut := self._cut_off()) is not None:
                return batch + self._rest(), cut
        return batch, None

    def _news(self) -> list[AttemptEvent]:
        """Return what the steps have reported since the last call.

        Pictures are encoded here, so that the test does not wait for it.
        """
        news: list[AttemptEvent] = []
        while self._steps:
            self._last = event = self._steps.popleft()
            news.append(event.with_picture() if isinstance(event, StepRecord) else event)
        return news

    def _result(self) -> AttemptResult:
        last, steps = self._last, len(self._case.steps)
        if not isinstance(last, StepRecord):
            return _broken_off()
        if last.outcome is Outcome.PASS:
            passed = AttemptResult(Outcome.PASS, f"{steps} step{'s' if steps > 1 else ''} passed")
            return passed if last.number + 1 == steps else _broken_off()
        if last.outcome is Outcome.CANCELLED and time.monotonic() >= self._deadline:
            return self._timed_out()
        if last.outcome is Outcome.CANCELLED and not self._device.stopping.is_set():
            return _lapsed()
        return AttemptResult(last.outcome, f"step {last.number + 1}, {last.what}: {last.reason}")

    def _cut_off(self) -> AttemptResult | None:
        if time.monotonic() >= self._deadline:
            outcome = self._timed_out()
        elif self._device.stopping.is_set():
            outcome = AttemptResult(Outcome.CANCELLED, "stopped")
        elif not self._allowed():
            outcome = _lapsed()
        else:
            return None
        self._device.stopping.set()
        return outcome

    def _rest(self) -> list[AttemptEvent]:
        """Return what the running step still reports, if it notices the stop in time."""
        self._worker.join(GRACE)
        return self._news()

    def _timed_out(self) -> AttemptResult:
        return AttemptResult(Outcome.TIMEOUT, f"not done after {self._timeout:g} s{self._where()}")

    def _where(self) -> str:
        return f", in step {self._last.number + 1}, {self._last.what}" if self._last else ""


def _lapsed() -> AttemptResult:
    return AttemptResult(Outcome.LOST, "the lease ran out: its holder was not heard of in time")


def _broken_off() -> AttemptResult:
    return AttemptResult(Outcome.ERROR, "the case broke off before its end")
