"""stub"""


def demo() -> None:
    pass
