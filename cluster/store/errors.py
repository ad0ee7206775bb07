"""What can go wrong with the store, in one sentence each.

StoreError             the store cannot be used as asked
 +-- StoreUnreachable  there is no answer from the database; another try may get one
"""

import re

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoLinkFree

from cluster.errors import ClusterError, NoAnswer

_SQLITE = {
    "readonly": "no write permission for {file}",
    "unable to open": "cannot open {file}: no permission, or not a file",
    "not a database": "{file} is not an SQLite database",
    "disk I/O error": "cannot read or write {file}: disk error",
    "disk is full": "no space left for {file}",
}


class StoreError(ClusterError):
    """The store cannot be used as asked.

    url: where it is, without the password.
    """

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url, self.reason = url, reason

    def __str__(self) -> str:
        return f"store {self.url}: {self.reason}"


class StoreUnreachable(StoreError, NoAnswer):
    """The database does not answer, or is busy; another try may be answered."""


def without_password(url: str) -> str:
    """Return URL with *** for each password in it, be the rest of it right or wrong."""
    shown = re.sub(r"(://[^:/@]*):.*@", r"\1:***@", url)
    return re.sub(r"(password=)[^&]*", r"\1***", shown)


def explained(url: URL, error: SQLAlchemyError) -> StoreError:
    """Return ERROR of the database at URL as one sentence."""
    shown = without_password(url.render_as_string(hide_password=False))
    if isinstance(error, NoLinkFree):
        return StoreUnreachable(shown, "every link to it is in use")
    if isinstance(error, IntegrityError):
        return StoreError(shown, f"what is written does not fit what is there: {_message(error)}")
    if url.get_backend_name() == "sqlite":
        return _explained_sqlite(shown, str(url.database), _message(error))
    if isinstance(error, DBAPIError) and _is_link_lost(error):
        return StoreUnreachable(shown, _message(error))
    return StoreError(shown, _message(error))


def _explained_sqlite(shown: str, file: str, message: str) -> StoreError:
    if "locked" in message:
        return StoreUnreachable(shown, f"another program keeps {file} locked")
    for part, reason in _SQLITE.items():
        if part in message:
            return StoreError(shown, reason.format(file=file))
    return StoreError(shown, message)


def _is_link_lost(error: DBAPIError) -> bool:
    # psycopg2 gives a link that cannot be made no code, and one that broke class 57 or none
    code = getattr(error.orig, "pgcode", None)
    return error.connection_invalidated or code is None or code.startswith("57")


def _message(error: SQLAlchemyError) -> str:
    """Return the driver's own words on one line, without the statement."""
    words = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return words.strip().splitlines()[0].strip()
