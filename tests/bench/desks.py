"""What a computer's screen costs, by VNC (Xvnc) and by X11 (Xvfb), at 1280x720 with 25 a second.

A press is compared with the bare exchange: the same messages, and the server's next answer.
A picture is compared with the moment at which it was drawn, as it says itself.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TypeVar

import xcffib
import xcffib.xtest

from actors.drivers.desktop import Desktop, DesktopSettings
from actors.drivers.vnc import Vnc, VncSettings
from actors.errors import DriverError
from actors.interface import Picture, Remote
from actors.protocols.keysyms import KEYSYMS
from actors.protocols.rfb.canvas import Area
from actors.protocols.rfb.session import Place, Session, message
from actors.protocols.seat import pressing
from actors.protocols.x11.display import KEY_DOWN, KEY_UP
from tests.bench.figure import Figure, compared, percentiles, timed
from tests.bench.mover import RATE, drawn, moving
from tests.desk import by_xvnc, xvfb, xvnc
from tests.served import free_port, wait_until

SIZE = (1280, 720)
OVER = 2.0  # ms that a press may take over the bare exchange
DELAY = 100.0  # ms from the drawing of a picture to where it is asked for, p50
FEWEST = 20.0  # pictures a second
BACK = 3.0  # seconds from a server that is back to a fresh picture
OK = KEYSYMS["Return"]

Seen = TypeVar("Seen", Vnc, Desktop)


def figures(presses: int = 300, seconds: float = 5.0) -> list[Figure]:
    """Return what a press and a picture take by each way, and how soon a server is found again."""
    return [*_vnc(presses, seconds), *_x11(presses, seconds), *_return()]


def _vnc(presses: int, seconds: float) -> Iterator[Figure]:
    with by_xvnc(SIZE) as served:
        for encoding in ("raw", "tight"):
            settings = VncSettings(host="127.0.0.1", port=served.port, encoding=encoding)
            with closing(_opened(Vnc(settings))) as driver:
                yield from _presses(f"vnc {encoding}", driver, _rfb(served.port), presses)
                with moving(served.display):
                    yield from _pictures(f"vnc {encoding}", driver, seconds)


def _x11(presses: int, seconds: float) -> Iterator[Figure]:
    desk = xvfb(size=SIZE)
    with closing(_opened(Desktop(DesktopSettings(display=desk.display)))) as driver:
        yield from _presses("desktop x11", driver, _xtest(desk.display), presses)
        with moving(desk.display):
            yield from _pictures("desktop x11", driver, seconds)
    desk.end()


def _opened(driver: Seen) -> Seen:
    driver.open()
    return driver


def _presses(what: str, driver: Remote, bare: Callable[[], object], times: int) -> list[Figure]:
    taken, other = [], []
    for _ in range(times):
        other.append(timed(bare))
        taken.append(timed(lambda: driver.press("OK")))
    return compared(f"{what}: press", taken, other, above=OVER)


def _rfb(port: int) -> Callable[[], None]:
    session = Session(Place("127.0.0.1", port, "", "raw"), timeout=5)
    keys = b"".join(map(message, pressing((OK,))))

    def press() -> None:
        session.send(keys)
        session.request(Area(0, 0, 1, 1), changes=False)
        session.skip_to_update()
        list(session.changes())

    return press


def _xtest(display: str) -> Callable[[], None]:
    connection = xcffib.connect(display=display)
    setup = connection.get_setup()
    rows = connection.core.GetKeyboardMapping(8, setup.max_keycode - 7).reply()
    keycode = 8 + list(rows.keysyms).index(OK) // rows.keysyms_per_keycode
    xtest, root = connection(xcffib.xtest.key), setup.roots[0].root

    def press() -> None:
        for kind in (KEY_DOWN, KEY_UP):
            xtest.FakeInput(kind, keycode, 0, root, 0, 0, 0)
        connection.core.GetInputFocus().reply()

    return press


def _pictures(what: str, driver: Picture, seconds: float) -> list[Figure]:
    late = _delays(driver, seconds)
    p50, p99 = percentiles(late).values()
    return [
        Figure(f"{what}: from drawing to picture, p50", p50, "ms", most=DELAY),
        Figure(f"{what}: from drawing to picture, p99", p99, "ms"),
        Figure(f"{what}: pictures of {RATE:g} a second", len(late) / seconds, "/s", least=FEWEST),
        Figure(f"{what}: CPU while looking {RATE:g} times a second", _cpu(driver, seconds), "%"),
    ]


def _delays(driver: Picture, seconds: float) -> list[float]:
    """Return the milliseconds from the drawing of each picture to where it is first seen."""
    late, last = [], drawn(driver.frame().pixels)
    wait_until(lambda: drawn(driver.frame().pixels) != last)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        at = drawn(driver.frame().pixels)
        if at != last:
            late.append((time.time() - at) * 1000)
        last = at
        time.sleep(0.002)
    return late[1:]


def _cpu(driver: Picture, seconds: float) -> float:
    """Return the percents of one core that this process takes with a look at each picture."""
    began, spent = time.monotonic(), time.process_time()
    while time.monotonic() < began + seconds:
        driver.frame()
        time.sleep(1 / RATE)
    return 100 * (time.process_time() - spent) / (time.monotonic() - began)


def _return() -> Iterator[Figure]:
    """Kill a server under a driver, start it again, and wait for a picture that is newer."""
    port = free_port()
    desk = xvnc(port, "-SecurityTypes", "None", size=SIZE)
    with closing(_opened(Vnc(VncSettings(host="127.0.0.1", port=port)))) as driver:
        desk.end()
        time.sleep(5)  # as a cable that is out for a while, so that tries have become rare
        desk = xvnc(port, "-SecurityTypes", "None", size=SIZE)
        back = time.time()
        while not _is_newer(driver, back):
            time.sleep(0.01)
        yield Figure(
            "vnc: from a server that is back to a picture", time.time() - back, "s", most=BACK
        )
    desk.end()


def _is_newer(driver: Picture, at: float) -> bool:
    try:
        return driver.frame().at > at
    except DriverError:
        return False
