"""Who may see what: the rule of pages and the rule of queries are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samphan.events import policy
from samphan.events.models import Event, TeamOrganisation
from samphan.events.models.results import Evidence, UseSource
from samphan.events.queries.parts import MODELS
from samphan.kit.actor import Actor, ActorKind, NetworkRef
from samphan.tenancy import rowsecurity
from samphan.tenancy.roles import PERMISSIONS
from samphan.tenancy.scope import system_scope, user_scope

if TYPE_CHECKING:
    from tests.personas import World

ALL: list[type[Any]] = [Event, TeamOrganisation, Evidence, UseSource, *MODELS.values()]
CODES = st.frozensets(st.sampled_from(sorted(PERMISSIONS)))


def everything() -> dict[type[Any], list[Any]]:
    """Rows of the network whose scope is open."""
    return {model: list(model.objects.all()) for model in ALL}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(here=CODES, there=CODES, at_a=st.booleans())
def test_see_is_the_rule_of_for_actor(
    world: World, event: Event, foreign: Event, here: frozenset[str], there: frozenset[str], at_a: bool
) -> None:
    network, other = (world.a, world.b) if at_a else (world.b, world.a)
    actor = Actor(
        kind=ActorKind.USER,
        user_id=1,
        network=NetworkRef(network.pk, network.slug, "", ""),
        networks=(network.pk, other.pk),
        permissions={network.pk: here, other.pk: there},
    )
    for scope in (world.a, world.b):
        with system_scope("test", scope.pk):
            for model, rows in everything().items():
                assert rows, model
                allowed = {row.pk for row in rows if policy.see(actor, row)}
                assert set(model.objects.for_actor(actor).values_list("pk", flat=True)) == allowed, model


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_see_shows_nothing_outside_a_network(world: World, event: Event, model: type[Any]) -> None:
    with user_scope(world.users["secretariat"]) as actor:
        assert not model.objects.for_actor(actor).exists()
    with system_scope("test", world.a.pk):
        assert not any(policy.see(actor, row) for row in model.objects.all())


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_rows_of_an_event_are_tied_to_their_network(model: type[Any]) -> None:
    names = {name for name, _target, _column in rowsecurity.owned_references(model)}
    owned = {
        field.name
        for field in model._meta.concrete_fields
        if getattr(field.related_model, "table_kind", "") == "owned"
    }
    assert names == owned
