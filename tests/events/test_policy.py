"""Who may see what: the rule of pages and the rule of queries are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samphan.events import models, policy
from samphan.events.models import Event, TeamOrganisation
from samphan.events.models.results import Evidence, UseSource
from samphan.events.policy.attendance import see_named
from samphan.events.policy.registration import see_needs, see_nomination
from samphan.events.queries.parts import MODELS
from samphan.kit.actor import Actor, ActorKind, NetworkRef
from samphan.tenancy import rowsecurity
from samphan.tenancy.roles import PERMISSIONS, ROLES
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.world import fill_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.personas import World

#: Parts that stand in the world of tests alone.
PREPARED: set[type[Any]] = {
    models.TeamPerson,
    models.TeamTask,
    models.Room,
    models.AgendaRole,
    models.BudgetLine,
    models.Photo,
}
ALL: list[type[Any]] = [
    Event, TeamOrganisation, Evidence, UseSource, *(each for each in MODELS.values() if each not in PREPARED),
]  # fmt: skip


def see_needs_of(actor: Actor, need: models.PersonalNeed) -> Any:
    return see_needs(actor, need.registration.event)


#: Rows of the other models, each with the policy that its pages ask.
RULES: dict[type[Any], Callable[[Actor, Any], Any]] = {
    models.RegistrationSettings: policy.see,
    models.Nomination: see_nomination,
    models.PersonalNeed: see_needs_of,
    models.CheckIn: see_named,
    models.BudgetDocument: policy.see,
    models.CertificateRule: policy.see,
    models.Certificate: see_named,
    models.ContactConsent: see_named,
    models.Continuation: policy.see,
    models.Paper: policy.see,
    models.PaperVersion: policy.see,
    models.TaskNeed: policy.see,
    models.AgendaVersion: policy.see,
    models.EventSeries: policy.see,
    models.EventSurvey: policy.see,
    models.EventAgreement: policy.see,
    models.EventAlignment: policy.see,
    models.AskedRegistration: see_named,
    **dict.fromkeys(PREPARED, policy.see),
}
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


def test_every_model_of_events_has_its_rule_here() -> None:
    known = {*ALL, *RULES}
    assert set(apps.get_app_config("events").get_models()) == known


def actors(world: World) -> list[Actor]:
    """With no permission in A, with one, and with those of each role; in B everything is allowed."""
    return [
        Actor(
            kind=ActorKind.USER,
            user_id=1,
            network=NetworkRef(world.a.pk, world.a.slug, "", ""),
            networks=(world.a.pk, world.b.pk),
            permissions={world.a.pk: frozenset(held), world.b.pk: frozenset(PERMISSIONS)},
        )
        for held in ((), ("events.see",), *(role.permissions for role in ROLES.values()))
    ]


def test_rows_of_the_day_and_of_people_are_seen_by_the_rule_of_for_actor(
    world: World, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    for scope, marker in ((world.a, "ownalpha"), (world.b, "strangebeta")):
        with system_scope("test", scope.pk) as by:
            fill_network(by, marker)
    seen = 0
    for scope in (world.a, world.b):
        with system_scope("test", scope.pk):
            for model, see in RULES.items():
                rows = list(model.objects.all())
                assert rows, model
                for actor in actors(world):
                    allowed = {row.pk for row in rows if see(actor, row)}
                    found = set(model.objects.for_actor(actor).values_list("pk", flat=True))
                    assert found == allowed, (model, actor.permissions[world.a.pk])
                    seen += len(found)
    assert seen
