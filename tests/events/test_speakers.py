"""Roles on the programme: written as a list, tied to people, removed with their item; and whom a mailing tells."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from samphan.comms.queries import segments
from samphan.events.actions.agenda_versions import publish_agenda
from samphan.events.actions.parts import remove_part, restore_removed
from samphan.events.actions.preparing import AgendaRoleRow, arrange_agenda_roles
from samphan.events.actions.programme import AgendaRow, arrange_agenda
from samphan.events.models import AgendaRole, Registration
from samphan.tenancy.scope import system_scope, user_scope
from tests.factories.directory import make_person

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.test import Client

    from samphan.events.models import Event
    from tests.events.conftest import At
    from tests.personas import World

NOW = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)


def test_write_roles_on_their_page(
    world: World,
    browser: Callable[[str], Client],
    event: Event,
    foreign: Event,
    at: At,
    sheet: Callable[..., dict[str, Any]],
) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        person = make_person(by, "กานดา")
        item = event.agenda.get().pk
    with system_scope("test", world.b.pk):
        theirs = foreign.agenda.get().pk
    client = browser("secretariat")
    rows = sheet(
        {"name": person.name_th, "item": item, "role": "moderator"},
        {"name": "ผู้ใหญ่บ้าน สมชาย", "item": item, "role": "speaker"},
        {"role": "speaker"},
    )
    assert client.post(at("agenda_roles"), rows).headers["Location"] == at("programme")
    with user_scope(world.users["secretariat"], "alpha"):
        found = AgendaRole.objects.order_by("order").values_list("name", "person_id", "role")
        assert list(found) == [
            (person.name_th, person.pk, "moderator"),
            ("ผู้ใหญ่บ้าน สมชาย", None, "speaker"),
        ]
    page = client.get(f"{at('programme')}?lang=en").text
    assert ("Moderator" in page, "ผู้ใหญ่บ้าน สมชาย" in page) == (True, True)
    for row in ({"name": "x", "item": theirs, "role": "speaker"}, {"name": "ก" * 50_000, "item": item}):
        assert client.post(at("agenda_roles"), sheet(row)).status_code == 422
    assert browser("board").post(at("agenda_roles"), sheet()).status_code == 403


def test_remove_item_with_roles_is_undone_with_them(world: World, event: Event) -> None:
    with user_scope(world.users["secretariat"], "alpha") as by:
        item = event.agenda.get()
        arrange_agenda_roles(by=by, event=event, rows=[AgendaRoleRow(name="คุณหนึ่ง", item=item)])
        entry = remove_part(by=by, part=item)
        assert AgendaRole.objects.count() == 0
        restore_removed(by=by, event=event, entry=entry)
        assert AgendaRole.objects.get().name == "คุณหนึ่ง"


def test_mailing_about_the_new_programme_goes_to_those_concerned_in_their_language(
    world: World, event: Event
) -> None:
    segment = segments.segment("events.concerned")
    with user_scope(world.users["secretariat"], "alpha") as by:
        group, item = event.groups.get(), event.agenda.get()
        Registration.objects.update(group=group, email="one@example.org")
        arrange_agenda_roles(by=by, event=event, rows=[AgendaRoleRow(name="คุณหนึ่ง", item=item)])
        publish_agenda(by=by, event=event, now=NOW)
        assert list(segment.recipients(by, event.pk, None)) == []
        arrange_agenda(by=by, event=event, rows=[AgendaRow(id=item.pk, title_th="ใหม่", group=group)])
        version = publish_agenda(by=by, event=event, now=NOW)
        found = list(segment.recipients(by, event.pk, None))
        registration = Registration.objects.get()
        assert [(each.ref_id, each.address) for each in found] == [
            (-1, ""),
            (registration.pk, "one@example.org"),
        ]
        assert "“กิจกรรม 1” is now called “ใหม่”." in found[0].values["changes"][1]
        assert segment.parts is not None
        assert [pk for pk, _label in segment.parts(by, event.pk)] == [version.pk]
    with user_scope(world.users["coordinator"], "alpha") as by:
        assert list(segment.recipients(by, event.pk, None)) == []
