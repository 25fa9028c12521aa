"""The server in the data folder: built whole or not at all, shared, survived, refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import psycopg
import pytest

from samphan.kit.embedded import EmbeddedServerError, Server, ensure_database
from tests.operations.conftest import Installation, clean_environment

if TYPE_CHECKING:
    from pathlib import Path

Install = Callable[..., Installation]


def ask(
    server: Server, query: str, role: str = "superuser", database: str = "samphan"
) -> list[tuple[object, ...]]:
    with psycopg.connect(**server.config(role, database).libpq(), autocommit=True) as connection:  # type: ignore[arg-type]
        return connection.execute(query).fetchall()  # type: ignore[call-overload,no-any-return]


def test_start_builds_a_cluster_that_knows_thai(install: Install) -> None:
    with install().server as server:
        assert ask(server, "SELECT show_trgm('กข') <> '{}'") == [(True,)]
        assert ask(
            server,
            "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datlocale, datctype"
            " FROM pg_database WHERE datname = 'samphan'",
        ) == [("UTF8", "b", "C.UTF-8", "C.UTF-8")]
        assert ask(server, "SHOW data_checksums") == [("on",)]
        assert ask(server, "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1") == [
            ("btree_gin",),
            ("btree_gist",),
            ("pg_stat_statements",),
            ("pg_trgm",),
        ]
    assert not server.running()


def test_start_gives_each_role_its_powers_and_no_more(install: Install) -> None:
    with install().server as server:
        assert ask(
            server,
            "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
            " WHERE rolname LIKE 'samphan%' ORDER BY 1",
        ) == [
            ("samphan_app", True, False, False, False),
            ("samphan_backup", False, False, True, False),
            ("samphan_owner", True, False, False, False),
            ("samphan_search", False, False, False, False),
        ]
        with psycopg.connect(**server.config("owner").libpq(), autocommit=True) as owner:
            owner.execute("CREATE TABLE kept (id bigserial PRIMARY KEY)")
            owner.execute("CREATE FUNCTION found() RETURNS int LANGUAGE sql AS 'SELECT 1'")
            owner.execute("ALTER FUNCTION found() OWNER TO samphan_search")
        with psycopg.connect(**server.config("app").libpq(), autocommit=True) as app:
            app.execute("INSERT INTO kept DEFAULT VALUES")
            for forbidden in (
                "CREATE TABLE mine (id int)",
                "ALTER TABLE kept DISABLE ROW LEVEL SECURITY",
                "TRUNCATE kept",
                "SET ROLE samphan_owner",
                "SET ROLE samphan_backup",
                "SET ROLE samphan_search",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    app.execute(forbidden)


def test_start_asks_for_a_password_even_on_the_socket(install: Install) -> None:
    with install().server as server:
        wrong = {**server.config("superuser").libpq(), "password": "guess"}
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(**wrong)
        keys = {path.name: path.stat().st_mode & 0o777 for path in (server.data_dir / "keys").iterdir()}
        assert keys == {"postgres_app": 0o600, "postgres_owner": 0o600, "postgres_superuser": 0o600}
        passwords = {path.read_text() for path in (server.data_dir / "keys").iterdir()}
        assert len(passwords) == 3


def test_second_start_attaches_and_the_last_to_leave_stops(install: Install) -> None:
    installation = install()
    first, second = installation.server, installation.server
    assert first.start()
    assert not second.start()
    assert not first.stop()
    assert second.running()
    assert second.stop()
    assert not first.running()


def test_attach_when_it_does_not_run(install: Install) -> None:
    installation = install()
    first, second = installation.server, installation.server
    with pytest.raises(EmbeddedServerError, match="does not run"):
        second.attach()
    first.start()
    second.attach()
    assert not first.stop()
    assert ask(second, "SELECT 1", "app") == [(1,)]
    assert second.stop()
    with pytest.raises(EmbeddedServerError, match="does not run"):
        first.attach()


def test_data_survives_a_restart_and_a_killed_postmaster(install: Install) -> None:
    installation = install()
    server = Server(installation.data)
    server.start()
    with psycopg.connect(**server.config("owner").libpq(), autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 'ก'::text AS letter")
    assert server.stop()
    server.start()
    postmaster = int((server.cluster / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    assert server.start()
    assert ask(server, "SELECT letter FROM kept", "app") == [("ก",)]
    assert server.stop()


def test_server_bound_to_a_process_ends_with_it(install: Install) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("the kernel's parent death signal is a service of Linux")
    installation = install()
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "import pathlib, sys, time; from samphan.kit.embedded import Server;"
                "Server(pathlib.Path(sys.argv[1]), durable=False).start(bound=True); print('on', flush=True); time.sleep(99)"
            ),
            str(installation.data),
        ],
        env=clean_environment(),
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"on\n"
    holder.kill()
    holder.wait()
    holder.stdout.close()
    deadline = time.monotonic() + 20
    while installation.processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert installation.processes() == []


def test_start_uses_a_port_where_the_path_is_too_long_for_a_socket(install: Install) -> None:
    installation = install("long" * 20)
    with installation.server as server:
        config = server.config("app")
        assert config.host == "127.0.0.1"
        assert ask(server, "SELECT current_user::text", "app") == [("samphan_app",)]
        assert Server(installation.data).config("app") == config


def test_start_where_the_account_of_the_server_may_not_enter(install: Install, folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    server = install("closed/data").server
    server.start()
    place = server.cluster.resolve()
    assert ask(server, "SELECT 1", "app") == [(1,)]
    assert server.stop()
    server.remove()
    assert not place.exists()
    assert not server.cluster.is_symlink()
    if os.geteuid() == 0:
        assert not place.is_relative_to(closed)
        assert not place.parent.exists()


def test_prepare_the_same_folder_at_once(folder: Path) -> None:
    many = 8
    together = threading.Barrier(many)

    def prepare(place: Path) -> None:
        together.wait()
        Server(place).prepare()

    with ThreadPoolExecutor(many) as workers:
        for number in range(60):
            place = folder / f"{number}" / "data"
            list(workers.map(prepare, [place] * many))
            assert (place / "keys").is_dir()


def test_start_when_the_linked_cluster_is_lost(install: Install) -> None:
    installation = install()
    installation.server.prepare()
    installation.server.cluster.symlink_to("/nonexistent/samphan")
    with pytest.raises(EmbeddedServerError, match="is gone"):
        installation.server.start()
    installation.server.cluster.unlink()


@pytest.mark.parametrize(
    ("major", "words"), [("99", "run the newer Samphan"), ("9", "restore the last backup")]
)
def test_start_when_the_data_is_of_another_major_version(install: Install, major: str, words: str) -> None:
    installation = install()
    (installation.data / f"pgdata-{major}").mkdir(parents=True)
    with pytest.raises(EmbeddedServerError, match=words):
        installation.server.start()
    assert not installation.server.cluster.exists()


def test_start_on_a_full_disk_leaves_nothing(small_disk: Callable[..., Path]) -> None:
    disk = small_disk("20m")
    with pytest.raises(EmbeddedServerError, match="is full"):
        Server(disk / "data").start()
    assert list(disk.iterdir()) == []


def test_start_on_a_disk_that_fills_up_leaves_no_half_cluster(
    small_disk: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = small_disk("20m")
    # The check before is a courtesy; the disk may fill up after it.
    monkeypatch.setattr("samphan.kit.embedded.server.ROOM_NEEDED", 0)
    disk.chmod(0o755)
    with pytest.raises(EmbeddedServerError, match="is full"):
        Server(disk / "data").start()
    assert [path.name for path in (disk / "data").glob("pgdata*")] == []


def test_start_in_a_folder_that_cannot_be_written(small_disk: Callable[..., Path]) -> None:
    disk = small_disk("300m", read_only=True)
    with pytest.raises(EmbeddedServerError, match="cannot be written to"):
        Server(disk / "data").start()


def test_log_holds_nothing_that_was_typed(install: Install) -> None:
    with install().server as server:
        with psycopg.connect(**server.config("owner").libpq(), autocommit=True) as owner:
            owner.execute("CREATE TABLE people (name text CHECK (name <> 'สมหญิง รักเรียน'))")
            with pytest.raises(psycopg.errors.CheckViolation):
                owner.execute("INSERT INTO people VALUES ('สมหญิง รักเรียน')")
        log = server.log.read_text(encoding="utf-8")
    assert "violates check constraint" in log
    assert "สมหญิง" not in log


def test_further_database_from_a_template(install: Install) -> None:
    with install().server as server:
        with psycopg.connect(**server.config("owner").libpq(), autocommit=True) as owner:
            owner.execute("CREATE TABLE kept AS SELECT 7 AS number")
        ensure_database(server, "copy", template="samphan")
        ensure_database(server, "copy", template="samphan")
        assert ask(server, "SELECT number FROM kept", "app", "copy") == [(7,)]
        assert ask(server, "SELECT has_database_privilege('public', 'copy', 'CONNECT')") == [(False,)]
