"""How an attempt ended."""

from enum import StrEnum


class Outcome(StrEnum):
    """One word for each end that an attempt, or a step of it, can have."""

    PASS = "pass"  # every verdict was true
    FAIL = "fail"  # the product is wrong: a verdict was false
    ERROR = "error"  # the question could not be asked: a bad case, a missing reference
    LOST = "lost"  # the lab is at fault: no link, no picture, no node
    CANCELLED = "cancelled"  # somebody told it to stop
    TIMEOUT = "timeout"  # it did not end in the time that it was given
