"""Where people were checked in, the report speaks of those who came, in the numbers of the attendance page."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from samphan.events.models import CheckIn, Registration
from samphan.events.queries.attendance import attendance_numbers
from samphan.reports.queries.facts import report_facts
from samphan.reports.queries.state import state_of
from samphan.tenancy.scope import system_scope
from tests.factories.directory import make_organisation
from tests.factories.world import fill_network

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from tests.personas import World

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 31)


def check_in(by: Actor, registration: Registration, act: str = "in") -> None:
    now = dt.datetime(2026, 3, 31, 2, tzinfo=dt.UTC)
    CheckIn.objects.create(
        network_id=by.network_id,
        event_id=registration.event_id,
        registration=registration,
        day=DAY,
        act=act,
        client_id=uuid.uuid4(),
        at=now,
        received_at=now,
        way="search",
    )


def undo_all(by: Actor) -> None:
    """Nobody came yet: the rows that a full network holds are undone, because they cannot be deleted."""
    for row in CheckIn.objects.filter(act="in").select_related("registration"):
        CheckIn.objects.create(
            network_id=by.network_id,
            event_id=row.event_id,
            registration=row.registration,
            day=row.day,
            session=row.session,
            act="undo",
            client_id=uuid.uuid4(),
            at=row.at,
            received_at=row.at,
            way="search",
        )


def test_report_counts_those_who_came(world: World, settings: Any, tmp_path: Any) -> None:
    from samphan.reports.models import Report

    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        event = fill_network(by, "ownalpha")
        event.stated_participants = None
        event.save()
        event.categories.update(stated_count=None)
        people = list(Registration.objects.filter(event=event).taking_part().order_by("id"))
        assert len(people) >= 2
        report = Report.objects.select_related("event", "organisation").get()
        undo_all(by)
        before = report_facts(event, report.organisation).event.participation
        assert (before.counted, before.is_attendance) == (len(people), False)
        check_in(by, people[0])
        check_in(by, people[0])
        check_in(by, people[1])
        check_in(by, people[1], "undo")
        after = report_facts(event, report.organisation).event.participation
        came = attendance_numbers(event)
        assert (after.counted, after.is_attendance) == (1, True) == (came.people, True)
        assert after.counted_institutions == came.institution_count
        passages = " ".join(str(block.text) for block in state_of(report, slug="alpha").composition.blocks())
        assert "เช็กอินเข้าร่วมรวมทั้งสิ้น 1 คน" in passages


def test_what_is_said_of_sample_data_speaks_of_those_who_take_part(
    world: World, settings: Any, tmp_path: Any
) -> None:
    """A withdrawn sample registration marks no number, and its institution is nobody to report for."""
    from samphan.reports.models import Report
    from samphan.reports.queries.pages import reporting_organisations

    settings.DATA_DIR = tmp_path
    with system_scope("test", world.a.pk) as by:
        event = fill_network(by, "ownalpha")
        report = Report.objects.select_related("event", "organisation").get()
        people = list(Registration.objects.filter(event=event).taking_part().order_by("id"))
        Registration.objects.filter(event=event).update(is_sample=False)
        undo_all(by)
        gone = people[0]
        gone.organisation = make_organisation(by, "มหาวิทยาลัยที่ถอนตัว")
        gone.is_sample, gone.state = True, "withdrawn"
        gone.save()
        assert report_facts(event, report.organisation).sample_people == 0
        assert gone.organisation not in reporting_organisations(by, event)
        gone.state = "confirmed"
        gone.save()
        assert report_facts(event, report.organisation).sample_people == 1
        assert gone.organisation in reporting_organisations(by, event)
        check_in(by, people[1])
        assert report_facts(event, report.organisation).sample_people == 0
