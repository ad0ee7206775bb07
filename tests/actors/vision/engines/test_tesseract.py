"""Tesseract, on strips with one line."""

import numpy as np
import pytest

from actors.errors import CannotJudge
from actors.vision.engines.tesseract import Tesseract, black_on_white
from tests.actors.vision.drawn import strip

LOOKS = {
    "dark": ((235, 235, 235), (40, 30, 20)),
    "light": ((30, 30, 30), (230, 235, 240)),
    "bar": ((255, 255, 255), (170, 80, 20)),
}


@pytest.fixture(scope="module")
def russian():
    return Tesseract(("rus", "eng"))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("text", ["Настройки", "Громкость", "Сеть и интернет"])
def test_a_line_of_cyrillic_is_read(russian, text, look):
    ink, ground = LOOKS[look]
    read, certainty = russian.read(strip(text, 26, ink, ground)[10:50, 8:300])
    assert read == text
    assert certainty > 0.8


def test_the_end_of_a_bar_is_not_read(russian):
    bar = np.full((60, 460, 3), 20, np.uint8)
    bar[:, 12:] = strip("Изображение", 26, (10, 10, 10), (220, 220, 220))[:, 12:]
    assert russian.read(bar[10:50, :300])[0] == "Изображение"


@pytest.mark.parametrize("look", LOOKS)
def test_letters_are_black_on_white_whatever_they_were(look):
    ink, ground = LOOKS[look]
    page = black_on_white(strip("Network", 26, ink, ground))
    assert set(np.unique(page)) == {0, 255}
    assert np.count_nonzero(page) > page.size / 2


def test_a_strip_without_text_says_nothing(russian):
    assert russian.read(np.zeros((40, 200, 3), np.uint8))[0] == ""


def test_what_it_cannot_read_is_known(russian):
    assert russian.lacks("Выход HDMI 2") == ""
    assert russian.lacks("Вихід") == "і"


def test_data_that_is_not_there_cannot_be_used():
    with pytest.raises(CannotJudge, match="no data for 'xyz'"):
        Tesseract(("xyz",))
