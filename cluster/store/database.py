"""A link to the database: opened, brought up to date, its errors put into words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoLinkFree

from cluster.store.errors import StoreError, explained, without_password
from cluster.store.migrating import WRITERS, upgrade

SQLITE_WAIT = 30.0  # seconds that a writer waits for another one
_POSTGRES_WAIT = 5  # seconds to get a link


class Database:
    """The database at URL: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.

    A file, and its folder, is created when it is missing; tables are created
    or upgraded.  Raises StoreError, here and in all that is asked of it.
    """

    def __init__(self, url: str) -> None:
        self._url = _parsed(url)
        self._engine = _engine(self._url)
        try:
            upgrade(self._engine)
        except (DBAPIError, NoLinkFree) as e:
            self.close()
            raise explained(self._url, e) from e
        except CommandError as e:
            self.close()
            reason = f"it was made by a newer version of this program: {e}"
            raise StoreError(without_password(url), reason) from e
        except OSError as e:
            reason = f"cannot use the folder {e.filename}: {e.strerror}"
            raise StoreError(without_password(url), reason) from e

    def close(self) -> None:
        """Give up every link; the next call would open a new one."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as link:
                yield link
        except (DBAPIError, NoLinkFree) as e:
            raise explained(self._url, e) from e

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One writer at a time: readers of the event log rely on ids that grow as they appear."""
        with self._transaction() as link:
            if link.dialect.name == "postgresql":
                link.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITERS})
            yield link


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as e:
        raise _not_a_store(url) from e
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg2")
    if parsed.drivername == "postgresql+psycopg2":
        return parsed
    file = parsed.database or ""
    if parsed.drivername == "sqlite" and file and not file.startswith((":memory:", "file:")):
        return parsed
    raise _not_a_store(url)


def _not_a_store(url: str) -> StoreError:
    wanted = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    return StoreError(without_password(url), f"not the address of a store, which is {wanted}")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(
        url,
        pool_pre_ping=True,
        executemany_mode="values_plus_batch",
        connect_args={"connect_timeout": _POSTGRES_WAIT},
    )


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": SQLITE_WAIT})
    event.listen(engine, "connect", _enforce_foreign_keys)
    return engine


def _enforce_foreign_keys(link: Any, _: object) -> None:
    link.execute("PRAGMA foreign_keys=ON")
