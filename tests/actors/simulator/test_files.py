import errno

import pytest

from actors.simulator.android.files import Files


@pytest.fixture
def files() -> Files:
    return Files(capacity=100, clock=lambda: 5.0)


def names(files: Files, path: str) -> list[str]:
    return [name for name, _ in files.list(path)]


def test_paths_are_made_plain(files):
    files.write("a//b/../c", b"x")
    assert files.read("/a/c") == b"x"
    assert files.read("/../a/./c") == b"x"


def test_a_folder_goes_with_all_that_is_in_it(files):
    files.write("/a/b/c", b"x")
    files.write("/ab", b"y")
    files.remove("/a", recursive=True)
    assert names(files, "/") == ["ab"]


def test_a_folder_is_not_removed_like_a_file(files):
    files.make_folder("/a")
    with pytest.raises(OSError, match="Is a directory"):
        files.remove("/a")


def test_the_root_stays(files):
    with pytest.raises(OSError, match="busy"):
        files.remove("/", recursive=True)


def test_a_file_takes_the_place_of_the_one_before(files):
    files.write("/a", bytes(90))
    files.write("/a", bytes(100))
    assert files.free == 0


def test_the_capacity_is_kept(files):
    files.write("/a", bytes(90))
    with pytest.raises(OSError, match="No space") as refused:
        files.write("/b", bytes(11))
    assert refused.value.errno == errno.ENOSPC
    assert names(files, "/") == ["a"]


def test_nothing_is_kept_in_the_device_for_it(files):
    files.write("/dev/null", bytes(1000))
    assert (files.read("/dev/null"), files.free) == (b"", 100)


def test_time_is_told_or_given(files):
    files.write("/a", b"")
    files.write("/b", b"", mtime=9)
    assert [node.mtime for _, node in files.list("/")] == [5, 9]
