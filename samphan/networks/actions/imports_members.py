"""Lists of members and of representatives are taken in, row by row as if each had been entered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.directory.actions.imports_bulk import row as in_row
from samphan.directory.actions.imports_organisations import WORDS as ORGANISATION_WORDS
from samphan.directory.actions.imports_organisations import add_institutions
from samphan.directory.models import ImportKind, Organisation
from samphan.directory.queries.findable import ORGANISATION
from samphan.directory.queries.imports import ListKind, Outcome, RowState
from samphan.networks import policy
from samphan.networks.actions.membership import admit_member
from samphan.networks.actions.representative import name_representative
from samphan.networks.models import Member, MemberCategory, MembershipPeriod
from samphan.networks.queries.imports_members import (
    MEMBER_COLUMNS,
    MEMBER_FIELDS,
    REPRESENTATIVE_COLUMNS,
    REPRESENTATIVE_FIELDS,
    check_members,
    check_representatives,
)
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import Checked
    from samphan.kit.actor import Actor


@transaction.atomic
def take_in_members(*, by: Actor, brought: ListImport, checked: Checked) -> Outcome:
    """Admit the organisations of a list; those that the directory does not have go there first."""
    if by.network is None:
        raise ValueError("members are admitted in a network")
    by.must(policy.manage_members, on=by.network)
    rows = [row for row in checked.rows if row.state is RowState.OK]
    new = {id(each): each for row in rows if (each := row.subject.institution).is_new}
    organisations = add_institutions(by=by, brought=brought, wanted=new.values())
    known = Organisation.objects.in_bulk({row.subject.institution.id for row in rows})
    categories = MemberCategory.objects.filter(network_id=by.network_id).in_bulk()
    members = []
    for each in rows:
        with in_row(each.number):
            member = each.subject
            members.append(
                admit_member(
                    by=by,
                    organisation=known[member.institution.id],
                    since=member.since,
                    until=member.until,
                    note=member.note,
                    category=categories.get(member.category),
                    instrument=member.instrument,
                    number=member.number,
                )
            )
    record(by, "admit_list", brought, changes={"members": [None, len(members)]})
    ids = [member.pk for member in members]
    periods = MembershipPeriod.objects.filter(member__in=ids).values_list("pk", flat=True)
    created = [
        (ORGANISATION, organisations),
        ("networks.member", ids),
        ("networks.membershipperiod", list(periods)),
    ]
    return Outcome(created, _counts(checked, members=len(ids), organisations=len(organisations)))


@transaction.atomic
def take_in_representatives(*, by: Actor, brought: ListImport, checked: Checked) -> Outcome:
    """Name the representatives of a list."""
    if by.network is None:
        raise ValueError("representatives are named in a network")
    by.must(policy.manage_members, on=by.network)
    rows = [row for row in checked.rows if row.state is RowState.OK]
    members = Member.objects.filter(network_id=by.network_id).in_bulk({row.subject.member for row in rows})
    named = []
    for each in rows:
        with in_row(each.number):
            person = each.subject
            named.append(
                name_representative(
                    by=by,
                    member=members[person.member],
                    email=person.email,
                    name=person.name,
                    since_on=person.since.from_on,
                    until_on=person.until.until_on if person.until else None,
                    kind=person.kind,
                    position=person.position,
                    phone=person.phone,
                ).pk
            )
    record(by, "name_list", brought, changes={"representatives": [None, len(named)]})
    return Outcome([("networks.representative", named)], _counts(checked, representatives=len(named)))


def _counts(checked: Checked, **made: int) -> dict[str, int]:
    states = checked.counts()
    return {
        **made,
        "present": states[RowState.PRESENT],
        "duplicate": states[RowState.DUPLICATE],
        "left_out": states[RowState.LEFT_OUT],
    }


def _shown_at(slug: str, _brought: ListImport) -> str:
    return reverse("networks:members", args=[slug])


WORDS: Final = {
    "members": _("members admitted"),
    "representatives": _("representatives named"),
    **ORGANISATION_WORDS,
    "networks.member": _("members"),
    "networks.membershipperiod": _("periods of membership"),
    "networks.representative": _("representatives"),
}
ACTS: Final = {
    "admit_list": _("admitted the members of a list"),
    "name_list": _("named the representatives of a list"),
}
MEMBERSHIPS: Final = ListKind(
    code=ImportKind.MEMBERSHIPS,
    label=_("memberships"),
    help=_("One member a row: organisation, and if you have them category, number, since when, until when."),
    fields=MEMBER_FIELDS,
    needs=(("organisation",),),
    columns=MEMBER_COLUMNS,
    check=check_members,
    take_in=take_in_members,
    result_url=_shown_at,
    words=WORDS,
)
REPRESENTATIVES: Final = ListKind(
    code=ImportKind.REPRESENTATIVES,
    label=_("representatives of members"),
    help=_(
        "One representative a row: member, name, e-mail address, and if you have them position, kind, dates."
    ),
    fields=REPRESENTATIVE_FIELDS,
    needs=(("organisation",), ("name",), ("email",)),
    columns=REPRESENTATIVE_COLUMNS,
    check=check_representatives,
    take_in=take_in_representatives,
    result_url=_shown_at,
    words=WORDS,
)
