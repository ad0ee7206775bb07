"""Pictures and other evidence, kept by key in a folder, in S3, or in memory.

ArtifactError               the artifacts cannot be used as asked
 +-- BadKey                 a key is not names with slashes between them
 +-- MissingArtifact        nothing is kept under a key
 +-- ArtifactsUnreachable   there is no answer from the server; another try may get one
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import LocalStore, MemoryStore, S3Store

from cluster.errors import ClusterError, NoAnswer

if TYPE_CHECKING:
    from obstore.store import S3Config

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
_PATIENCE = timedelta(seconds=10)  # with a server that does not answer, or is busy
_HINT = ": the credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are refused"
_WANTED = "file:///FOLDER, s3://BUCKET/PREFIX?endpoint=http://HOST:PORT or memory://"


def reference_key(digest: str) -> str:
    """Return the key of the reference picture whose content has this DIGEST."""
    return f"references/{digest}"


class ArtifactError(ClusterError):
    """The artifacts at URL cannot be used as asked."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url, self.reason = url, reason

    def __str__(self) -> str:
        return f"artifacts {self.url}: {self.reason}"


class BadKey(ArtifactError):
    """A key is not names with slashes between them; a name does not begin with a dot."""


class MissingArtifact(ArtifactError):
    """Nothing is kept under a key."""


class ArtifactsUnreachable(ArtifactError, NoAnswer):
    """The server does not answer; another try may be answered."""


class Artifacts:
    """Bytes by key, such as "12/3/1/0.jpg"; what is there is there as a whole.

    url: `file:///FOLDER`, which is created; `s3://BUCKET/PREFIX`, whose query may name
    another `endpoint` and `region` than the environment does, from which (AWS_ACCESS_KEY_ID
    and so on) the credentials come; or `memory://`, for this object alone.

    Raises ArtifactError, here and in all that is asked of it.
    """

    def __init__(self, url: str) -> None:
        self._url = re.sub(r"//[^/]*@", "//***@", url)
        with self._errors():
            self._store = self._opened(urlsplit(url))

    def put(self, key: str, content: bytes) -> None:
        """Keep CONTENT under KEY, instead of what was there."""
        self._check(key)
        with self._errors(key):
            obstore.put(self._store, key, content)

    def get(self, key: str) -> bytes:
        """Return what is kept under KEY.  Raises MissingArtifact."""
        self._check(key)
        with self._errors(key):
            return bytes(obstore.get(self._store, key).bytes())

    def find(self, key: str) -> bytes | None:
        """Return what is kept under KEY, or None where nothing is."""
        try:
            return self.get(key)
        except MissingArtifact:
            return None

    def exists(self, key: str) -> bool:
        """Return whether something is kept under KEY."""
        self._check(key)
        try:
            with self._errors(key):
                obstore.head(self._store, key)
        except MissingArtifact:
            return False
        return True

    def keys(self, under: str = "") -> list[str]:
        """Return the keys that begin with the names UNDER, all by default, sorted."""
        if under:
            self._check(under)
        with self._errors():
            pages = obstore.list(self._store, prefix=under or None)
            return sorted(found["path"] for page in pages for found in page)

    def _opened(self, url: SplitResult) -> LocalStore | S3Store | MemoryStore:
        match url.scheme:
            case "file" if url.path and not url.netloc:
                return LocalStore(Path(unquote(url.path)), mkdir=True)
            case "s3" if url.netloc and "@" not in url.netloc:
                return _s3(url)
            case "memory":
                return MemoryStore()
        raise ArtifactError(self._url, f"not a place for artifacts, which is {_WANTED}")

    def _check(self, key: str) -> None:
        if not _KEY.fullmatch(key):
            raise BadKey(self._url, f"{key!r} is not a key: names with slashes between them")

    @contextmanager
    def _errors(self, key: str = "") -> Iterator[None]:
        try:
            yield
        except (BaseError, OSError, ValueError) as e:
            raise _explained(e, self._url, key) from e


def _s3(url: SplitResult) -> S3Store:
    query = parse_qs(url.query)
    config: S3Config = {}
    if "endpoint" in query:
        config["endpoint"] = query["endpoint"][0]
    if "region" in query:
        config["region"] = query["region"][0]
    return S3Store(
        url.netloc,
        prefix=url.path.strip("/") or None,
        config=config,
        client_options={"allow_http": True, "timeout": _PATIENCE},
        retry_config={"max_retries": 2, "retry_timeout": _PATIENCE},
    )


def _explained(error: Exception, url: str, key: str) -> ArtifactError:
    words = str(error)
    if "NoSuchBucket" in words:
        return ArtifactError(url, "there is no such bucket")
    if isinstance(error, FileNotFoundError):
        return MissingArtifact(url, f"nothing is kept under {key!r}")
    if isinstance(error, PermissionDeniedError | UnauthenticatedError):
        return ArtifactError(url, f"permission denied{_HINT if url.startswith('s3') else ''}")
    if "HTTP error" in words:
        return ArtifactsUnreachable(url, "no answer from the server")
    return ArtifactError(url, words.strip().splitlines()[0].strip())  # below are the insides
