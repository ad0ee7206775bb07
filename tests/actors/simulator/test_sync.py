"""The sync service, spoken to byte by byte; test_adbd.py has the real client."""

import asyncio
import stat
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.simulator.adbd.packets import WRTE, BadPacket, Packet
from actors.simulator.adbd.stream import Stream
from actors.simulator.adbd.sync import SyncSession
from actors.simulator.android.files import Files

QUIT = struct.pack("<4sI", b"QUIT", 0)


def ask(files: Files, *parts: bytes) -> bytes:
    """Return what is answered to PARTS, sent in the smallest packets that the protocol knows."""

    async def run() -> bytes:
        answered = bytearray()

        async def send(packet: Packet) -> None:
            if packet.command == WRTE:
                answered.extend(packet.payload)
                stream.agreed()
            elif rest:
                stream.arrived(rest.pop(0))

        rest = [*parts, QUIT]
        stream = Stream(send, 1, 2, largest=1000)
        stream.arrived(rest.pop(0))
        await SyncSession(files, stream).serve()
        return bytes(answered)

    return asyncio.run(run())


def request(kind: bytes, path: str) -> bytes:
    return struct.pack("<4sI", kind, len(path)) + path.encode()


def data(content: bytes) -> bytes:
    return struct.pack("<4sI", b"DATA", len(content)) + content


def done(mtime: int = 0) -> bytes:
    return struct.pack("<4sI", b"DONE", mtime)


def fail(reason: str) -> bytes:
    return struct.pack("<4sI", b"FAIL", len(reason)) + reason.encode()


OKAY = struct.pack("<4sI", b"OKAY", 0)


@pytest.fixture
def files() -> Files:
    files = Files(capacity=300_000, clock=lambda: 1000.0)
    files.write("/sdcard/f", b"abc", mode=0o600, mtime=77)
    return files


def test_stat_tells_mode_size_and_time(files):
    answer = struct.pack("<4s3I", b"STAT", stat.S_IFREG | 0o600, 3, 77)
    assert ask(files, request(b"STAT", "/sdcard/f")) == answer


def test_stat_of_nothing_is_all_zeros(files):
    assert ask(files, request(b"STAT", "/no")) == b"STAT" + bytes(12)


@pytest.mark.parametrize("kind", [b"STA2", b"LST2"])
def test_the_second_stat_tells_the_error(files, kind):
    answer = struct.unpack("<4sI2Q4IQ3q", ask(files, request(kind, "/sdcard/f")))
    assert (answer[:2], answer[4], answer[8:]) == ((kind, 0), stat.S_IFREG | 0o600, (3, 77, 77, 77))
    assert struct.unpack_from("<4sI", ask(files, request(kind, "/no"))) == (kind, 2)


def test_list_tells_what_is_in_a_folder(files):
    entry = struct.pack("<4s4I", b"DENT", stat.S_IFREG | 0o600, 3, 77, 1) + b"f"
    assert ask(files, request(b"LIST", "/sdcard")) == entry + b"DONE" + bytes(16)
    assert ask(files, request(b"LIST", "/no")) == b"DONE" + bytes(16)


def test_receive_gives_the_content(files):
    assert ask(files, request(b"RECV", "/sdcard/f")) == data(b"abc") + done()


def test_receive_says_why_not(files):
    assert ask(files, request(b"RECV", "/no")) == fail("No such file or directory")
    assert ask(files, request(b"RECV", "/sdcard")) == fail("Is a directory")


@given(st.lists(st.binary(min_size=1, max_size=5000), max_size=5), st.integers(0, 2**31))
def test_what_is_sent_is_received(chunks, mtime):
    files, content = Files(), b"".join(chunks)
    sent = [request(b"SEND", "/a/b,33188"), *map(data, chunks), done(mtime)]
    assert ask(files, *sent) == OKAY
    assert (files.read("/a/b"), files.stat("/a/b").mtime) == (content, mtime)
    received = ask(files, request(b"RECV", "/a/b"))
    assert received == (data(content) if content else b"") + done()


def test_several_requests_share_a_stream(files):
    stats = ask(files, request(b"STAT", "/no"), request(b"STAT", "/no"))
    assert stats == (b"STAT" + bytes(12)) * 2


def test_what_does_not_fit_is_refused_after_it_was_heard_out(files):
    chunk = data(bytes(64 << 10))
    sent = [request(b"SEND", "/big,33188"), *[chunk] * 8, done()]
    assert ask(files, *sent, request(b"STAT", "/big")) == (
        fail("No space left on device") + b"STAT" + bytes(12)
    )


def test_a_folder_is_not_overwritten(files):
    assert ask(files, request(b"SEND", "/sdcard,33188"), done()) == fail("Is a directory")
    assert ask(files, request(b"SEND", "/sdcard/f/x,33188"), done()) == fail("Not a directory")


def test_a_mode_that_is_none_is_refused(files):
    assert ask(files, request(b"SEND", "/x,abc"), done()) == fail("'abc' is no mode")


def test_an_unknown_request_ends_the_session(files):
    assert ask(files, request(b"WHAT", "/x")) == fail("b'WHAT' is not known here")


def test_a_path_that_is_too_long_ends_the_session(files):
    assert ask(files, request(b"STAT", "x" * 1025)) == fail("the path is too long")


def test_a_chunk_that_is_none_is_no_protocol(files):
    with pytest.raises(BadPacket, match="no part of a file"):
        ask(files, request(b"SEND", "/x,33188"), request(b"WHAT", ""))
