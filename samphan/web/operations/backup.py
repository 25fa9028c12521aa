"""One file that holds an installation: database, stored files, keys; and the way back.

The file is a tar archive: `manifest.json` first (what made it, and the SHA-256 of every member), then
`database.dump` (PostgreSQL's custom format), `files/…` and `keys/secret_key`. It holds everything the installation
knows, so it is written with mode 0600 and belongs on a disk that nobody else reads.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import importlib.metadata
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from samphan.kit import locks
from samphan.kit.console import SpokenError
from samphan.kit.embedded import Server, binaries
from samphan.kit.embedded.errors import spoken
from samphan.kit.embedded.provision import default_rights
from samphan.web.operations import database
from samphan.web.operations.state import refuse_running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samphan.kit.environment import DatabaseConfig, Environment

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DUMP: Final = "database.dump"
KEPT: Final = ("keys/secret_key", "demo-accounts.json")
"""Single files of the data folder that belong to a backup, besides the folder `files`. The passwords of the
database do not: every server has its own."""

AUTOMATIC_KEPT: Final = 5
LET_GO_SECONDS: Final = 600
"""So long a backup waits for files that are being let go of."""


def write(environment: Environment, target: Path | None = None) -> Path:
    """Write a backup and return its path; an unfinished one never carries the name.

    Args:
        environment: the installation; its database must be reachable.
        target: the file; by default one named by the time, in `backups` of the data folder.

    Raises:
        SpokenError: the disk is full, the folder cannot be written to, the target exists, or a tool is missing.
    """
    moment = dt.datetime.now(dt.UTC)
    path = target or environment.data_dir / "backups" / f"samphan-{moment:%Y%m%d-%H%M%S}.tar"
    if path.exists():
        raise SpokenError(f"{path} exists already: name another file.", f"มีไฟล์ {path} อยู่แล้ว กรุณาใช้ชื่ออื่น")
    scratch = path.with_name(f".{path.name}.new")
    with spoken(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        environment.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with (
                # So long nobody lets go of a file that the dump still names.
                locks.exclusive(environment.data_dir / locks.FILES, seconds=LET_GO_SECONDS),
                tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder,
            ):
                dump = Path(folder) / DUMP
                _dump(environment, dump)
                _pack(environment, moment, dump, scratch)
            scratch.rename(path)
        finally:
            scratch.unlink(missing_ok=True)
    return path


def before_migration(environment: Environment) -> Path:
    """A backup that nobody asked for; the oldest of these make room."""
    folder = environment.data_dir / "backups"
    moment = dt.datetime.now(dt.UTC)
    path = write(environment, folder / f"before-migration-{moment:%Y%m%d-%H%M%S-%f}.tar")
    for old in sorted(folder.glob("before-migration-*.tar"))[:-AUTOMATIC_KEPT]:
        old.unlink()
    return path


def restore(environment: Environment, source: Path) -> dict[str, Any]:
    """Read a backup into an empty installation and return its manifest. It works whole or not at all.

    Raises:
        SpokenError: the file is no backup, is damaged or newer; or the installation is not empty.
    """
    refuse_running(environment)
    manifest = _manifest(source)
    was_there = Server(environment.data_dir).cluster.exists()
    with spoken(environment.data_dir):
        try:
            with database.available(environment):
                _refuse_full(environment)
                with tempfile.TemporaryDirectory(dir=environment.data_dir, prefix=".restore-") as folder:
                    _unpack(source, manifest, Path(folder))
                    _load(environment, Path(folder) / DUMP)
                    _settle(environment, Path(folder))
        except BaseException:
            if environment.database is None and not was_there:
                Server(environment.data_dir).remove()
            raise
    return manifest


def _refuse_full(environment: Environment) -> None:
    if database.has_tables(environment) or any((environment.data_dir / "files").glob("*")):
        raise SpokenError(
            f"The installation in {environment.data_dir} is not empty: restore into another folder (SAMPHAN_DATA)"
            " or into an empty database.",
            f"ระบบใน {environment.data_dir} มีข้อมูลอยู่แล้ว กรุณากู้คืนลงในโฟลเดอร์อื่น (SAMPHAN_DATA) หรือในฐานข้อมูลว่าง",
        )


def _damaged(source: Path) -> SpokenError:
    return SpokenError(
        f"{source} is not a whole Samphan backup: take another copy of it.",
        f"{source} ไม่ใช่ไฟล์สำรองของสัมพันธ์ที่สมบูรณ์ กรุณาใช้สำเนาอื่น",
    )


# Writing


def _dump(environment: Environment, target: Path) -> None:
    _run(
        "pg_dump",
        database.config(environment, "owner"),
        "--format=custom",
        # The owner of a table does not see past its row-level security: the owner turns into the one who does.
        f"--role={database.ALL_ROWS_ROLE}",
        f"--file={target}",
        major=_server_major(environment),
    )


def _members(environment: Environment) -> Iterator[tuple[str, Path]]:
    root = environment.data_dir
    for name in KEPT:
        if (root / name).is_file():
            yield name, root / name
    for path in sorted((root / "files").rglob("*")):
        if path.is_file():
            yield path.relative_to(root).as_posix(), path


def _pack(environment: Environment, moment: dt.datetime, dump: Path, target: Path) -> None:
    members = [(DUMP, dump), *_members(environment)]
    manifest = {
        "format": FORMAT,
        "product": "samphan",
        "version": _version(),
        "created": moment.isoformat(timespec="seconds"),
        "postgresql": _server_major(environment),
        "sha256": {name: _sha256(path) for name, path in members},
    }
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with (
        os.fdopen(descriptor, "wb") as file,
        tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        text = json.dumps(manifest, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(text), 0o600
        tar.addfile(entry, io.BytesIO(text))
        for name, path in members:
            tar.add(path, arcname=name, recursive=False)
        tar.close()
        file.flush()
        os.fsync(file.fileno())


def _version() -> str:
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        return importlib.metadata.version("samphan")
    return "clone"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Reading


def _manifest(source: Path) -> dict[str, Any]:
    if not source.is_file():
        raise SpokenError(f"There is no file {source}.", f"ไม่พบไฟล์ {source}")
    try:
        with tarfile.open(source, mode="r:") as tar:
            file = tar.extractfile(MANIFEST)
            manifest = json.load(file) if file else None
    except (tarfile.TarError, KeyError, ValueError, EOFError):
        raise _damaged(source) from None
    if not isinstance(manifest, dict) or manifest.get("product") != "samphan":
        raise _damaged(source)
    if manifest.get("format") != FORMAT:
        raise SpokenError(
            f"{source} was written by a newer Samphan ({manifest.get('version')}): restore it with that one.",
            f"{source} เขียนโดยสัมพันธ์รุ่นที่ใหม่กว่า ({manifest.get('version')}) กรุณากู้คืนด้วยรุ่นนั้น",
        )
    return manifest


def _unpack(source: Path, manifest: dict[str, Any], folder: Path) -> None:
    sums: dict[str, str] = manifest["sha256"]
    found = set()
    try:
        with tarfile.open(source, mode="r:") as tar:
            for member in tar:
                if member.name == MANIFEST:
                    continue
                if not member.isreg() or member.name not in sums or not _is_ours(member.name):
                    raise _damaged(source)
                tar.extract(member, folder, filter="data")
                if _sha256(folder / member.name) != sums[member.name]:
                    raise _damaged(source)
                found.add(member.name)
    except (tarfile.TarError, EOFError):
        raise _damaged(source) from None
    if found != set(sums) or DUMP not in found:
        raise _damaged(source)


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    return name in {DUMP, *KEPT} or (path.parts[0] == "files" and ".." not in path.parts)


def _load(environment: Environment, dump: Path) -> None:
    config = database.config(environment, "owner")
    major = _server_major(environment)
    # Extensions were made with the database, by its superuser; the owner may not touch them.
    listed = _run("pg_restore", None, "--list", str(dump), major=major)
    wanted = [
        line
        for line in listed.splitlines()
        if " EXTENSION - " not in line and " COMMENT - EXTENSION " not in line
    ]
    contents = dump.with_suffix(".list")
    contents.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    with database.connect(environment, "owner") as owner:
        owner.execute(default_rights(given=False))
        try:
            _restore_into(config, dump, contents, major)
        finally:
            owner.execute(default_rights())
        # What the server knows of its tables is no part of a dump, and pages should not wait until it looks by itself:
        # planned without that knowledge, a list of thousands takes seconds.
        owner.execute("VACUUM (ANALYZE)")


def _restore_into(config: DatabaseConfig, dump: Path, contents: Path, major: int) -> None:
    _run(
        "pg_restore",
        config,
        f"--dbname={config.name}",
        "--exit-on-error",
        "--single-transaction",
        f"--use-list={contents}",
        str(dump),
        major=major,
    )


def _settle(environment: Environment, folder: Path) -> None:
    """Move what was unpacked to its place; the database is whole already."""
    root = environment.data_dir
    for name in KEPT:
        if (folder / name).is_file():
            (root / name).parent.mkdir(exist_ok=True, mode=0o700)
            (folder / name).replace(root / name)
            (root / name).chmod(0o600)
    if (folder / "files").is_dir():
        shutil.rmtree(root / "files", ignore_errors=True)
        (folder / "files").replace(root / "files")


# Tools


def _server_major(environment: Environment) -> int:
    with database.connect(environment, "owner") as connection:
        return connection.info.server_version // 10_000


def _tool(name: str, major: int) -> Path | str:
    """pg_dump must not be older than the server: ours, unless the server is newer."""
    with contextlib.suppress(SpokenError):
        if binaries.packaged_major() >= major:
            return binaries.program(binaries.packaged(), name)
    found = shutil.which(name)
    if found:
        return found
    raise SpokenError(
        f"The server is PostgreSQL {major}: install its client programs ({name}) and run this again.",
        f"เครื่องแม่ข่ายเป็น PostgreSQL {major} กรุณาติดตั้งโปรแกรม {name} ของรุ่นนี้ แล้วสั่งใหม่อีกครั้ง",
    )


def _run(name: str, config: DatabaseConfig | None, *arguments: str, major: int) -> str:
    surroundings = {key: os.environ[key] for key in ("PATH", "SystemRoot", "HOME") if key in os.environ}
    if config is not None:
        surroundings |= {
            "PGHOST": config.host,
            "PGPORT": str(config.port),
            "PGUSER": config.user,
            "PGPASSWORD": config.password,
            "PGDATABASE": config.name,
            **({"PGSSLMODE": config.options["sslmode"]} if "sslmode" in config.options else {}),
        }
    done = subprocess.run(
        [str(_tool(name, major)), *arguments, *(["--no-password"] if config else [])],
        env=surroundings,
        stdin=subprocess.DEVNULL,
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        if "No space left" in done.stderr:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        raise SpokenError(f"{name} failed: {reason}", f"{name} ทำงานไม่สำเร็จ: {reason}")
    return done.stdout
