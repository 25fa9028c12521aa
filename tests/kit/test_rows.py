"""A row added by the statement that is made once is the row that ``save()`` would have written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.forms.models import model_to_dict

from samphan.directory.models import Person, PersonRelation
from samphan.kit import rows
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope

if TYPE_CHECKING:
    from tests.personas import World


def person(world: World, **words: Any) -> Person:
    return Person(
        kept_by_id=world.a.pk, given_name_th="สมชาย", family_name_th="ใจดี's", sort_key="สมชาย", **words
    )


def test_row_that_is_added_equals_one_that_is_saved(world: World) -> None:
    with system_scope("test", world.a.pk):
        added, saved = rows.add(person(world)), person(world)
        saved.save()
        found = [Person.objects.get(pk=each.pk) for each in (added, saved)]
        first, second = (model_to_dict(each, exclude=["id"]) for each in found)
    assert first == second
    assert all(each.changed_at for each in found)
    assert not added._state.adding


def test_row_with_a_structure_is_read_as_it_was_added(world: World) -> None:
    changes = {"state": [None, "100 %s"], "names": ["ก", 'a"b']}
    with system_scope("test", world.a.pk):
        added = rows.add(
            AuditEntry(network_id=world.a.pk, actor_kind="system", act="add_thing", changes=changes)
        )
        assert AuditEntry.objects.get(pk=added.pk).changes == changes


def test_row_that_is_changed_after_it_was_added_stays_one(world: World) -> None:
    with system_scope("test", world.a.pk):
        before = Person.objects.count()
        added = rows.add(person(world))
        added.given_name_th = "สมหญิง"
        added.save()
        assert Person.objects.count() == before + 1
        assert Person.objects.get(pk=added.pk).given_name_th == "สมหญิง"


def test_row_with_a_key_is_refused(world: World) -> None:
    with system_scope("test", world.a.pk), pytest.raises(ValueError, match="has a key already"):
        rows.add(person(world, id=7))


def test_row_that_refers_to_an_unsaved_one_is_refused(world: World) -> None:
    with system_scope("test", world.a.pk), pytest.raises(ValueError, match="unsaved related object"):
        rows.add(PersonRelation(network_id=world.a.pk, person=person(world)))


def test_row_of_no_network_is_refused(world: World) -> None:
    with system_scope("test", world.a.pk):
        known = rows.add(person(world))
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.add(PersonRelation(person=known))


def test_model_without_a_key_of_the_database_is_refused() -> None:
    from django.contrib.sessions.models import Session

    with pytest.raises(TypeError, match="does not get its key"):
        rows._statement(Session)
    assert rows._statement(ContentType)[0].startswith("INSERT INTO")
