"""Which of two readings counts."""

import numpy as np
import pytest

from actors.vision.engines.both import Both

STRIP = np.zeros((40, 200, 3), np.uint8)


class Saying:
    """An engine that says the same of every strip."""

    def __init__(self, text, certainty):
        self.said = text, certainty

    def read(self, strip):
        return self.said

    def lacks(self, text):
        return ""


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ("57 СВ", ("57 GB", 1.0), "57 GB"),
        ("$12Е06", ("S12E06", 1.0), "S12E06"),
        ("WI-Fi", ("Wi-Fi", 1.0), "Wi-Fi"),
        ("57,9 ГБ", ("57,9", 0.99), "57,9 ГБ"),
        ("57 СВ", ("57 GB", 0.6), "57 СВ"),
        ("Звук", ("3ByK", 1.0), "Звук"),
        ("Канал 7", ("Kahaл 7", 1.0), "Канал 7"),
        ("", ("", 0.0), ""),
    ],
)
def test_the_second_opinion_counts_where_it_is_certain_and_whole(first, second, counts):
    assert Both(Saying(first, 0.9), Saying(*second)).read(STRIP)[0] == counts
