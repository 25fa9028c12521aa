"""The scope: what the database lets a reader see, proven with committed rows and the app role."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from samphan.directory.models import Organisation, OrganisationName, Person
from samphan.tenancy.actions import grant
from samphan.tenancy.models import AuditEntry, Grant, Network, StoredFile
from samphan.tenancy.scope import NoSuchNetwork, anonymous_scope, system_scope, user_scope
from tests.factories.directory import make_organisation, make_person
from tests.personas import World, make_world


def test_enter_network_without_role_is_refused(world: World) -> None:
    with pytest.raises(NoSuchNetwork), user_scope(world.users["outsider"], "alpha"):
        pass


def test_read_other_network_shows_nothing(committed: str) -> None:
    world = make_world()
    for network, name in ((world.a, "a.pdf"), (world.b, "b.pdf")):
        with system_scope("test", network.pk):
            StoredFile.objects.create(
                network=network, name=name, media_type="application/pdf", size=1, sha256="0" * 64
            )
    with user_scope(world.users["secretariat"], "alpha") as by:
        assert by.networks == (world.a.pk,)
        assert [each.name for each in StoredFile.objects.all()] == ["a.pdf"]
        assert {each.slug for each in Network.objects.all()} == {"alpha"}
    with anonymous_scope():
        assert StoredFile.objects.count() == 0


def test_read_without_scope_shows_nothing(committed: str) -> None:
    world = make_world()
    with system_scope("test", world.a.pk):
        StoredFile.objects.create(
            network=world.a, name="a.pdf", media_type="application/pdf", size=1, sha256="0" * 64
        )
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from tenancy_storedfile")
        assert cursor.fetchone() == (0,)


def test_write_into_other_network_fails(world: World) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        user_scope(world.users["secretariat"], "alpha"),
    ):
        StoredFile.objects.create(
            network=world.b, name="x", media_type="application/pdf", size=1, sha256="0" * 64
        )


def test_open_inner_scope_puts_outer_settings_back(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha"):
        with system_scope("inner", world.b.pk):
            assert set(Grant.objects.values_list("user__email", flat=True)) == {"stranger@example.org"}
        assert "stranger@example.org" not in set(Grant.objects.values_list("user__email", flat=True))
        assert "coordinator@example.org" in set(Grant.objects.values_list("user__email", flat=True))


def test_change_audit_is_impossible(world: World) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        grant(by=by, user=world.users["outsider"], role="board_member")
        entry = AuditEntry.objects.get(act="grant_role", actor_label="Secretariat")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            AuditEntry.objects.filter(pk=entry.pk).update(reason="forged")
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            AuditEntry.objects.filter(pk=entry.pk).delete()
        assert entry.object_label_th == "Outsider"


def test_attach_row_of_other_network_fails(committed: str) -> None:
    from samphan.events.models import Document, Event

    world = make_world()
    with system_scope("test", world.b.pk):
        foreign = StoredFile.objects.create(
            network=world.b, name="b.pdf", media_type="application/pdf", size=1, sha256="0" * 64
        )
    with (  # noqa: PT012 - the constraint is checked at the end of the scope
        pytest.raises(IntegrityError, match="events_document_file_tie"),
        system_scope("test", world.a.pk),
    ):
        event = Event.objects.create(network=world.a, slug="e", title_th="งาน")
        Document.objects.create(
            network=world.a, event=event, kind="document", title_th="เอกสาร", file_id=foreign.pk
        )


def test_record_of_another_keeper_is_neither_deleted_nor_taken_over(world: World) -> None:
    """Who may read a row of the shared directory cannot write it, whatever Python would let through."""
    with system_scope("test", world.b.pk) as by:
        organisation = make_organisation(by, "มหาวิทยาลัยของเครือข่ายข")
        person = make_person(by, is_listed=True)
    with user_scope(world.users["secretariat"], "alpha"):
        for model, pk in ((Organisation, organisation.pk), (Person, person.pk), (OrganisationName, None)):
            rows = model._default_manager.filter(kept_by_id=world.b.pk, **({"pk": pk} if pk else {}))
            assert rows.count() == 1
            assert rows._raw_delete("default") == 0
            assert rows.update(kept_by_id=world.a.pk) == 0
            assert rows.count() == 1


def test_network_and_grant_that_are_seen_from_outside_are_not_written(world: World) -> None:
    with system_scope("test", world.b.pk) as by:
        grant(by=by, user=world.users["secretariat"], role="coordinator")
    with user_scope(world.users["secretariat"], "alpha"):
        assert Network.objects.filter(pk=world.b.pk).count() == 1
        assert Network.objects.filter(pk=world.b.pk).update(slug="taken") == 0
        own = Grant.objects.filter(user=world.users["secretariat"], network=world.b)
        assert own.count() == 1
        assert own._raw_delete("default") == 0
