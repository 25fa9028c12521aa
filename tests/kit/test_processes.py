"""What a process asks of its system."""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEEPER = """
import sys
from pathlib import Path
if sys.argv[1] == "give":
    from samphan.kit.processes import give_memory_back
    assert give_memory_back()
pieces = [bytearray(2_000_000) for _ in range(60)]
del pieces
pieces = [bytearray(2_000_000) for _ in range(60)]
last = bytearray(500_000)
del pieces
print(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 1_000_000)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only this C library keeps what was freed")
def test_large_pieces_go_back_to_the_system() -> None:
    def left(how: str) -> int:
        command = [sys.executable, "-c", KEEPER, how]
        return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)

    assert left("give") < left("keep") - 100
