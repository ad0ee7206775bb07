"""One database for several processes, and databases that cannot be used."""

import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoLinkFree

from cluster.events import AnyEvent
from cluster.store import Store, StoreError, StoreUnreachable
from cluster.store.errors import explained
from cluster.store.tables import Base
from tests.cluster import store_process
from tests.cluster.store_fixtures import begin, started
from tests.cluster.store_servers import Postgres

FIRST_VERSION = (
    "INSERT INTO executions (id, campaign, campaign_file, lab_file, state, stop_requested, "
    "stopped, started) VALUES (1, 'nightly', 'n', 'l', 'ended', false, false, 1)",
    "INSERT INTO jobs VALUES (1, 1, 'zap', 'zap.yaml', NULL, 'pass', false, '', 2)",
    "INSERT INTO attempts VALUES (1, 1, 1, 'zap', 'tv-1', 'bench', 1, 2, 'pass', '')",
    "INSERT INTO steps (execution, job, attempt, number, kind, what, started, ended, outcome, "
    "reason) VALUES (1, 1, 1, 0, 'press', 'press OK', 1, 2, 'pass', 'pressed')",
)


def process(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.cluster.store_process", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE)


def all_succeed(processes: list[subprocess.Popen[bytes]]) -> None:
    for one in processes:
        _, errors = one.communicate()
        assert (one.returncode, errors) == (0, b"")


def test_the_migrations_make_the_tables_that_the_code_expects(store_url: str) -> None:
    Store(store_url).close()
    engine = create_engine(store_url.replace("postgresql:", "postgresql+psycopg2:"))
    with engine.connect() as link:
        assert compare_metadata(MigrationContext.configure(link), Base.metadata) == []
    engine.dispose()


def test_a_store_of_the_first_version_keeps_all_that_is_in_it(store_url: str) -> None:
    engine = create_engine(store_url.replace("postgresql:", "postgresql+psycopg2:"))
    config = Config()
    config.set_main_option("script_location", "cluster.store:migrations")
    with engine.begin() as link:
        config.attributes["connection"] = link
        command.upgrade(config, "0001")
        for row in FIRST_VERSION:
            link.exec_driver_sql(row)
    engine.dispose()
    with Store(store_url) as store:
        [attempt] = store.attempts(1)
        [step] = store.steps(1, 1, 1)
        assert (attempt.device, attempt.model, attempt.build) == ("tv-1", "", "")
        assert (step.reason, step.asked, step.measures, step.hops) == ("pressed", None, (), ())
        assert store.passes(0.0) == []


def test_processes_may_open_a_new_store_at_once(store_url: str) -> None:
    all_succeed([process("open", store_url) for _ in range(3)])
    with Store(store_url) as store:
        assert begin(store) == 1


def test_two_processes_write_while_another_one_reads(store_url: str) -> None:
    jobs = 40
    with Store(store_url) as store:
        writers = [process("write", store_url, str(jobs)) for _ in range(2)]
        seen = _followed(store, number=2 * 3 * jobs)
        all_succeed(writers)
        for execution in (1, 2):
            events = [event for event in seen if event.execution == execution]
            whole = [
                e for job in range(1, jobs + 1) for e in store_process.finished(execution, job)
            ]
            assert events == whole
        assert [e.counts.passed for e in store.executions(9)] == [jobs, jobs]


def _followed(store: Store, *, number: int) -> list[AnyEvent]:
    """Follow the log from its beginning until NUMBER events were seen."""
    seen: list[tuple[int, AnyEvent]] = []
    while len(seen) < number:
        seen += store.events_since(seen[-1][0] if seen else 0, limit=7)
    return [event for _, event in seen]


def test_a_store_that_is_locked_can_be_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cluster.store.database.SQLITE_WAIT", 0.01)
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnreachable, match=r"another program keeps .*store\.db locked"):
            begin(store)
        assert store.executions(1) == []
        other.execute("ROLLBACK")
        other.close()
        assert begin(store) == 1


def test_a_database_that_went_away_can_be_tried_again(postgres: Postgres) -> None:
    with Store(postgres.new_database()) as store:
        execution = begin(store)
        postgres.stop()
        try:
            with pytest.raises(StoreUnreachable, match=r"connection to server .* failed"):
                store.record([started(execution)])
        finally:
            postgres.start()
        store.record([started(execution)])
        assert len(store.attempts(execution)) == 1


def test_a_database_that_is_not_there_is_one_sentence(postgres: Postgres) -> None:
    url = postgres.new_database()
    postgres.stop()
    try:
        with pytest.raises(StoreUnreachable) as caught:
            Store(url.replace("postgres:@", "postgres:secret@"))
    finally:
        postgres.start()
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("folder", ["file", "file/below"])
def test_a_folder_that_cannot_be_is_one_sentence(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"cannot use the folder .*: (Not a|File exists)"):
        Store(f"sqlite:///{tmp_path / folder / 'store.db'}")


def test_a_file_that_cannot_be_created_is_one_sentence() -> None:
    with pytest.raises(StoreError, match=r"cannot open /proc/store\.db"):
        Store("sqlite:////proc/store.db")


def test_a_file_that_may_only_be_read_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    sqlite3.connect(file).close()
    read_only = create_engine(f"sqlite:///file:{file}?mode=ro&uri=true")
    with read_only.connect() as link, pytest.raises(DBAPIError) as caught:
        link.exec_driver_sql("CREATE TABLE t (x)")
    error = explained(make_url(f"sqlite:///{file}"), caught.value)
    assert str(error) == f"store sqlite:///{file}: no write permission for {file}"
    read_only.dispose()


def test_a_store_of_a_newer_version_is_left_alone(store_url: str) -> None:
    Store(store_url).close()
    engine = create_engine(store_url.replace("postgresql:", "postgresql+psycopg2:"))
    with engine.begin() as link:
        link.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(StoreError, match=r"a newer version of this program.*9999"):
        Store(store_url)


def test_a_store_with_too_many_users_can_be_tried_again() -> None:
    error = explained(make_url("postgresql://db/lab"), NoLinkFree("QueuePool limit"))
    assert isinstance(error, StoreUnreachable)
    assert error.reason == "every link to it is in use"


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database" * 100)
    with pytest.raises(StoreError, match=r"notes\.txt is not an SQLite database"):
        Store(f"sqlite:///{file}")
    assert file.read_text() == "not a database" * 100


@pytest.mark.parametrize(
    "url",
    [
        "",
        "store.db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:store.db?uri=true",
        "mysql://me:secret@host/x",
        "postgresql://me:sec@ret@host:port/x",
    ],
)
def test_another_url_is_no_store(url: str) -> None:
    with pytest.raises(StoreError, match="not the address of a store") as caught:
        Store(url)
    assert "ret" not in caught.value.url


def test_a_password_in_the_query_is_not_shown() -> None:
    with pytest.raises(StoreUnreachable) as caught:
        Store("postgresql://127.0.0.1:1/lab?user=me&password=secret")
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in caught.value.url


@pytest.mark.parametrize("kind", [StoreError, StoreUnreachable])
def test_errors_survive_pickling(kind: type[StoreError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("sqlite:///x", "gone")))
    assert type(copy) is kind
    assert (copy.url, copy.reason, str(copy)) == ("sqlite:///x", "gone", "store sqlite:///x: gone")
