"""stub"""


def simulator() -> None:
    pass
