"""What participants need: kept with consent alone, counted without names, deleted when its day has come."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from samphan.events.actions.contacts import give_contact_consent
from samphan.events.actions.registration_needs import purge_needs
from samphan.events.models import PersonalNeed, Registration
from samphan.tenancy.actions import grant
from samphan.tenancy.models import AuditEntry
from samphan.tenancy.scope import system_scope
from tests.events.registration.forms import cells, registered, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.events.models import Event
    from tests.personas import World


def test_register_needs_are_kept_with_consent_alone(world: World, open_form: Callable[..., str]) -> None:
    path = open_form()
    assert send(path, diet="allergy", diet_words="ถั่วลิสง").status_code == 422
    assert send(path, diet="allergy", diet_words="ถั่วลิสง", consent="on").status_code == 302
    with system_scope("test", world.a.pk):
        need = PersonalNeed.objects.get()
        assert (need.kind, need.choice, need.text) == ("diet", "allergy", "ถั่วลิสง")
        assert need.wording
        assert need.purge_on == timezone.localdate() + dt.timedelta(days=60)
        entry = AuditEntry.objects.get(act="tell_needs")
        assert "ถั่วลิสง" not in str(entry.changes)


def test_needs_are_seen_by_who_prepares_the_event_and_counted_without_names(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(), diet="halal", diet_words="ครัวแยก", consent="on")
    path = f"/n/alpha/events/{event.pk}/registration/needs/"
    with system_scope("test", world.a.pk) as by:
        for name, role in (("coordinator", "event_helper"), ("lead", "board_member")):
            grant(by=by, user=world.users[name], role=role)
    for name in ("coordinator", "lead"):
        # Both see the names of participants, and neither what these need.
        assert world.client(name).get(f"/n/alpha/events/{event.pk}/people/export/").status_code == 200
        assert world.client(name).get(path).status_code == 403
        assert world.client(name).get(f"{path}export/").status_code == 403
        page = world.client(name).get(f"/n/alpha/events/{event.pk}/registration/")
        assert (page.status_code, path in page.text) == (200, False)
    page = world.client("secretariat").get(path)
    assert "ครัวแยก" in page.text
    sheet = world.client("secretariat").get(f"{path}export/")
    assert sheet.status_code == 200
    content = b"".join(sheet.streaming_content) if sheet.streaming else sheet.content
    assert "มาลี" not in str([cell for row in cells(content) for cell in row])


@pytest.mark.parametrize(("role", "is_told"), [("event_helper", False), ("board_member", True)])
def test_who_helps_for_a_day_is_given_names_and_no_addresses(
    world: World, event: Event, open_form: Callable[..., str], role: str, is_told: bool
) -> None:
    send(open_form(), phone="081 234 5678")
    with system_scope("test", world.a.pk) as by:
        grant(by=by, user=world.users["coordinator"], role=role)
        registration = Registration.objects.select_related("event").get()
        give_contact_consent(by=by, registration=registration, wording="ยินยอม", at=timezone.now())
    client, base = world.client("coordinator"), f"/n/alpha/events/{event.pk}"
    for path in ("people/export/", "registration/waiting/export/?state=every"):
        answer = client.get(f"{base}/{path}")
        assert answer.status_code == 200
        told = str(list(cells(answer.content)))
        if path.startswith("people"):
            assert "มาลี" in told
            assert ("081 234 5678" in told) is is_told
            assert ("malee@example.org" in told) is is_told
        assert is_told or "E-mail" not in told
    for path in (f"{base}/contacts/", f"{base}/contacts/export/", "/n/alpha/contacts/"):
        assert client.get(path).status_code == (200 if is_told else 403)


def test_purge_deletes_needs_whose_day_has_come(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(needs_kept_days=10), diet="halal", consent="on")
    day = timezone.localdate() + dt.timedelta(days=40)
    with system_scope("test", world.a.pk) as by:
        assert by.network
        assert purge_needs(by=by, network=by.network, today=day - dt.timedelta(days=1)) == 0
        assert PersonalNeed.objects.count() == 1
        assert purge_needs(by=by, network=by.network, today=day) == 1
        assert PersonalNeed.objects.count() == 0
        assert AuditEntry.objects.get(act="purge_needs").changes == {"needs": [1, 0]}
        assert Registration.objects.count() == 1


def test_remove_a_registration_leaves_no_copy_of_its_needs(
    world: World, event: Event, open_form: Callable[..., str]
) -> None:
    send(open_form(), diet="allergy", diet_words="แพ้กุ้ง", consent="on")
    (found,) = registered(world)
    path = f"/n/alpha/events/{event.pk}/registration/{found.pk}/remove/"
    assert world.client("secretariat").post(path).status_code == 302
    with system_scope("test", world.a.pk):
        assert not PersonalNeed.objects.exists()
        entry = AuditEntry.objects.get(act="remove_registration")
        assert "แพ้กุ้ง" not in str(entry.changes)
        assert "มาลี" in entry.object_label_th
