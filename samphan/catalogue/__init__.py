"""Rules, vocabularies and forms that change by year or by country: data in YAML, read and checked once.

A *pack* is one YAML file. The packs of a folder come from the product and, with the same folder name, from
``DATA_DIR/catalogue``, where an installation keeps packs of its own; one of the same code replaces the product's.
What a pack means is known to the app that reads it; this package gives it the text with exact complaints.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings

SHIPPED: Final = Path(__file__).parent


class PackError(ValueError):
    """A pack cannot be used; the message names the file, the place in it and what is wrong there."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a pack together with its place, so that a complaint can say where it stands."""

    value: Any
    place: str

    def fields(self, *, required: str = "", optional: str = "") -> dict[str, Node]:
        """The entries of a mapping by name, None for an optional one that is absent.

        Args:
            required: names that must be there, blank separated.
            optional: names that may be there; any other name is a mistake.

        Raises:
            PackError: no mapping, a name is missing or unknown.
        """
        if not isinstance(self.value, Mapping):
            raise PackError(self.place, "names with values were expected here")
        known = required.split() + optional.split()
        if unknown := sorted(map(str, self.value.keys() - set(known))):
            raise PackError(self.place, f"unknown: {', '.join(unknown)} (known: {', '.join(known)})")
        if missing := [name for name in required.split() if name not in self.value]:
            raise PackError(self.place, f"missing: {', '.join(missing)}")
        return {name: Node(self.value.get(name), f"{self.place}.{name}") for name in known}

    def mapping(self) -> dict[str, Node]:
        """The entries of a mapping whose names are free; PackError when it is none."""
        if self.value is None:
            return {}
        if not isinstance(self.value, Mapping) or not all(isinstance(name, str | int) for name in self.value):
            raise PackError(self.place, "names with values were expected here")
        return {str(name): Node(value, f"{self.place}.{name}") for name, value in self.value.items()}

    def entries(self) -> list[Node]:
        """The entries of a list; PackError when it is none."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise PackError(self.place, "a list was expected here")
        return [Node(value, f"{self.place}[{number}]") for number, value in enumerate(self.value, start=1)]

    def text(self, default: str | None = None) -> str:
        """A text; PackError for anything else, or for nothing when there is no default."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, str) or not self.value.strip():
            raise PackError(self.place, "a text was expected here")
        return self.value.strip()

    def number(self, default: int | None = None) -> int:
        """A whole number; PackError for anything else."""
        if self.value is None and default is not None:
            return default
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise PackError(self.place, "a whole number was expected here")
        return self.value

    def day(self) -> dt.date | None:
        """A day written 2026-01-31, or None when nothing is written."""
        if self.value is None:
            return None
        if not isinstance(self.value, dt.date) or isinstance(self.value, dt.datetime):
            raise PackError(self.place, "a day such as 2026-01-31 was expected here")
        return self.value

    def one_of(self, *choices: str, default: str | None = None) -> str:
        """One of some words; PackError for any other."""
        word = self.text(default)
        if word not in choices:
            raise PackError(self.place, f"{word!r} is none of: {', '.join(choices)}")
        return word


def folders(kind: str) -> list[Path]:
    """Where packs of a kind are looked for: the product's folder, then the installation's own."""
    return [SHIPPED / kind, Path(settings.DATA_DIR) / "catalogue" / kind]


def read(kind: str) -> dict[str, Node]:
    """The packs of a kind by the name of their file without ``.yaml``, which must be their ``code``.

    Raises:
        PackError: a file is no YAML, or its code is not its name.
    """
    packs: dict[str, Node] = {}
    for folder in folders(kind):
        for path in sorted(folder.glob("*.yaml")):
            packs[path.stem] = _read(path)
    return packs


def _read(path: Path) -> Node:
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PackError(path.name, f"this is no YAML: {error}") from error
    if not isinstance(value, Mapping) or value.get("code") != path.stem:
        raise PackError(path.name, f"its code must be {path.stem!r}, as its file is called")
    return Node(value, path.name)
