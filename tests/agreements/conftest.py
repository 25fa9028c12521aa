"""Sentences are compared in the language of the source; three institutions that may agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation

from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.directory.models import Organisation
    from tests.personas import World


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def three(world: World) -> list[Organisation]:
    """Institutions that network A keeps."""
    with system_scope("test", world.a.pk) as by:
        return [make_organisation(by, f"มหาวิทยาลัย{name}") for name in ("หนึ่ง", "สอง", "สาม")]


@pytest.fixture
def at() -> Callable[..., str]:
    """An address of the app in network A: ``at("agreement", 3)``."""
    return lambda name, *args: reverse(f"agreements:{name}", args=["alpha", *args])
