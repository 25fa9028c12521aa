"""An event that lies ahead, and the address of its form."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from samphan.events.actions.registration_settings import make_form_link, set_up_registration
from samphan.kit.partial import PartialDate
from samphan.tenancy import links
from samphan.tenancy.scope import system_scope
from tests.factories.events import make_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import Event
    from tests.personas import World


@pytest.fixture
def event(world: World) -> Event:
    """An event that lies ahead."""
    soon = timezone.localdate() + dt.timedelta(days=30)
    with system_scope("test", world.a.pk) as by:
        return make_event(by, starts=PartialDate.of(soon), ends=PartialDate.of(soon), venue_th="หอประชุม")


@pytest.fixture
def open_form(world: World, event: Event) -> Callable[..., str]:
    """The address of a form that is open, with these settings."""

    def opened(**fields: Any) -> str:
        with system_scope("test", world.a.pk) as by:
            settings = {"has_form": True} | fields
            set_up_registration(by=by, event=event, now=timezone.now(), **settings)
            return links.path(make_form_link(by=by, event=event, now=timezone.now()), "alpha")

    return opened
