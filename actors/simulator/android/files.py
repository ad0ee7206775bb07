"""A file system in memory."""

import errno
import os
import posixpath
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

CAPACITY: Final = 64 << 20  # bytes
NOTHING: Final = "/dev/null"


@dataclass
class Node:
    """A file, or a folder where CONTENT is None."""

    inode: int
    mode: int
    mtime: int  # Unix time
    content: bytes | None = None

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content or b"")


class Files:
    """Files by their path; every method raises the OSError that Linux would.

    Writing makes the folders on the way, as adb expects of a device.
    """

    def __init__(self, *, capacity: int = CAPACITY, clock: Callable[[], float] = time.time) -> None:
        self._capacity, self._clock = capacity, clock
        self._nodes: dict[str, Node] = {}
        self._inodes = 0
        self._put("/", stat.S_IFDIR | 0o755)

    @property
    def free(self) -> int:
        """Bytes that are left."""
        return self._capacity - sum(node.size for node in self._nodes.values())

    def stat(self, path: str) -> Node:
        """Return what is at PATH."""
        if (found := self._nodes.get(_normal(path))) is None:
            raise _error(errno.ENOENT)
        return found

    def exists(self, path: str) -> bool:
        """Tell whether there is anything at PATH."""
        return path == NOTHING or _normal(path) in self._nodes

    def read(self, path: str) -> bytes:
        """Return the content of a file."""
        if path == NOTHING:
            return b""
        content = self.stat(path).content
        if content is None:
            raise _error(errno.EISDIR)
        return content

    def write(
        self, path: str, content: bytes, *, mode: int = 0o644, mtime: int | None = None
    ) -> None:
        """Put a file in the place of the one that was there."""
        if path == NOTHING:
            return
        path = _normal(path)
        before = self._nodes.get(path)
        if before and before.content is None:
            raise _error(errno.EISDIR)
        if len(content) > self.free + (before.size if before else 0):
            raise _error(errno.ENOSPC)
        self.make_folder(posixpath.dirname(path))
        node = self._put(path, stat.S_IFREG | stat.S_IMODE(mode), mtime)
        node.content = content

    def make_folder(self, path: str) -> None:
        """Make a folder, and those on the way; harmless where there is one."""
        path = _normal(path)
        found = self._nodes.get(path)
        if found and found.content is not None:
            raise _error(errno.ENOTDIR)
        if not found:
            self.make_folder(posixpath.dirname(path))
            self._put(path, stat.S_IFDIR | 0o771)

    def list(self, path: str) -> Iterator[tuple[str, Node]]:
        """Yield name and node of what is in a folder, sorted."""
        if self.stat(path).content is not None:
            raise _error(errno.ENOTDIR)
        folder = _normal(path)
        for each in sorted(self._nodes):
            if each != "/" and posixpath.dirname(each) == folder:
                yield posixpath.basename(each), self._nodes[each]

    def remove(self, path: str, *, recursive: bool = False) -> None:
        """Remove a file, or with RECURSIVE a folder and all that is in it."""
        node, path = self.stat(path), _normal(path)
        if node.content is None and not recursive:
            raise _error(errno.EISDIR)
        if path == "/":
            raise _error(errno.EBUSY)
        for each in [each for each in self._nodes if f"{each}/".startswith(f"{path}/")]:
            del self._nodes[each]

    def _put(self, path: str, mode: int, mtime: int | None = None) -> Node:
        self._inodes += 1
        at = int(self._clock()) if mtime is None else mtime
        node = self._nodes[path] = Node(self._inodes, mode, at)
        return node


def _normal(path: str) -> str:
    return posixpath.normpath("/" + path.lstrip("/"))


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
