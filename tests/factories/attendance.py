"""The day of an event: somebody came, got a certificate, agreed to stay in contact; a paper was issued."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from samphan.events.actions.certificates import (
    issue_certificates,
    make_some_certificates,
    set_certificate_rule,
)
from samphan.events.actions.checkin import Scan, record_check_ins
from samphan.events.actions.contacts import give_contact_consent
from samphan.events.actions.papers import issue_paper, make_paper, write_paper
from samphan.events.models import AgendaItem, Registration

if TYPE_CHECKING:
    from samphan.events.models import Event
    from samphan.kit.actor import Actor

DAY = dt.date(2026, 3, 31)
NOW = dt.datetime(2026, 3, 31, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def fill_attendance(by: Actor, event: Event, marker: str) -> None:
    """One of everything of the day, files included; ``marker`` stands in every text."""
    person = Registration.objects.filter(event=event).taking_part().order_by("id")[0]
    session = AgendaItem.objects.filter(event=event).order_by("id")[0]
    scans = [
        Scan(client_id=uuid.uuid4(), day=DAY, at=NOW, registration=person.pk, session=each)
        for each in (None, session.pk)
    ]
    record_check_ins(by=by, event=event, scans=scans, now=NOW, station=f"ประตู {marker}")
    rule = set_certificate_rule(
        by=by,
        event=event,
        rule="any_day",
        text=f"เข้าร่วม {marker}",
        signer_name=f"ผู้ลงนาม {marker}",
        signer_position=f"ตำแหน่ง {marker}",
    )
    issue_certificates(by=by, event=event, issued_on=DAY)
    while make_some_certificates(by=by, rule=rule):
        pass
    paper = write_paper(
        by=by,
        event=event,
        kind="invitation",
        subject=f"เรื่อง {marker}",
        text=f"ด้วย {marker}",
        signer_name=f"ผู้ลงนาม {marker}",
    )
    make_paper(by=by, version=issue_paper(by=by, paper=paper, version=None, today=DAY))
    give_contact_consent(by=by, registration=person, wording=f"ยินยอม {marker}", at=NOW)
