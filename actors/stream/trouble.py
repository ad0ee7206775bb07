"""Why nothing comes from a stream, and what that says about the other side."""

from __future__ import annotations

from dataclasses import dataclass
from errno import EACCES, EBUSY, EINVAL, EIO, EPERM
from typing import Literal

PERMISSION = "permission denied (the groups video and audio may use capture devices)"
MEANT = {
    EACCES: PERMISSION,
    EPERM: PERMISSION,
    EBUSY: "another program uses it",
    EINVAL: "it does not take one of the options",
    EIO: "it is not there, or cannot be read",  # which is all that FFmpeg says of a display
}
SAID_NO = {
    "HTTPUnauthorizedError": "it wants another user or password",
    "HTTPForbiddenError": "it does not allow that",
    "HTTPNotFoundError": "it has no such path",
}
GARBLED = "what comes from there is no picture"


@dataclass(frozen=True)
class Trouble:
    """away: there is no link; silent: one without an answer; refused: one with a bad answer.

    garbled: what comes is no picture, or nothing before the end; FFmpeg does not say which.
    """

    reason: str
    kind: Literal["away", "silent", "refused", "garbled"] = "away"


def trouble(error: Exception) -> Trouble:
    """Return what ERROR means, which was raised while a stream was received; it has no address."""
    from av.error import EOFError, ExitError, HTTPClientError, InvalidDataError, LookupError

    if isinstance(error, ExitError):  # the time given to av.open is over
        return Trouble("nothing comes from there", "silent")
    if isinstance(error, TimeoutError):
        return Trouble(_words(error) or "nothing comes from there", "silent")
    if isinstance(error, EOFError):
        return Trouble("the stream ended")
    if isinstance(error, InvalidDataError):
        return Trouble(GARBLED, "garbled")
    if isinstance(error, HTTPClientError | LookupError | ValueError):
        return Trouble(SAID_NO.get(type(error).__name__, _words(error)), "refused")
    return Trouble(_words(error))


def _words(error: Exception) -> str:
    known = MEANT.get(getattr(error, "errno", None) or 0)
    return known or str(getattr(error, "strerror", None) or error)
