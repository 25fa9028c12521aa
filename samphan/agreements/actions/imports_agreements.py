"""Lists of agreements are taken in, each as if it had been entered in the register by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samphan.agreements import policy
from samphan.agreements.actions.agreement import PartyRow, register_agreement
from samphan.agreements.models import Party
from samphan.agreements.queries.imports_agreements import COLUMNS, FIELDS, NEEDS, check_agreements
from samphan.directory.actions.imports_bulk import row as in_row
from samphan.directory.actions.imports_organisations import WORDS as ORGANISATION_WORDS
from samphan.directory.actions.imports_organisations import add_institutions
from samphan.directory.models import ImportKind, Organisation
from samphan.directory.queries.findable import ORGANISATION
from samphan.directory.queries.imports import ListKind, Outcome, RowState
from samphan.directory.queries.imports_cells import brought_on
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.directory.models import ListImport
    from samphan.directory.queries.imports import Checked
    from samphan.kit.actor import Actor


@transaction.atomic
def take_in_agreements(*, by: Actor, brought: ListImport, checked: Checked) -> Outcome:
    """Enter the agreements of a list; parties that the directory does not have go there first."""
    if by.network is None:
        raise ValueError("agreements are entered in a network")
    by.must(policy.manage, on=by.network)
    rows = [row for row in checked.rows if row.state is RowState.OK]
    new = {id(each): each for row in rows for each in row.subject.parties if each.is_new}
    organisations = add_institutions(by=by, brought=brought, wanted=new.values())
    known = Organisation.objects.in_bulk({each.id for row in rows for each in row.subject.parties})
    today = brought_on(brought)
    entered = []
    for each in rows:
        with in_row(each.number):
            agreement = each.subject
            entered.append(
                register_agreement(
                    by=by,
                    parties=[PartyRow(organisation=known[party.id]) for party in agreement.parties],
                    today=today,
                    title_th=agreement.title_th,
                    title_en=agreement.title_en,
                    kind=agreement.kind,
                    paper_number=agreement.paper_number,
                    scope_th=agreement.scope_th,
                    signed_on=agreement.signed_on,
                    in_force_from=agreement.in_force_from,
                    ending=agreement.ending,
                    ends=agreement.ends,
                ).pk
            )
    record(by, "register_list", brought, changes={"agreements": [None, len(entered)]})
    parties = list(Party.objects.filter(agreement__in=entered).values_list("pk", flat=True))
    states = checked.counts()
    counts = {
        "agreements": len(entered),
        "organisations": len(organisations),
        "present": states[RowState.PRESENT],
        "duplicate": states[RowState.DUPLICATE],
        "left_out": states[RowState.LEFT_OUT],
    }
    created = [
        (ORGANISATION, organisations),
        ("agreements.agreement", entered),
        ("agreements.party", parties),
    ]
    return Outcome(created, counts)


def _shown_at(slug: str, _brought: ListImport) -> str:
    return reverse("agreements:agreements", args=[slug])


WORDS: Final = {
    "agreements": _("agreements entered"),
    **ORGANISATION_WORDS,
    "agreements.agreement": _("agreements"),
    "agreements.party": _("parties"),
}
LIST_ACTS: Final = {"register_list": _("entered the agreements of a list")}
AGREEMENTS: Final = ListKind(
    code=ImportKind.AGREEMENTS,
    label=_("agreements"),
    help=_(
        "One agreement a row: title, parties with a semicolon between, and if you have them kind, number, dates, scope."
    ),
    fields=FIELDS,
    needs=NEEDS,
    columns=COLUMNS,
    check=check_agreements,
    take_in=take_in_agreements,
    result_url=_shown_at,
    words=WORDS,
)
