"""The accounts of the demo, in a file that only the owner of the installation may read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from samphan.kit.environment import Environment


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who can sign in to the demo."""

    persona: str
    email: str
    password: str


def path(environment: Environment) -> Path:
    """Where they are kept."""
    return environment.data_dir / "demo-accounts.json"


def read(environment: Environment) -> list[DemoAccount]:
    """The accounts, or none when there is no demo here."""
    try:
        entries = json.loads(path(environment).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [DemoAccount(entry["persona"], entry["email"], entry["password"]) for entry in entries]
