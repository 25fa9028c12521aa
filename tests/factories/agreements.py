"""Agreements and resources, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from samphan.agreements.actions.agreement import PartyRow, register_agreement
from samphan.agreements.actions.amendment import amend_agreement, attach_file
from samphan.agreements.actions.obligation import note_sign_of_life, settle_obligation, write_obligation
from samphan.agreements.actions.party import SignatoryRow, arrange_signatories
from samphan.agreements.actions.reminder import remind_owner
from samphan.agreements.actions.resource import add_entry, state_need, write_resource
from samphan.events.actions.agreements import tie_agreement as tie_event
from samphan.kit.asking import Upload
from samphan.kit.partial import PartialDate
from samphan.projects.actions.agreement import tie_agreement as tie_project
from samphan.projects.models import Project
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from samphan.agreements.models import Agreement, Resource
    from samphan.directory.models import Organisation, Person
    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.kit.partial import Precision

TODAY = dt.date(2026, 11, 20)


def known(text: str, precision: Precision = "day") -> PartialDate:
    """A date known to a precision."""
    return PartialDate.of(dt.date.fromisoformat(text), precision)


def make_agreement(
    by: Actor, title_th: str = "บันทึกข้อตกลงทดสอบ", *, parties: list[Organisation] | None = None, **words: Any
) -> Agreement:
    """An agreement of two new organisations that holds for three years since March 2025, unless said otherwise."""
    if parties is None:
        parties = [make_organisation(by, f"{title_th} {each}") for each in ("ก", "ข")]
    given = {
        "kind": "mou",
        "title_th": title_th,
        "signed_on": known("2025-03-01"),
        "ending": "fixed",
        "ends": known("2028-02-29"),
        **words,
    }
    return register_agreement(
        by=by, parties=[PartyRow(organisation=each) for each in parties], today=TODAY, **given
    )


def make_resource(by: Actor, giver: Organisation, title_th: str = "เงินสนับสนุน", **words: Any) -> Resource:
    """A pledge of 100,000 baht, unless said otherwise."""
    given = {"kind": "money", "title_th": title_th, "giver": giver, "amount": Decimal(100_000), **words}
    return write_resource(by=by, **given)


def tie_agreements(by: Actor, agreement: Agreement, event: Event) -> None:
    """The event and every project of the network stand under the agreement."""
    tie_event(by=by, event=event, agreement=agreement)
    for project in Project.objects.filter(network_id=by.network_id):
        tie_project(by=by, project=project, agreement=agreement)


def fill_agreements(
    by: Actor, organisation: Organisation, other: Organisation, person: Person, marker: str
) -> Agreement:
    """One of everything of the app; ``marker`` stands in every text."""
    agreement = make_agreement(
        by,
        f"ข้อตกลง {marker}",
        parties=[organisation, other],
        title_en=f"Agreement {marker}",
        paper_number=f"ที่ {marker}",
        scope_th=f"ขอบเขต {marker}",
        ends=known("2026-12-31"),
        owner_name=f"ผู้ดูแล {marker}",
        owner_email=f"owner-{marker}@example.org",
    )
    party = agreement.parties.order_by("order")[0]
    signatory = SignatoryRow(
        name=f"ผู้ลงนาม {marker}", position=f"อธิการบดี {marker}", party=party, person=person
    )
    arrange_signatories(by=by, agreement=agreement, rows=[signatory])
    upload = Upload(f"{marker}.pdf", b"%PDF-1.7 " + marker.encode())
    amend_agreement(
        by=by,
        agreement=agreement,
        kind="addendum",
        changed_th=f"แก้ไข {marker}",
        signed_on=known("2025-06-01"),
        upload=upload,
    )
    attach_file(by=by, agreement=agreement, title=f"ฉบับลงนาม {marker}", upload=upload)
    obligation = write_obligation(
        by=by,
        agreement=agreement,
        what_th=f"พันธะ {marker}",
        party=party,
        person=person,
        due_on=dt.date(2025, 12, 31),
        is_yearly=True,
    )
    settle_obligation(
        by=by, obligation=obligation, state="done", on=TODAY, note=f"หลักฐาน {marker}", today=TODAY
    )
    note_sign_of_life(by=by, agreement=agreement, on=TODAY, note=f"นัดพบ {marker}", today=TODAY)
    remind_owner(by=by, agreement=agreement, today=TODAY)
    resource = make_resource(
        by,
        organisation,
        f"งบประมาณ {marker}",
        purpose=f"เพื่อ {marker}",
        agreement=agreement,
        note=f"หมายเหตุ {marker}",
    )
    on = known("2026-05-01")
    add_entry(by=by, resource=resource, kind="received", on=on, amount=Decimal(60_000))
    add_entry(
        by=by,
        resource=resource,
        kind="used",
        on=on,
        amount=Decimal(10_000),
        purpose=f"จัดประชุม {marker}",
        user=f"ผู้ใช้ {marker}",
    )
    state_need(by=by, kind="money", title_th=f"ต้องการ {marker}", year=2569, amount=Decimal(200_000))
    make_agreement(
        by, f"ข้อตกลงเปิด {marker}", parties=[organisation, other], ends=known("2026-12-31"), is_open=True
    )
    make_resource(by, organisation, f"ทรัพยากรเปิด {marker}", is_open=True)
    return agreement
