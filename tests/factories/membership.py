"""One of everything around members, made through the actions that the pages use."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from samphan.kit.partial import PartialDate
from samphan.networks.actions.application import apply_for_membership
from samphan.networks.actions.benefit import record_benefit_use, write_benefit
from samphan.networks.actions.category import change_membership_settings, settings_of, write_category
from samphan.networks.actions.confirmation import (
    ask_for_confirmation,
    confirm_record,
    open_confirmation_round,
)
from samphan.networks.actions.dues import exempt_member, invoice_dues, record_payment
from samphan.networks.actions.membership import admit_member
from samphan.networks.actions.period import change_period, suspend_member
from samphan.networks.actions.prospect import (
    add_prospect,
    draft_membership_invitation,
    note_contact,
    send_membership_invitation,
)
from samphan.networks.models import Confirmation
from samphan.networks.queries.confirmation import record_of
from tests.factories.directory import make_organisation

if TYPE_CHECKING:
    from samphan.kit.actor import Actor
    from samphan.networks.models import Member


def fill_membership(by: Actor, member: Member, marker: str, now: dt.datetime) -> None:
    """Prospect, invitation, application, category, dues, benefit, suspension and confirmation, each with the marker."""
    today = now.date()
    change_membership_settings(
        by=by, now=now, takes_applications=True, words_th=f"คำชี้แจง {marker}", signer_name=f"ผู้ลงนาม {marker}"
    )
    category = write_category(by=by, name_th=f"ประเภท {marker}", dues=Decimal(2500))
    change_period(by=by, period=member.periods.get(), category=category, instrument=f"มติ {marker}")
    prospect = add_prospect(
        by=by,
        organisation=make_organisation(by, f"มหาวิทยาลัย {marker} สอง"),
        potential="high",
        potential_reason=f"เหตุผล {marker}",
        keeper=f"ผู้ประสาน {marker}",
    )
    note_contact(by=by, prospect=prospect, on=today, text=f"หารือ {marker}", today=today)
    words = {"to_name": f"ผู้รับ {marker}", "to_email": f"invited-{marker}@example.org", "subject": marker}
    draft_membership_invitation(by=by, prospect=prospect, body=marker, **words)
    sent = draft_membership_invitation(by=by, prospect=prospect, body=marker, **words)
    send_membership_invitation(by=by, invitation=sent, now=now)
    apply_for_membership(
        by=by,
        rules=settings_of(by.network_id),
        organisation=make_organisation(by, f"มหาวิทยาลัย {marker} สาม"),
        organisation_name=f"มหาวิทยาลัย {marker} สาม",
        category=category,
        applicant_name=f"ผู้ขอ {marker}",
        applicant_email=f"applicant-{marker}@example.org",
        submitted_on=today,
    )
    benefit = write_benefit(by=by, name_th=f"สิทธิประโยชน์ {marker}")
    record_benefit_use(by=by, benefit=benefit, member=member, on=today, occasion=f"งาน {marker}")
    for invoice in invoice_dues(by=by, year=2569, issued_on=today):
        record_payment(by=by, invoice=invoice, paid_on=today, way="transfer", issued_on=today)
    other = admit_member(
        by=by,
        organisation=make_organisation(by, f"มหาวิทยาลัย {marker} สี่"),
        since=PartialDate.of(dt.date(2020, 1, 1)),
        until=PartialDate.of(dt.date(2030, 1, 1), "year"),
        basis="fixed_term",
        number=f"N-{marker}",
    )
    exempt_member(by=by, member=other, year=2569, reason=f"ยกเว้น {marker}")
    suspend_member(by=by, member=other, since_on=today, reason=f"พัก {marker}")
    of = open_confirmation_round(by=by, year=2569, opened_on=today, due_on=dt.date(2035, 1, 1))
    ask_for_confirmation(by=by, of=of, subject=f"ยืนยัน {marker}", body=marker, now=now)
    found = Confirmation.objects.select_related("member__organisation").get(round=of, member=member)
    values = {**record_of(member, today), "website": f"https://{marker}.example.org"}
    confirm_record(by=by, confirmation=found, values=values, words=f"ถ้อยคำ {marker}", now=now)
