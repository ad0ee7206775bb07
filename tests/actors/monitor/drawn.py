"""Small planes of brightness for the detectors: pages, noise, spinners and pans."""

import cv2
import numpy as np

from actors.monitor.luma import Luma

SIZE = (320, 180)
SHRINK = 4


def texture(seed=1, *, low=20, high=220, width=SIZE[0]):
    random = np.random.default_rng(seed)
    coarse = random.integers(low, high, (23, width // 8), np.uint8)
    return cv2.resize(coarse, (width, SIZE[1]), interpolation=cv2.INTER_CUBIC)


def luma(plane):
    return Luma(np.ascontiguousarray(plane), SHRINK)


def page(number=0):
    return luma(texture())


def black(number=0):
    return luma(np.zeros(SIZE[::-1], np.uint8))


def noisy(number):
    noise = np.random.default_rng(number).integers(-3, 4, SIZE[::-1])
    return luma(np.clip(texture() + noise, 0, 255).astype(np.uint8))


def popping(number):
    """What a key frame in the middle does to a page that is coarse by then."""
    coarse = cv2.GaussianBlur(texture(), (0, 0), 1.2)
    return luma(coarse if number < 20 else texture())


def spinner(number, seed=1):
    plane = texture(seed)
    cv2.circle(plane, (160, 90), 6, 60, -1)
    cv2.ellipse(plane, (160, 90), (3, 3), 0, number * 30, number * 30 + 100, 255, 1)
    return luma(cv2.GaussianBlur(plane, (3, 3), 0))


def panned(number, speed=0.15):
    by = np.array([[1, 0, -speed * number], [0, 1, 0]], np.float32)
    return luma(cv2.warpAffine(texture(3, width=400), by, SIZE))


def ticking(number, rate=25):
    """A page on which something small changes every second."""
    plane = texture()
    plane[4:10, 280:300] = 40 + 150 * (number // rate % 2)
    return luma(plane)


def shown(detector, draw, count, *, start=0.0, rate=25.0):
    """Return the spans that a detector tells of COUNT pictures, without the end."""
    spans = []
    for number in range(count):
        spans += detector.then(draw(number), start + number / rate)
    return spans
