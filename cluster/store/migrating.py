"""Bring a database to the newest tables, whoever else does so at the same time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

WRITERS = 0x76707401  # the advisory lock of those who write
_MIGRATIONS = 0x76707402  # the advisory lock of those who change tables


def upgrade(engine: Engine) -> None:
    """Create or upgrade the tables; whoever comes second waits for the first."""
    config = Config()
    config.set_main_option("script_location", "cluster.store:migrations")
    if engine.dialect.name == "sqlite":
        _upgrade_sqlite(engine, config)
    else:
        _upgrade_postgres(engine, config)


def _upgrade_sqlite(engine: Engine, config: Config) -> None:
    with (
        _alone_in(Path(str(engine.url.database)).absolute().parent),
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link,
    ):
        if _is_newest(link, config):
            return
        link.exec_driver_sql("PRAGMA journal_mode=WAL")
        # A table that is rebuilt is dropped on the way, which must not take its children along;
        # inside a transaction the switch has no effect.
        link.exec_driver_sql("PRAGMA foreign_keys=OFF")
        link.exec_driver_sql("BEGIN IMMEDIATE")
        _run(link, config)
        link.exec_driver_sql("COMMIT")
        link.exec_driver_sql("PRAGMA foreign_keys=ON")


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    # SQLite's own locks do not do: no one waits for them while the journal mode changes.
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _upgrade_postgres(engine: Engine, config: Config) -> None:
    with engine.begin() as link:
        if _is_newest(link, config):
            return
        link.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATIONS})
        _run(link, config)


def _is_newest(link: Connection, config: Config) -> bool:
    newest = ScriptDirectory.from_config(config).get_heads()
    return set(MigrationContext.configure(link).get_current_heads()) == set(newest)


def _run(link: Connection, config: Config) -> None:
    config.attributes["connection"] = link
    command.upgrade(config, "head")
