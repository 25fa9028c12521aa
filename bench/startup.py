"""M4: from a fresh clone to the first page, and the second start: `python bench/startup.py`.

Clones the last commit into a temporary folder and runs `python3 run.py up` there until a page answers, twice. The
caches of uv and npm are those of the account, so that packages are copied and not fetched; run it twice when they are cold.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from stage import await_page, free_port  # noqa: E402 - the folder of the product has to be known first

FIRST_SECONDS: Final = 60.0
SECOND_SECONDS: Final = 6.0
PATIENCE: Final = 600.0


def main() -> int:
    """Measure both starts; 1 when one takes too long."""
    folder = Path(tempfile.mkdtemp(prefix="samphan-clone-"))
    folder.chmod(0o711)  # as root the database server runs under another account, which passes through here
    clone = folder / "samphan"
    try:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first, second = start(clone), start(clone)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    load = os.getloadavg()[0]
    print(
        f"First start {first:.1f} s (at most {FIRST_SECONDS:.0f}), second {second:.1f} s (at most {SECOND_SECONDS:.0f});",
        end=" ",
    )
    print(f"load {load:.1f}.")
    return 0 if first <= FIRST_SECONDS and second <= SECOND_SECONDS else 1


def start(clone: Path) -> float:
    """Seconds from the command until the first page answers; stopped again as with Ctrl-C."""
    port = free_port()
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SAMPHAN_", "DATABASE_", "DJANGO_", "VIRTUAL_ENV", "PYTHON"))
    }
    begin = time.monotonic()
    child = subprocess.Popen(
        ["python3", "run.py", "up", "--port", str(port)], cwd=clone, env=kept, start_new_session=True
    )
    try:
        await_page(f"http://127.0.0.1:{port}/", child, seconds=PATIENCE)
        return time.monotonic() - begin
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(signal.SIGINT)
        child.wait(timeout=60)


if __name__ == "__main__":
    sys.exit(main())
