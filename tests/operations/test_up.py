"""`samphan up` as a person meets it: what it prints, what it refuses, and what is left when it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import psycopg
import pytest

from samphan.web.operations import checks, database
from tests.operations.conftest import Installation, answers, free_port, open_folder

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from samphan.kit.environment import DatabaseConfig

pytestmark = pytest.mark.slow

Install = Callable[..., Installation]
THAI = re.compile("[ก-๛]")
STOP_SECONDS = 60


@pytest.fixture(scope="module")
def migrated(request: pytest.FixtureRequest) -> Installation:
    """An installation that was started before, without the demo."""
    installation = Installation(open_folder(request) / "data")
    request.addfinalizer(installation.server.remove)  # noqa: PT021  # also when what follows fails
    done = installation.samphan("migrate")
    assert done.returncode == 0, done.stderr
    return installation


def printed_until_ready(process: subprocess.Popen[str]) -> str:
    """What it printed until it said how to stop it."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line == "Ctrl-C stops it.\n":
            break
    return "".join(lines)


def nobody_left(installation: Installation) -> list[str]:
    deadline = time.monotonic() + 20
    while installation.processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    return installation.processes()


def url(config: DatabaseConfig) -> str:
    return f"postgres://{config.user}:{config.password}@/{config.name}?host={config.host}"


def accounts(installation: Installation) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads((installation.data / "demo-accounts.json").read_text("utf-8"))
    return entries


def test_first_start_loads_the_demo_and_serves_until_it_is_told_to_stop(install: Install) -> None:
    installation, port = install(), free_port()
    process = installation.start("up", "--port", str(port))
    try:
        printed = printed_until_ready(process)
        assert answers(port)
        second = installation.samphan("up")
        assert (second.returncode, second.stdout) == (
            0,
            f"Samphan is already running: http://127.0.0.1:{port}\n",
        )
        restored = installation.samphan("restore", __file__)
        assert restored.stderr == f"Samphan is already running at http://127.0.0.1:{port}.\n"
        doctor = installation.samphan("doctor")
        assert "✓ Worker: 1 running," in doctor.stdout
        assert (doctor.returncode, "✗" in doctor.stdout) == (0, False)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=STOP_SECONDS)
    assert process.returncode == 0
    assert nobody_left(installation) == []
    lines = re.sub(r"\d+\.\d s", "N s", re.sub(r"\(\d+ steps\)", "(N steps)", printed)).splitlines()
    assert lines[:7] == [
        "Starting PostgreSQL … N s",
        "Preparing the tables (N steps) … N s",
        "Loading the demo … N s",
        "Starting the pages and the worker … N s",
        "",
        f"Samphan is ready: http://127.0.0.1:{port}",
        "Accounts of the demo:",
    ]
    assert [line.split() for line in lines[7:-1]] == [
        [each["persona"], each["email"], each["password"]] for each in accounts(installation)
    ]
    assert (installation.data / "demo-accounts.json").stat().st_mode & 0o777 == 0o600
    assert not (installation.data / "up.json").exists()

    before = accounts(installation)
    process = installation.start("up", "--reset-demo", "--yes", "--port", str(port))
    assert "Deleting the demo" in printed_until_ready(process)
    process.terminate()
    process.communicate(timeout=STOP_SECONDS)
    assert [each["email"] for each in accounts(installation)] == [each["email"] for each in before]
    assert {each["password"] for each in accounts(installation)}.isdisjoint(
        each["password"] for each in before
    )


def test_terminated_while_it_starts_leaves_nothing_behind(install: Install) -> None:
    installation = install()
    process = installation.start("up", "--no-demo", "--port", str(free_port()))
    assert process.stdout is not None
    assert process.stdout.read(8) == "Starting"
    process.terminate()
    process.communicate(timeout=STOP_SECONDS)
    assert nobody_left(installation) == []


def test_killed_leaves_no_process_behind(migrated: Installation) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("the kernel's parent death signal is a service of Linux")
    port = free_port()
    process = migrated.start("up", "--no-demo", "--port", str(port))
    assert answers(port)
    process.kill()
    process.communicate(timeout=STOP_SECONDS)
    assert nobody_left(migrated) == []


def test_a_page_comes_again_after_postgresql_was_killed(migrated: Installation) -> None:
    port = free_port()
    process = migrated.start("up", "--no-demo", "--port", str(port))
    try:
        printed_until_ready(process)
        os.kill(int((migrated.server.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        deadline = time.monotonic() + 30
        while not migrated.server.running() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert answers(port)
    finally:
        process.terminate()
        process.communicate(timeout=STOP_SECONDS)
    assert nobody_left(migrated) == []


def test_busy_port(install: Install) -> None:
    installation = install()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = installation.samphan("up", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Port {port} is in use by another program: choose another one, for example --port {port + 1}.\n"
    )
    assert not installation.server.cluster.exists()


@pytest.mark.parametrize("port", ["0", "65536", "http", "๘๐๐๐"])
def test_port_that_is_none(install: Install, port: str) -> None:
    done = install().samphan("up", "--port", port)
    assert done.returncode == 2
    assert "1 … 65535" in done.stderr


def test_data_of_a_newer_server(install: Install) -> None:
    installation = install()
    (installation.data / "pgdata-99").mkdir(parents=True)
    done = installation.samphan("up", "--port", str(free_port()), "--language", "th")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "PostgreSQL 99" in done.stderr
    assert THAI.search(done.stderr)


def test_full_disk(small_disk: Callable[..., Path]) -> None:
    disk = small_disk("20m")
    done = Installation(disk / "data").samphan("up", "--port", str(free_port()))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"The disk of {disk / 'data'} is full")
    assert list(disk.iterdir()) == []


def test_read_only_folder(small_disk: Callable[..., Path]) -> None:
    disk = small_disk("300m", read_only=True)
    done = Installation(disk / "data").samphan("up", "--port", str(free_port()))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"The folder {disk} cannot be written to")


def test_bad_variable(install: Install) -> None:
    done = install(more={"SAMPHAN_LOG_LEVEL": "loud"}).samphan("up")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "SAMPHAN_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, not 'LOUD'.\n"


@pytest.mark.parametrize("role", ["owner", "superuser"])
def test_role_with_powers_is_refused(migrated: Installation, install: Install, role: str) -> None:
    with migrated.server as server:
        address = url(server.config(role))  # type: ignore[arg-type]  # the parameters above
        other = install(more={"DATABASE_URL": address, "DATABASE_OWNER_URL": url(server.config("owner"))})
        done = other.samphan("serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert "could step around row-level security" in done.stderr


def test_server_of_ones_own(migrated: Installation, install: Install) -> None:
    port = free_port()
    with migrated.server as server:
        own = install(
            more={
                "DATABASE_URL": url(server.config("app")),
                "DATABASE_OWNER_URL": url(server.config("owner")),
            }
        )
        process = own.start("up", "--port", str(port))
        try:
            assert answers(port)
        finally:
            process.terminate()
            printed, _ = process.communicate(timeout=STOP_SECONDS)
        assert server.running()
        saved = own.samphan("backup")
        assert (saved.returncode, saved.stderr) == (0, "")
    assert install("restored").samphan("restore", saved.stdout.strip()).returncode == 0
    assert "PostgreSQL" not in printed
    assert not own.server.cluster.exists()
    assert process.returncode == 0


def test_server_of_ones_own_that_does_not_answer(install: Install) -> None:
    address = f"postgres://samphan_app:x@127.0.0.1:{free_port()}/samphan"
    done = install(more={"DATABASE_URL": address, "DATABASE_OWNER_URL": address}).samphan(
        "up", "--port", "9999"
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("The database samphan on 127.0.0.1 cannot be reached as samphan_app:")


def test_serve_to_other_machines(install: Install) -> None:
    done = install().samphan("serve", "--host", "0.0.0.0")  # noqa: S104  # that is what must be refused
    assert (done.returncode, done.stderr) == (
        1,
        "Only a production installation listens on 0.0.0.0: set SAMPHAN_MODE=prod, or leave --host out.\n",
    )


def test_serve_the_demo_to_other_machines_in_production(install: Install) -> None:
    installation = install(mode="prod")
    installation.data.mkdir()
    (installation.data / "demo-accounts.json").write_text("[]")
    done = installation.samphan("serve", "--host", "0.0.0.0")  # noqa: S104  # that is what must be refused
    assert done.returncode == 1
    assert done.stderr.startswith(f"The demo in {installation.data} is not shown to other machines")


def someone_typed_in(installation: Installation, email: str) -> None:
    with (
        database.available(installation.environment),
        psycopg.connect(**installation.server.config("superuser").libpq(), autocommit=True) as connection,
    ):
        connection.execute("DELETE FROM accounts_user")
        connection.execute(
            "INSERT INTO accounts_user (password, email, name, language, is_active, is_operator, created_at)"
            " VALUES ('!', %s, 'สมหญิง รักเรียน', 'th', true, false, now())",
            [email],
        )


@pytest.mark.parametrize(
    ("accounts", "words"),
    [(None, "it is not the demo"), (["demo@example.org"], "1 accounts in it do not belong to the demo")],
)
def test_reset_of_what_is_not_the_demo(
    migrated: Installation, accounts: list[str] | None, words: str
) -> None:
    note = migrated.data / "demo-accounts.json"
    if accounts is not None:
        note.write_text(json.dumps([{"persona": "x", "email": each, "password": "y"} for each in accounts]))
    someone_typed_in(migrated, "somying@example.ac.th")
    done = migrated.samphan("up", "--reset-demo", "--yes", "--port", str(free_port()))
    note.unlink(missing_ok=True)
    assert done.returncode == 1
    assert done.stderr == f"The installation in {migrated.data} is not deleted: {words}.\n"
    with database.available(migrated.environment):
        assert database.holds_records(migrated.environment)


def test_reset_asks_first(migrated: Installation) -> None:
    note = migrated.data / "demo-accounts.json"
    note.write_text(json.dumps([{"persona": "x", "email": "demo@example.org", "password": "y"}]))
    someone_typed_in(migrated, "demo@example.org")
    for answer in ("", "n\n", "no\n"):
        done = migrated.samphan("up", "--reset-demo", "--port", str(free_port()), stdin=answer)
        assert done.returncode == 1
        assert "Go on? [y/N]" in done.stdout
        assert done.stderr == "Nothing was deleted.\n"
    note.unlink()
    with database.available(migrated.environment):
        assert database.holds_records(migrated.environment)


def test_second_sight_of_the_database(migrated: Installation) -> None:
    with database.available(migrated.environment):
        found = checks.of_database(migrated.environment)
    assert [(each.subject.en, each.well) for each in found] == [
        ("PostgreSQL", True),
        ("The role of the pages", True),
        ("Extensions", True),
        ("Thai letters in searches", True),
        ("The role that migrates", True),
    ]


def test_doctor_before_the_first_start(install: Install) -> None:
    installation = install()
    done = installation.samphan("doctor", "--language", "th")
    assert done.returncode == 1
    assert f"✗ ฐานข้อมูล: ยังไม่มีใน {installation.data}\n  → กรุณาเริ่มระบบด้วยคำสั่ง samphan up\n" in done.stdout
    assert not installation.data.exists()


def test_doctor_when_mail_does_not_go_out(migrated: Installation) -> None:
    migrated.more["SAMPHAN_EMAIL_URL"] = f"smtp://127.0.0.1:{free_port()}"
    done = migrated.samphan("doctor")
    migrated.more.clear()
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith(("✗", "  →"))][1] == (
        "  → check SAMPHAN_EMAIL_URL"
    )


def test_doctor_when_an_extension_is_missing(install: Install) -> None:
    installation = install()
    with installation.server as server:
        with psycopg.connect(**server.config("superuser").libpq(), autocommit=True) as connection:
            connection.execute("DROP EXTENSION btree_gist")
        found = {each.subject.en: each for each in checks.of_database(installation.environment)}
    assert found["Extensions"].state.en == "missing: btree_gist"
    assert found["Extensions"].mend == checks.ADMINISTRATOR


@pytest.mark.parametrize(
    "arguments", [[], ["bogus"], ["up", "--bogus"], ["restore"], ["up", "extra"], ["serve", "--port"]]
)
def test_command_line_that_is_not_understood(install: Install, arguments: list[str]) -> None:
    done = install().samphan(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: samphan")
