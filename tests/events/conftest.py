"""One event with one of everything in network A, and one in B whose words must never show in A."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from samphan.tenancy.scope import system_scope
from tests.factories.events import make_full_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import Event
    from tests.personas import World

type At = Callable[..., str]


@pytest.fixture
def event(world: World) -> Event:
    with system_scope("test", world.a.pk) as by:
        return make_full_event(by)


@pytest.fixture
def foreign(world: World) -> Event:
    with system_scope("test", world.b.pk) as by:
        return make_full_event(by)


@pytest.fixture
def at(event: Event) -> At:
    """The address of a page of the event: ``at("hosts")``, ``at("change_use", use.pk)``."""
    return lambda name, *args: reverse(f"events:{name}", args=["alpha", event.pk, *args])


@pytest.fixture
def sheet() -> Callable[..., dict[str, Any]]:
    """What a list posts: ``sheet({"title_th": "ก"}, version=…, known=…)``; ``known`` rows existed before."""

    def data(*rows: dict[str, Any], known: int = 0, version: int | str = "") -> dict[str, Any]:
        posted: dict[str, Any] = {
            "rows-TOTAL_FORMS": len(rows),
            "rows-INITIAL_FORMS": known,
            "version": version,
        }
        for number, row in enumerate(rows):
            posted |= {f"rows-{number}-ORDER": number + 1}
            posted |= {f"rows-{number}-{name}": value for name, value in row.items()}
        return posted

    return data
