"""A backup is everything; a restore is the same again, or nothing."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from samphan.kit.console import SpokenError
from samphan.web.operations import backup, database
from tests.operations.conftest import Installation, open_folder

pytestmark = pytest.mark.slow

Install = Callable[..., Installation]
CONTENT = "ผลการดำเนินงาน".encode() * 1000


def superuser(installation: Installation) -> psycopg.Connection:
    return psycopg.connect(**installation.server.config("superuser").libpq(), autocommit=True)


def everything(installation: Installation) -> dict[str, object]:
    """Every row, right, policy and function owner of the database."""
    with database.available(installation.environment), superuser(installation) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            ).fetchall()
        ]
        found: dict[str, object] = {
            name: connection.execute(
                f'SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{name}" AS t'  # noqa: S608  # names from the catalogue
            ).fetchone()
            for name in tables
        }
        for key, query in {
            "rights": "SELECT relname, relkind::text, relowner::regrole::text, relrowsecurity, relforcerowsecurity,"
            " (SELECT array_agg(r::text ORDER BY r::text) FROM unnest(relacl) AS r)"
            " FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
            "policies": "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2",
            "functions": "SELECT proname, proowner::regrole::text, prosecdef, proacl::text, pg_get_functiondef(oid)"
            " FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'"
            " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') ORDER BY 1, 5",
            "defaults": "SELECT defaclobjtype::text, defaclacl::text FROM pg_default_acl ORDER BY 1",
            # The server writes the text of a check anew, with other brackets: names and kinds must do.
            "constraints": "SELECT conname, contype::text, conrelid::regclass::text FROM pg_constraint ORDER BY 1, 2, 3",
            "triggers": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
        }.items():
            found[key] = connection.execute(query).fetchall()  # type: ignore[call-overload]  # texts of this file
    return found


@pytest.fixture(scope="module")
def used(request: pytest.FixtureRequest) -> Installation:
    """An installation with the whole demo in it, much of which row-level security hides, and a stored file."""
    installation = Installation(open_folder(request) / "data")
    request.addfinalizer(installation.server.remove)  # noqa: PT021  # also when what follows fails
    with database.available(installation.environment):
        for command in ("migrate", "demo"):
            done = installation.samphan(command)
            assert done.returncode == 0, done.stderr
    stored = installation.data / "files" / "aa" / ("a" * 64)
    stored.parent.mkdir(parents=True)
    stored.write_bytes(CONTENT)
    return installation


@pytest.fixture
def saved(used: Installation, tmp_path: Path) -> Path:
    with database.available(used.environment):
        return backup.write(used.environment, tmp_path / "saved.tar")


def test_restore_gives_the_same_again(used: Installation, saved: Path, install: Install) -> None:
    other = install()
    done = other.samphan("restore", str(saved))
    assert (done.returncode, done.stderr) == (0, "")
    before = everything(used)
    assert [
        name for name in ("accounts_user", "events_event", "tenancy_network") if before[name] == (0, None)
    ] == []
    assert everything(other) == before
    assert (other.data / "files" / "aa" / ("a" * 64)).read_bytes() == CONTENT
    assert other.environment.secret_key == used.environment.secret_key
    for name in ("keys/secret_key", "demo-accounts.json"):
        assert (other.data / name).read_bytes() == (used.data / name).read_bytes()
        assert (other.data / name).stat().st_mode & 0o777 == 0o600
    assert other.samphan("migrate").returncode == 0


def test_backup_is_one_file_for_its_owner(used: Installation) -> None:
    done = used.samphan("backup")
    path = Path(done.stdout.strip())
    assert path.parent == used.data / "backups"
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    with tarfile.open(path) as tar:
        assert sorted(tar.getnames()) == [
            "database.dump",
            "demo-accounts.json",
            f"files/aa/{'a' * 64}",
            "keys/secret_key",
            "manifest.json",
        ]
    path.unlink()


def test_backup_does_not_replace_a_file(used: Installation, saved: Path) -> None:
    before = saved.read_bytes()
    done = used.samphan("backup", str(saved))
    assert (done.returncode, done.stderr) == (1, f"{saved} exists already: name another file.\n")
    assert saved.read_bytes() == before


def test_backup_on_a_full_disk_leaves_nothing(used: Installation, small_disk: Callable[..., Path]) -> None:
    disk = small_disk("64k")
    done = used.samphan("backup", str(disk / "saved.tar"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"The disk of {disk} is full")
    assert done.stderr.count("\n") == 1
    assert list(disk.iterdir()) == []


def test_restore_into_an_installation_that_is_not_empty(used: Installation, saved: Path) -> None:
    before = everything(used)
    done = used.samphan("restore", str(saved))
    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert everything(used) == before


def rewritten(saved: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with members changed by a stranger, or by a bad disk."""
    with tarfile.open(saved) as tar:
        members = {each.name: tar.extractfile(each).read() for each in tar if each.isfile()}  # type: ignore[union-attr]
    change(members)
    with tarfile.open(saved, "w") as tar:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return saved


def _flip(members: dict[str, bytes]) -> None:
    members["database.dump"] = members["database.dump"][:-1] + b"?"


def _lose(members: dict[str, bytes]) -> None:
    del members[f"files/aa/{'a' * 64}"]


def _climb(members: dict[str, bytes]) -> None:
    manifest = json.loads(members["manifest.json"])
    manifest["sha256"]["files/../../escaped"] = manifest["sha256"]["database.dump"]
    members["manifest.json"] = json.dumps(manifest).encode()
    members["files/../../escaped"] = members["database.dump"]


def _age(members: dict[str, bytes]) -> None:
    manifest = json.loads(members["manifest.json"])
    manifest["format"] = 99
    members["manifest.json"] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "words"),
    [(_flip, "not a whole"), (_lose, "not a whole"), (_climb, "not a whole"), (_age, "newer Samphan")],
)
def test_restore_of_a_damaged_backup_leaves_nothing(
    saved: Path, install: Install, change: Callable[[dict[str, bytes]], None], words: str
) -> None:
    other = install()
    with pytest.raises(SpokenError, match=words):
        backup.restore(other.environment, rewritten(saved, change))
    assert not other.server.cluster.exists()
    assert not (other.data / "files").exists()
    assert not (other.data.parent / "escaped").exists()


def test_restore_of_a_truncated_backup(saved: Path, install: Install) -> None:
    saved.write_bytes(saved.read_bytes()[:20_000])
    other = install()
    with pytest.raises(SpokenError, match="not a whole"):
        backup.restore(other.environment, saved)
    assert not other.server.cluster.exists()


def test_restore_leaves_no_table_without_statistics(saved: Path, install: Install) -> None:
    other = install()
    backup.restore(other.environment, saved)
    with database.available(other.environment), superuser(other) as connection:
        blind = connection.execute(
            "SELECT relname FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND reltuples < 0"
        ).fetchall()
        known = connection.execute(
            "SELECT count(*) FROM pg_stats WHERE tablename = 'projects_project' AND attname = 'missions'"
        ).fetchone()
    assert (blind, known) == ([], (1,))


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\0" * 4096])
def test_restore_of_another_file(tmp_path: Path, install: Install, content: bytes) -> None:
    other = install()
    (tmp_path / "file").write_bytes(content)
    done = other.samphan("restore", str(tmp_path / "file"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "not a whole" in done.stderr


def test_restore_of_no_file(install: Install) -> None:
    assert install().samphan("restore", "/nowhere.tar").stderr == "There is no file /nowhere.tar.\n"


def test_migrate_backs_up_what_was_used_before(used: Installation, install: Install) -> None:
    with database.available(used.environment):
        with superuser(used) as connection:
            # A migration of Django's that changes nothing here, so that it can be run again.
            connection.execute("DELETE FROM django_migrations WHERE app = 'auth' AND name LIKE '0012%'")
        before = everything(used)
        done = used.samphan("migrate")
    assert done.returncode == 0, done.stderr
    assert "Backing up before the change" in done.stdout
    [path] = (used.data / "backups").glob("before-migration-*.tar")
    other = install()
    backup.restore(other.environment, path)
    assert everything(other) == before
    path.unlink()


def test_migrate_when_the_database_is_newer(used: Installation) -> None:
    with database.available(used.environment), superuser(used) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('tenancy', '9999_later', now())"
        )
        done = used.samphan("migrate")
        connection.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
    assert done.returncode == 1
    assert done.stderr.startswith("The database was written by a newer Samphan (tenancy 9999_later)")
