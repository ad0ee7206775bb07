"""A television's picture as a file, in the two forms of Android's screencap."""

import struct
from typing import Final

from actors.simulator.television import Television

RGBA: Final = 1  # Android's number of the pixel format
SRGB: Final = 1  # and of the colour space
FASTEST: Final = 1  # of PNG's levels that compress at all


def as_png(television: Television) -> bytes:
    """Draw the picture that shows now, as a PNG."""
    import cv2

    settings = [cv2.IMWRITE_PNG_COMPRESSION, FASTEST]
    return bytes(cv2.imencode(".png", television.picture(), settings)[1])


def as_raw(television: Television) -> bytes:
    """Draw the picture that shows now: width, height, format and colour space, then RGBA."""
    import cv2

    picture = television.picture()
    height, width = picture.shape[:2]
    header = struct.pack("<4I", width, height, RGBA, SRGB)
    return header + cv2.cvtColor(picture, cv2.COLOR_BGR2RGBA).tobytes()
