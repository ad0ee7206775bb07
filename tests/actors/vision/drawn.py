"""Lines of text drawn with OpenCV's own font, which has Latin and Cyrillic letters."""

import cv2
import numpy as np

FONT = cv2.FontFace("sans")


def strip(text, size=24, ink=(235, 235, 235), ground=(40, 30, 20)):
    """Draw TEXT on a strip of 460x60."""
    picture = np.full((60, 460, 3), ground, np.uint8)
    cv2.putText(picture, text, (20, 40), ink, FONT, size, 400)
    return picture


def page(*texts):
    """Draw TEXTS one below the other."""
    return np.vstack([strip(text) for text in texts])
