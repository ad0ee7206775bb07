"""A real SSH server, for one user with one key."""

import getpass
import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.desk import Process
from tests.served import free_port, listens, wait_until

PROGRAM = "/usr/sbin/sshd"  # it insists on being started by its absolute path


class Sshd:
    """Listens at a port of its own; its files are in FOLDER: key, other_key and known_hosts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.user = folder, free_port(), getpass.getuser()
        for name in ("host_key", "key", "other_key"):
            self.make_key(name)
        self._know("host_key")
        (folder / "key.pub").rename(folder / "authorized")
        self._needs_a_folder_of_its_own()
        self.start()

    def start(self) -> None:
        self._process = Process(PROGRAM, "-D", "-e", "-f", str(self._configured()))
        wait_until(lambda: listens(self.port))

    def end(self) -> None:
        """End it, and the connections that it has."""
        for child in self.children():
            with suppress(ProcessLookupError):  # its connection ended meanwhile
                os.kill(child, signal.SIGKILL)
        self._process.end()

    def children(self) -> list[int]:
        """Return the processes that serve its connections."""
        told = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self._process.pid)], capture_output=True, check=False
        )
        return [int(pid) for pid in told.stdout.split()]

    def make_key(self, name: str) -> None:
        """Make a new pair of keys."""
        file = self.folder / name
        file.unlink(missing_ok=True)
        quiet = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
        subprocess.run(quiet, check=True)

    def _know(self, name: str) -> None:
        public = (self.folder / f"{name}.pub").read_text()
        (self.folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {public}")

    def _configured(self) -> Path:
        file = self.folder / "sshd_config"
        file.write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host_key\n"
            f"AuthorizedKeysFile {self.folder}/authorized\nStrictModes no\nUsePAM no\n"
            f"PasswordAuthentication no\nPidFile none\nPermitRootLogin yes\n"
            f"SetEnv SHLVL=2\n"  # else bash reads the user's own .bashrc, which may say things
        )
        return file

    @staticmethod
    def _needs_a_folder_of_its_own() -> None:
        """Make what Debian's sshd wants to lock itself into, where it runs for root."""
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
