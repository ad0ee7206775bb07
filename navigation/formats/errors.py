"""What can be wrong with a file that is to become a map, or a map that is to become one."""


class BadFormat(Exception):
    """It does not say what the format has: the REASON, and the LINE (from 1) if known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason, line)
        self.reason, self.line = reason, line

    def __str__(self) -> str:
        return self.reason
