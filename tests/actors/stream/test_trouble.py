"""What an error of a stream says about the other side."""

from errno import EACCES, EBUSY, EHOSTUNREACH, EINVAL

import pytest
from av import error

from actors.stream.trouble import trouble


def failed(code):
    """Return the error that PyAV raises for CODE, which names the address."""
    with pytest.raises(error.FFmpegError) as raised:
        error.err_check(-abs(code), "rtsp://me:secret@10.0.0.1/tv")
    return raised.value


@pytest.mark.parametrize(
    ("raised", "reason", "kind"),
    [
        (failed(EACCES), "permission denied (the groups video and audio", "away"),
        (failed(EBUSY), "another program uses it", "away"),
        (failed(EHOSTUNREACH), "No route to host", "away"),
        (failed(error.tag_to_code(b"EOF ")), "the stream ended", "away"),
        (failed(EINVAL), "it does not take one of the options", "refused"),
        (failed(error.tag_to_code(b"\xf8401")), "it wants another user or password", "refused"),
        (failed(error.tag_to_code(b"\xf8403")), "it does not allow that", "refused"),
        (failed(error.tag_to_code(b"\xf8404")), "it has no such path", "refused"),
        (failed(error.tag_to_code(b"INDA")), "what comes from there is no picture", "garbled"),
        (failed(error.tag_to_code(b"\xf8DEM")), "Demuxer not found", "refused"),
        (failed(error.tag_to_code(b"EXIT")), "nothing comes from there", "silent"),
        (TimeoutError(), "nothing comes from there", "silent"),
        (ValueError("the stream has no picture"), "the stream has no picture", "refused"),
        (OSError("the program parec is missing"), "the program parec is missing", "away"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_errors_tell_what_is_the_matter(raised, reason, kind):
    told = trouble(raised)
    assert (told.reason[: len(reason)], told.kind) == (reason, kind)
    assert "secret" not in told.reason
