"""Real data beside the project, for tests that are skipped where it is absent."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared"


def shared(path: str) -> Path:
    """A file of the shared data, or a skipped test."""
    found = FOLDER / path
    if not found.exists():
        pytest.skip(f"shared/{path} is not here")
    return found


def shared_json(path: str) -> Any:
    return json.loads(shared(path).read_text(encoding="utf-8"))
