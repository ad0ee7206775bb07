"""A moving picture that carries the time when it was drawn; plain Python, for any interpreter."""

import time

WIDTH, HEIGHT, FPS = 1280, 720, 25
BITS, TALL = 32, 24  # of the code along the upper edge, and its height in pixels
STEP = 2  # pixels that the picture moves down each time
SPAN = 100  # pictures until it jumps back
DARK, BRIGHT = b"\x10", b"\xeb"


class Film:
    """Pictures of WIDTH x HEIGHT in planar YUV 4:2:0, each with the time of the monotonic clock."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.width, self.height = width, height
        rows = height + STEP * SPAN
        self._scroll = b"".join(
            bytes(40 + ((x >> 4 ^ y >> 4) * 29 + x + y) % 160 for x in range(width))
            for y in range(rows)
        )
        self._colour = b"\x80" * (width * height // 2)

    def picture(self, number: int) -> bytes:
        """Draw the picture NUMBER now."""
        first = number % SPAN * STEP * self.width
        luma = self._scroll[first : first + self.width * self.height]
        code = round(time.monotonic() * 1000)
        wide = self.width // BITS
        row = b"".join((BRIGHT if code >> bit & 1 else DARK) * wide for bit in range(BITS))
        return row * TALL + luma[TALL * self.width :] + self._colour


def drawn(row: bytes) -> float:
    """Return when the picture was drawn of which ROW is one of its upper edge, in seconds."""
    wide = len(row) // BITS
    bits = (row[bit * wide + wide // 2] > 128 for bit in range(BITS))
    return sum(1 << bit for bit, is_set in enumerate(bits) if is_set) / 1000
