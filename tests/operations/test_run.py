"""`run.py` on machines that lack something: one sentence, a non-zero exit, nothing half-made."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.operations.conftest import ROOT, clean_environment, free_port

if TYPE_CHECKING:
    from collections.abc import Callable

LOCKS = ("requirements.lock", "requirements-dev.lock")
PARTS = ("run.py", "pyproject.toml", *LOCKS)


@pytest.fixture
def clone(folder: Path) -> Path:
    """As much of a clone as `run.py` reads before it installs anything."""
    return copy_to(folder / "clone")


def copy_to(place: Path) -> Path:
    place.mkdir(exist_ok=True)
    for name in PARTS:
        shutil.copy(ROOT / name, place / name)
    return place


def run(
    clone: Path, *arguments: str, python: str = sys.executable, **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, str(clone / "run.py"), *arguments],
        env=clean_environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def made(clone: Path) -> list[str]:
    """What is there now that was not cloned."""
    return sorted(path.name for path in clone.iterdir() if path.name not in {*PARTS, "__pycache__"})


def test_syntax_is_that_of_python_3_6() -> None:
    text = (ROOT / "run.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 6))
    imported = {
        (node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported <= sys.stdlib_module_names
    assert "__future__" not in imported


@pytest.mark.parametrize(
    "arguments",
    [[], ["serve"], ["test", "-x"], ["up", "--bogus"], ["up", "8000"], ["up", "--port"], ["--help"]],
)
def test_anything_else_prints_a_usage_line(clone: Path, arguments: list[str]) -> None:
    done = run(clone, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == "usage: python3 run.py up [--port N] [--no-demo] [--reset-demo] | python3 run.py test\n"
    )
    assert made(clone) == []


def old_python() -> str | None:
    """A Python that runs `run.py` and not Samphan, if this machine has one."""
    for name in ("python3", "python3.11", "python3.10", "python3.9", "python3.8", "python3.7", "python3.6"):
        for place in ("/usr/bin", "/usr/local/bin"):
            path = f"{place}/{name}"
            question = [path, "-c", "import sys; sys.exit((3, 6) <= sys.version_info < (3, 12))"]
            if Path(path).exists() and subprocess.run(question, check=False).returncode == 1:
                return path
    return None


@pytest.mark.parametrize(("language", "word"), [("C.UTF-8", "none was found"), ("th_TH.UTF-8", "ไม่พบ")])
def test_no_python_that_fits(clone: Path, folder: Path, language: str, word: str) -> None:
    python = old_python()
    if python is None or list(Path("/usr/bin").glob("python3.1[234]")):
        pytest.skip("this machine has no older Python, or a newer one at a place that is always looked at")
    done = run(
        clone, "up", python=python, PATH="/nonexistent", HOME=str(folder), PYENV_ROOT="", LANG=language
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "3.12, 3.13" in done.stderr
    assert word in done.stderr
    assert made(clone) == []


@pytest.mark.slow
def test_no_network_on_the_first_start(clone: Path, folder: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/simple"
    done = run(
        clone,
        "up",
        UV_DEFAULT_INDEX=nowhere,
        UV_CACHE_DIR=str(folder / "uv"),
        UV_HTTP_RETRIES="0",
        PIP_INDEX_URL=nowhere,
        PIP_EXTRA_INDEX_URL="",
        PIP_FIND_LINKS="",
        PIP_RETRIES="0",
        PIP_CONFIG_FILE="/dev/null",
        PIP_NO_CACHE_DIR="1",
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        (
            "The packages could not be fetched: connect this machine to the network for the first start,"
            " then run this again."
        )
    ]
    assert made(clone) == []


def test_full_disk(small_disk: Callable[..., Path]) -> None:
    clone = copy_to(small_disk("400k"))
    done = run(clone, "up")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"The disk of {clone} is full")
    assert made(clone) == []


@pytest.mark.parametrize("command", ["up", "test"])
def test_read_only_folder(small_disk: Callable[..., Path], command: str) -> None:
    clone = copy_to(small_disk("2m"))
    subprocess.run(["mount", "-o", "remount,ro", str(clone)], check=True)
    done = run(clone, command)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"The folder {clone} cannot be written to")


def packages(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\\n]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_hashes_and_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert (
        re.findall(r"://|--(?:extra-)?index-url|--find-links|--trusted-host", re.sub("^#.*", "", text)) == []
    )
    blocks = re.findall(r"^[a-z0-9-]+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(blocks) == len(packages(lock)) > 20


def test_both_locks_agree() -> None:
    small, large = packages(LOCKS[0]), packages(LOCKS[1])
    assert {name: large.get(name) for name in small} == small


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    def names(entries: list[str | dict[str, str]]) -> set[str]:
        return {re.split(r"[<>=!~\[ ]", entry)[0].lower() for entry in entries if isinstance(entry, str)}

    groups = project["dependency-groups"]
    run_needs = names(project["project"]["dependencies"]) | names(groups["build"])
    assert run_needs - packages(LOCKS[0]).keys() == set()
    assert run_needs | names(groups["dev"]) <= packages(LOCKS[1]).keys()
