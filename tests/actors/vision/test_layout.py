"""Lines that belong together."""

from actors.vision.layout import Line, joined, rows

TITLE, TIME = Line("News", (10, 10, 80, 20), 1.0), Line("20:15", (300, 11, 60, 20), 1.0)
BELOW, FAR = Line("at nine", (10, 34, 90, 20), 1.0), Line("Help", (10, 400, 80, 20), 1.0)


def test_a_line_in_two_parts_and_the_next_line_are_joined_and_others_are_not():
    pairs = [line.text for line in joined([TITLE, TIME, BELOW, FAR])]
    assert pairs == ["News 20:15", "News at nine"]


def test_rows_go_from_the_top_and_each_from_the_left():
    standing = [[line.text for line in row] for row in rows([FAR, TIME, BELOW, TITLE])]
    assert standing == [["News", "20:15"], ["at nine"], ["Help"]]


def test_a_small_line_beside_a_high_one_stands_in_its_row():
    high, small = Line("Volume", (10, 10, 90, 40), 1.0), Line("7", (200, 22, 8, 16), 1.0)
    assert len(rows([small, high])) == 1
