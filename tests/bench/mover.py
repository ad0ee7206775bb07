"""A window that moves over a screen, in a process of its own, and tells when it was drawn."""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import xcffib
import xcffib.xproto as x
from numpy.typing import NDArray

RATE = 25.0  # pictures a second
BITS, SIDE = 44, 8  # of the clock that is drawn: bits, and pixels of each
WIDE, HIGH = 640, 360  # pixels of the window


@contextmanager
def moving(display: str) -> Iterator[None]:
    """Move a window over DISPLAY for as long as the context lasts."""
    process = multiprocessing.get_context("spawn").Process(target=_move, args=(display,))
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join()


def drawn(pixels: NDArray[np.uint8]) -> float:
    """Return when the picture was drawn (Unix time), as it says itself."""
    row = pixels[SIDE // 2, SIDE // 2 : BITS * SIDE : SIDE, 0] > 127
    return int("".join("1" if bit else "0" for bit in row), 2) / 1000


def _move(display: str) -> None:
    connection = xcffib.connect(display=display)
    screen = connection.get_setup().roots[0]
    window = _window(connection, screen)
    brush = connection.generate_id()
    connection.core.CreateGC(
        brush, screen.root, x.GC.SubwindowMode, [x.SubwindowMode.IncludeInferiors]
    )
    began = time.monotonic()
    for number in range(1_000_000):
        at = [20 + number * 7 % 600, 20 + number * 3 % 320]
        connection.core.ConfigureWindow(window, x.ConfigWindow.X | x.ConfigWindow.Y, at)
        clock = _clock(int(time.time() * 1000)).tobytes()
        place = (screen.root, brush, BITS * SIDE, SIDE, 0, 0, 0, screen.root_depth)
        connection.core.PutImage(x.ImageFormat.ZPixmap, *place, len(clock), clock)
        connection.flush()
        time.sleep(max(0.0, began + (number + 1) / RATE - time.monotonic()))


def _window(connection: xcffib.Connection, screen: x.SCREEN) -> int:
    window, picture = connection.generate_id(), connection.generate_id()
    brush = connection.generate_id()
    depth = screen.root_depth
    connection.core.CreatePixmap(depth, picture, screen.root, WIDE, HIGH)
    connection.core.CreateGC(brush, picture, 0, [])
    for top in range(0, HIGH, 60):  # a request has no room for all of it
        rows = _scenery()[top : top + 60].tobytes()
        place = (picture, brush, WIDE, 60, 0, top, 0, depth)
        connection.core.PutImage(x.ImageFormat.ZPixmap, *place, len(rows), rows)
    connection.core.CreateWindow(
        *(depth, window, screen.root, 20, 20, WIDE, HIGH, 0),
        *(x.WindowClass.InputOutput, screen.root_visual, x.CW.BackPixmap, [picture]),
    )
    connection.core.MapWindow(window)
    return window


def _scenery() -> NDArray[np.uint8]:
    """Return a picture as a photograph has them: soft, with some noise."""
    rows, columns = np.mgrid[0:HIGH, 0:WIDE]
    noise = np.random.default_rng(1).integers(0, 8, (HIGH, WIDE, 4))
    soft = np.stack([rows // 2, columns // 3, (rows + columns) // 5, rows * 0], axis=2)
    return (soft + noise).clip(0, 255).astype(np.uint8)


def _clock(milliseconds: int) -> NDArray[np.uint8]:
    bits = np.array([milliseconds >> bit & 1 for bit in reversed(range(BITS))], np.uint8)
    row = np.repeat(bits * 255, SIDE)
    return np.repeat(np.tile(row[:, None], 4)[None], SIDE, axis=0)
