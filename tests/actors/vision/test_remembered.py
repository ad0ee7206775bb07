"""Pictures that come again."""

import numpy as np

from actors.vision.remembered import Remembered


def grey(shade, shape=(9, 9, 3)):
    return np.full(shape, shade, np.uint8)


def test_the_same_picture_is_looked_at_once():
    looked = []
    look = Remembered(lambda picture: looked.append(picture) or len(looked), 8)
    assert [look(grey(1)), look(grey(2)), look(grey(1).copy())] == [1, 2, 1]


def test_the_same_bytes_in_another_shape_are_another_picture():
    look = Remembered(lambda picture: picture.shape, 8)
    assert look(grey(1, (2, 6, 3))) != look(grey(1, (6, 2, 3)))


def test_a_part_of_a_picture_is_remembered_as_what_it_shows():
    looked = []
    look = Remembered(looked.append, 8)
    look(grey(7, (40, 40, 3))[5:9, 5:9])
    look(grey(7, (4, 4, 3)))
    assert len(looked) == 1


def test_old_pictures_are_forgotten_first():
    looked = []
    look = Remembered(lambda picture: looked.append(int(picture[0, 0, 0])), 3)
    for shade in (1, 2, 3, 1, 4, 1, 2):
        look(grey(shade))
    assert looked == [1, 2, 3, 4, 2]
