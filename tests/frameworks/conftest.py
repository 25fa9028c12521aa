"""A network that adopted frameworks, and a plan of its own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils import translation

from samphan.frameworks.actions.framework import adopt_framework, write_plan
from samphan.tenancy.scope import user_scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samphan.frameworks.models import Framework
    from tests.personas import World

TODAY = dt.date(2026, 5, 1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences that actions raise are compared in the language of the source; pages choose their own."""
    with translation.override("en"):
        yield


@pytest.fixture
def tsu(world: World) -> Framework:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return adopt_framework(by=by, code="tsu", today=TODAY)


@pytest.fixture
def plan(world: World) -> Framework:
    with user_scope(world.users["secretariat"], "alpha") as by:
        return write_plan(
            by=by, kind="strategy", edition="2566-2570", title_th="แผนยุทธศาสตร์มหาวิทยาลัย", today=TODAY
        )


@pytest.fixture
def at() -> Callable[..., str]:
    """An address of the app in network A: ``at("framework", 3)``."""
    return lambda name, *args: reverse(f"frameworks:{name}", args=["alpha", *args])
