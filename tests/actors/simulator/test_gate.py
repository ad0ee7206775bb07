import asyncio
import threading

import pytest

from actors.simulator.faults import Faults
from actors.simulator.gate import Gate


def switch(faults: Faults, *, on: bool) -> None:
    """Switch the fault from another thread, as anybody may."""
    thread = threading.Thread(target=faults.set, kwargs={"offline": on})
    thread.start()
    thread.join()


def test_a_gate_follows_its_fault_and_tells_when_it_shuts():
    async def scenario() -> None:
        faults, shut = Faults(), asyncio.Event()
        with Gate(faults, "offline", shut.set) as gate:
            assert gate.open
            switch(faults, on=True)
            await shut.wait()
            assert not gate.open
            switch(faults, on=False)
            await gate.opened()
            assert gate.open

    asyncio.run(scenario())


@pytest.mark.parametrize("fault", ["black", "cable_out"])
def test_other_faults_do_not_move_it(fault):
    async def scenario() -> None:
        faults, shuts = Faults(), []
        with Gate(faults, "offline", lambda: shuts.append(1)) as gate:
            faults.set(**{fault: True})
            await asyncio.sleep(0)
            assert (gate.open, shuts) == (True, [])

    asyncio.run(scenario())


def test_a_gate_that_was_left_is_moved_no_more():
    async def scenario() -> None:
        faults, shuts = Faults(), []
        with Gate(faults, "offline", lambda: shuts.append(1)):
            pass
        faults.set(offline=True)
        await asyncio.sleep(0)
        assert shuts == []

    asyncio.run(scenario())
