"""One PostgreSQL server a data folder, shared by every process that uses the folder."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import psycopg

from samphan.kit.embedded import binaries, errors, provision
from samphan.kit.environment import DatabaseConfig, kept_secret
from samphan.kit.locks import Share, exclusive
from samphan.kit.processes import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from samphan.kit.embedded.errors import EmbeddedServerError

SOCKET_PORT: Final = 5432
SOCKET_PATH_LIMIT: Final = 90
"""Characters. The kernel allows 103 to 107; the rest is room for the suffixes of temporary folders."""

START_SECONDS: Final = 60.0
RETRY_SECONDS: Final = 10.0
"""After the postmaster was killed its children need some time to notice and to let go of the shared memory."""

LOCK_SECONDS: Final = 90.0
LOG_LIMIT: Final = 10_000_000
ROOM_NEEDED: Final = 150_000_000
"""Bytes that a new cluster takes, with its first write-ahead log."""

_LOCALES: Final = ("C.UTF-8", "en_US.UTF-8", "English_United States.utf8")
"""Any locale that knows UTF-8 lets pg_trgm see Thai letters; only the first exists on every Linux."""

_OPTIONS: Final = {
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "1GB",
    "max_connections": "100",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "io_method": "sync",
    "timezone": "UTC",
    "log_min_messages": "warning",
    # Statements and details of errors hold what people typed: they stay out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_line_prefix": "%m [%p] %u@%d ",
    "idle_in_transaction_session_timeout": "10min",
    "shared_preload_libraries": "pg_stat_statements",
}
_BUSY_MEMORY: Final = ("pre-existing shared memory block", "lock file", "could not bind", "is in use")


class Server:
    """The PostgreSQL server of one data folder.

    Several processes may use it at once: each `start` or `attach` takes a share, each `stop` gives it up, and the
    last one to leave stops the server. A process that dies gives up its share by dying.

    Args:
        data_dir: the folder of the installation; the cluster lies in `pgdata-<major>` inside it.
        durable: `False` trades safety against power loss for speed; for tests.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self.data_dir = data_dir.absolute()
        self._durable = durable
        self._share = Share(self.data_dir / "postgres.users")
        self._postmaster: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def cluster(self) -> Path:
        """The folder of the cluster, named by its major version; a link when the server's account needs another place."""
        return self.data_dir / f"pgdata-{binaries.packaged_major()}"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.data_dir / "logs" / "postgres.log"

    def config(self, role: provision.Role = "app", database: str = provision.DATABASE) -> DatabaseConfig:
        """How to connect as `role`. Reads files only, and starts nothing.

        Before the first start there are no passwords yet and the password is empty.
        """
        host, port = self._endpoint()
        with contextlib.suppress(FileNotFoundError):
            password = self._password_file(role).read_text(encoding="ascii").strip()
            return DatabaseConfig(host, port, provision.ROLE_NAMES[role], password, database)
        return DatabaseConfig(host, port, provision.ROLE_NAMES[role], "", database)

    def running(self) -> bool:
        """Whether the server answers. Asked by connecting: a process number proves nothing."""
        return self._probe() is None

    def start(self, *, bound: bool = False) -> bool:
        """Start the server, building the cluster when there is none, or attach to it when it runs.

        Args:
            bound: the server stops when this process dies, however it dies (Linux).

        Returns:
            Whether this call started it.

        Raises:
            EmbeddedServerError: it does not start; nothing half-built stays.
        """
        self.prepare()
        with errors.spoken(self.data_dir), self._locked():
            self._refuse_foreign_data()
            started = not self.running()
            if started:
                if not self.cluster.exists():
                    self._build()
                self._launch(bound=bound)
            self._share.take()
            self._provision()
        return started

    def attach(self) -> None:
        """Take a share in the running server.

        Raises:
            EmbeddedServerError: it does not run.
        """
        if not (self.data_dir / "postgres.lock").exists():
            raise errors.not_running(self.data_dir)
        with self._locked():
            if not self.running():
                raise errors.not_running(self.data_dir)
            self._share.take()

    def stop(self) -> bool:
        """Give up this share, and stop the server when nobody else uses it.

        Returns:
            Whether the server was stopped.
        """
        if not (self.data_dir / "postgres.lock").exists():
            return False
        with self._locked():
            if not self._share.give_up() or not self.running():
                return False
            self._halt()
        return True

    def remove(self) -> None:
        """Stop the server and delete cluster and passwords: the folder is as before the first start."""
        self.stop()
        if self.running():
            raise errors.occupied(self.data_dir)
        place = self.cluster.resolve()
        if self.cluster.is_symlink():
            shutil.rmtree(place.parent)
            self.cluster.unlink()
        elif place.exists():
            shutil.rmtree(place)
        for role in provision.ROLE_NAMES:
            self._password_file(role).unlink(missing_ok=True)
        for name in ("postgres.json", "postgres.users"):
            (self.data_dir / name).unlink(missing_ok=True)

    def prepare(self) -> None:
        """Make the data folder, with room for a database in it.

        Raises:
            EmbeddedServerError: the disk is full, or the folder cannot be written to.
        """
        if not self.cluster.exists():
            errors.refuse_cramped(self.data_dir, needed=ROOM_NEEDED)
        with errors.spoken(self.data_dir):
            # As root the server's own account has to pass through to the cluster.
            as_root = hasattr(os, "geteuid") and os.geteuid() == 0
            mode = 0o711 if as_root else 0o700
            # Two that start at once both get here before the lock: one of them makes the folder.
            with contextlib.suppress(FileExistsError):
                self.data_dir.mkdir(parents=True, mode=mode)
                self.data_dir.chmod(mode)
            for name in ("keys", "logs"):
                (self.data_dir / name).mkdir(exist_ok=True, mode=0o700)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with exclusive(self.data_dir / "postgres.lock", seconds=LOCK_SECONDS):
                yield
        except TimeoutError:
            raise errors.occupied(self.data_dir) from None

    # How to reach it

    def _endpoint(self) -> tuple[str, int]:
        with contextlib.suppress(FileNotFoundError):
            kept = json.loads((self.data_dir / "postgres.json").read_text(encoding="utf-8"))
            return str(kept["host"]), int(kept["port"])
        return self._socket_folder(), SOCKET_PORT

    def _choose_endpoint(self) -> tuple[str, int]:
        folder = self._socket_folder()
        if sys.platform != "win32" and len(f"{folder}/.s.PGSQL.{SOCKET_PORT}") <= SOCKET_PATH_LIMIT:
            return folder, SOCKET_PORT
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            return "127.0.0.1", int(free.getsockname()[1])

    def _note_endpoint(self, host: str, port: int) -> None:
        # Other processes read it at any moment: whole, or as it was.
        scratch = self.data_dir / "postgres.json.new"
        scratch.write_text(json.dumps({"host": host, "port": port}), encoding="utf-8")
        scratch.replace(self.data_dir / "postgres.json")

    def _socket_folder(self) -> str:
        # Inside the cluster, which only the server's account and root may enter.
        return str(self.cluster.resolve())

    def _password_file(self, role: provision.Role) -> Path:
        return self.data_dir / "keys" / f"postgres_{role}"

    def _probe(self) -> str | None:
        """`None` when the server answers, else why not."""
        try:
            psycopg.connect(**self.config("superuser", "postgres").libpq(), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            return str(error)
        return None

    # Building

    def _refuse_foreign_data(self) -> None:
        own = binaries.packaged_major()
        found = sorted(
            int(folder.name.removeprefix("pgdata-"))
            for folder in self.data_dir.glob("pgdata-*")
            if folder.name.removeprefix("pgdata-").isdigit()
        )
        if found and (found[-1] > own or own not in found):
            raise errors.other_major(self.data_dir, found=found[-1], own=own)
        if self.cluster.is_symlink() and not self.cluster.exists():
            # A link that leads nowhere is a lost database, which an empty one must not hide.
            raise errors.lost(self.data_dir, self.cluster.readlink())

    def _build(self) -> None:
        """Make the cluster aside, and put it in its place when it is whole."""
        user = binaries.server_user()
        home = self._home(user)
        scratch = home / "pgdata.new"
        shutil.rmtree(scratch, ignore_errors=True)
        try:
            scratch.mkdir(mode=0o700)
            user.own(scratch)
            self._initdb(scratch, binaries.usable(user, home), user)
            place = home / self.cluster.name
            (scratch / "data").rename(place)
            if place != self.cluster:
                self.cluster.symlink_to(place)
        except BaseException:
            if home != self.data_dir:
                shutil.rmtree(home, ignore_errors=True)
            raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        (self.data_dir / "postgres.json").unlink(missing_ok=True)

    def _home(self, user: binaries.ServerUser) -> Path:
        """The folder for cluster and copied programs: the data folder, if the server's account can reach it."""
        if user.enters(self.data_dir):
            return self.data_dir
        shared = Path("/var/lib/samphan")
        shared.mkdir(parents=True, exist_ok=True)
        shared.chmod(0o711)
        number = 1
        while True:
            home = shared / f"{self.data_dir.parent.name}-{number}"
            try:
                home.mkdir(mode=0o711)
            except FileExistsError:
                number += 1
            else:
                (home / "belongs-to").write_text(f"{self.data_dir}\n", encoding="utf-8")
                return home

    def _initdb(self, scratch: Path, root: Path, user: binaries.ServerUser) -> None:
        password = scratch / "password"
        password.touch(mode=0o600)
        password.write_text(kept_secret(self._password_file("superuser")) + "\n", encoding="ascii")
        user.own(password)
        said = ""
        for locale in _LOCALES:
            command = [
                str(binaries.program(root, "initdb")),
                f"--pgdata={scratch / 'data'}",
                f"--username={provision.SUPERUSER}",
                f"--pwfile={password}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                f"--lc-ctype={locale}",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions",
                *([] if self._durable else ["--no-sync"]),
            ]
            done = subprocess.run(
                command,
                cwd=scratch,
                env=_clean_environment(),
                check=False,
                capture_output=True,
                **user.popen(),
            )
            said = (done.stderr or done.stdout).decode("utf-8", "replace")
            if done.returncode == 0:
                return
            if "locale" not in said:
                break
        raise self._explained(said)

    def _provision(self) -> None:
        with psycopg.connect(**self.config("superuser", "postgres").libpq(), autocommit=True) as connection:
            provision.ensure_roles(
                connection,
                owner_password=kept_secret(self._password_file("owner")),
                app_password=kept_secret(self._password_file("app")),
            )
            known = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [provision.DATABASE]
            ).fetchone()
            if not known:
                provision.ensure_database(self)
        with psycopg.connect(**self.config("superuser").libpq(), autocommit=True) as connection:
            trigrams = connection.execute("SELECT show_trgm('ก') <> '{}'").fetchone()
        if trigrams != (True,):
            raise errors.blind_to_thai()

    # Running

    def _launch(self, *, bound: bool) -> None:
        user = binaries.server_user()
        place = self.cluster.resolve()
        root = binaries.usable(user, place.parent)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        if self._postmaster is not None:
            # A killed child that nobody has asked about still counts as alive for the next one.
            self._postmaster.poll()
        deadline = time.monotonic() + RETRY_SECONDS
        while True:
            host, port = self._choose_endpoint()
            begin = self.log.stat().st_size if self.log.exists() else 0
            self._postmaster = self._spawn(root, place, user, host=host, port=port, bound=bound)
            self._note_endpoint(host, port)
            if self._await_answer(self._postmaster):
                return
            said = self._log_since(begin)
            if time.monotonic() > deadline or not any(sign in said for sign in _BUSY_MEMORY):
                raise self._explained(said)
            time.sleep(0.2)

    def _spawn(
        self, root: Path, place: Path, user: binaries.ServerUser, *, host: str, port: int, bound: bool
    ) -> subprocess.Popen[bytes]:
        by_socket = host.startswith("/")
        options = {
            **_OPTIONS,
            "port": str(port),
            "listen_addresses": "" if by_socket else host,
            "unix_socket_directories": host if by_socket else "",
        }
        if not self._durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [str(binaries.program(root, "postgres")), "-D", str(place)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            return subprocess.Popen(
                command,
                cwd=place,
                env=_clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=descriptor,
                # Ctrl-C in the terminal is for us: the server is told to stop after its clients.
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT) if bound else None,  # noqa: PLW1509  # asked for before any thread
                **user.popen(),
            )
        finally:
            os.close(descriptor)

    def _await_answer(self, postmaster: subprocess.Popen[bytes]) -> bool:
        """Whether it came to answer; `False` when it ended instead."""
        deadline = time.monotonic() + START_SECONDS
        while postmaster.poll() is None:
            if self._probe() is None:
                return True
            if time.monotonic() > deadline:
                postmaster.terminate()
                return False
            time.sleep(0.01)
        return False

    def _halt(self) -> None:
        postmaster, self._postmaster = self._postmaster, None
        if postmaster is not None and postmaster.poll() is None and sys.platform != "win32":
            postmaster.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                postmaster.wait(timeout=30)
                return
        user = binaries.server_user()
        place = self.cluster.resolve()
        command = [
            str(binaries.program(binaries.usable(user, place.parent), "pg_ctl")),
            "stop",
            "-D",
            str(place),
        ]
        done = subprocess.run(
            [*command, "-m", "fast", "-w", "-t", "60"],
            cwd=place,
            env=_clean_environment(),
            check=False,
            capture_output=True,
            **user.popen(),
        )
        if done.returncode != 0 and self.running():
            raise errors.does_not_stop(done.stderr.decode("utf-8", "replace").strip())

    def _log_since(self, begin: int) -> str:
        with self.log.open("rb") as file:
            file.seek(begin)
            return file.read().decode("utf-8", "replace")

    def _explained(self, said: str) -> EmbeddedServerError:
        """An error from what the server or the system said."""
        if "No space left" in said:
            return errors.full(self.data_dir)
        lines = [line for line in said.splitlines() if "FATAL" in line or "error" in line.lower()]
        reason = (lines or said.splitlines() or ["?"])[-1].strip()
        return errors.refused(self.data_dir, self.log, reason)


def _clean_environment() -> dict[str, str]:
    """The surroundings of the server: nothing of ours, no PG* variable of the caller, no locale of the caller."""
    kept = {name: os.environ[name] for name in ("PATH", "SystemRoot", "TEMP", "TMP") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
