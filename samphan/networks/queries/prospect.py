"""Prospective members, where the network covers society and where not, and the letter that invites."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Q
from django.utils.translation import gettext as _

from samphan.directory.models import OrganisationKind
from samphan.directory.models.typology import Basis, Sector
from samphan.kit.components import Finding
from samphan.kit.thai.dates import format_date
from samphan.networks.models import ContactNote, MembershipInvitation, Prospect, ProspectState
from samphan.networks.queries.membership import current_members
from samphan.tenancy import search

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from samphan.kit.actor import Actor, NetworkRef
    from samphan.kit.components import ListState
    from samphan.networks.models import MembershipSettings

SORTS = ("name", "contact")
FILTERS = ("state", "potential", "interest")
CLOSED = (ProspectState.JOINED, ProspectState.DROPPED)


def prospects(actor: Actor, state: ListState) -> QuerySet[Prospect]:
    """Organisations that might join: words in names, keeper or contact; state, potential, interest; order.

    Each with ``last_contact``, the day of the last note.
    """
    found = Prospect.objects.for_actor(actor).select_related("organisation")
    found = found.annotate(last_contact=Max("notes__on"))
    if state.query:
        hits = search.find(state.query, kinds=["directory.organisation"], limit=search.EVERY, every=True).hits
        words = Q(keeper__icontains=state.query) | Q(contact_name__icontains=state.query)
        found = found.filter(words | Q(organisation__in=[hit.object_id for hit in hits]))
    asked = state.filters.get("state")
    if asked in ProspectState.values:
        found = found.filter(state=asked)
    elif asked != "all":
        found = found.exclude(state__in=CLOSED)
    for name in ("potential", "interest"):
        if level := state.filters.get(name):
            found = found.filter(**{name: level})
    if state.sort_key == "contact":
        order = F("last_contact").desc(nulls_last=True) if state.is_descending else F("last_contact").asc(nulls_first=True)  # fmt: skip
        return found.order_by(order, "sort_key", "id")
    return found.order_by("-sort_key" if state.is_descending else "sort_key", "id")


def notes(actor: Actor, prospect: Prospect) -> QuerySet[ContactNote]:
    """What was talked about, the latest first."""
    return ContactNote.objects.for_actor(actor).filter(prospect=prospect).order_by("-on", "-id")


def invitations(actor: Actor, prospect: Prospect) -> QuerySet[MembershipInvitation]:
    """Invitations to an organisation, the latest first."""
    return MembershipInvitation.objects.for_actor(actor).filter(prospect=prospect).order_by("-id")


@dataclass(frozen=True, slots=True)
class Cell:
    """Members and prospective members in one place of the table."""

    members: int = 0
    prospects: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A sector: its cells by the columns of the table, and their sum."""

    label: _StrOrPromise
    cells: Sequence[Cell]
    total: Cell


@dataclass(frozen=True, slots=True)
class Coverage:
    """Members and prospective members of a day by sector × basis of community (or kind), and what is missing."""

    columns: Sequence[_StrOrPromise]
    rows: Sequence[Row]
    findings: Sequence[Finding]
    members: int
    prospects: int


def coverage(actor: Actor, on: dt.date, *, axis: str = "basis") -> Coverage:
    """Where the network covers society. Two statements.

    A sector without a member and without anybody in view is a finding, one with prospective members only a warning;
    so is every member of which nobody says the sector.
    """
    choices: list[tuple[str, _StrOrPromise]] = list(
        Basis.choices if axis == "basis" else OrganisationKind.choices
    )
    sectors: list[tuple[str, _StrOrPromise]] = [*Sector.choices, ("", _("not stated"))]
    joined = _counted(current_members(actor, on), axis)
    open_ones = Prospect.objects.for_actor(actor).exclude(state__in=CLOSED)
    in_view = _counted(open_ones, axis)
    # Of the kinds only those that somebody has; the few bases of community are all shown.
    seen = {column for _sector, column in (*joined, *in_view)}
    every: list[tuple[str, _StrOrPromise]] = [*choices, ("", _("not stated"))]
    used = [(code, label) for code, label in every if axis == "basis" or code in seen]
    rows, findings = [], []
    for code, label in sectors:
        cells = [Cell(joined[code, column], in_view[code, column]) for column, _label in used]
        total = Cell(sum(each.members for each in cells), sum(each.prospects for each in cells))
        rows.append(Row(label, cells, total))
        if code and not total.members:
            findings.append(
                Finding(
                    "warning",
                    _("%(sector)s: no member, %(count)s in view")
                    % {"sector": label, "count": total.prospects},
                )
                if total.prospects
                else Finding("missing", _("%(sector)s: no member and nobody in view") % {"sector": label})
            )
        elif not code and total.members:
            findings.append(
                Finding(
                    "warning",
                    _("%(count)s members whose sector nobody has stated") % {"count": total.members},
                )
            )
    return Coverage(
        [label for _code, label in used], rows, findings, sum(joined.values()), sum(in_view.values())
    )


def _counted(rows: QuerySet[object], axis: str) -> Counter[tuple[str, str]]:  # type: ignore[type-var]  # rows of two models
    found = rows.values_list("organisation__sector", f"organisation__{axis}").annotate(number=Count("id"))
    return Counter({(sector, column): number for sector, column, number in found})


def letter(
    prospect: Prospect, network: NetworkRef, rules: MembershipSettings, answer_until: dt.date
) -> dict[str, object]:
    """The words of an invitation in the form of an official letter, to be changed before it is sent."""
    name = prospect.organisation.name_th
    return {
        "to_name": prospect.contact_name or f"ผู้บริหาร{name}",
        "to_email": prospect.contact_email,
        "subject": f"ขอเรียนเชิญเข้าร่วมเป็นสมาชิก{network.name_th}",
        "answer_until": answer_until,
        "body": "\n\n".join(
            filter(
                None,
                [
                    f"เรียน {prospect.contact_name or f'ผู้บริหาร{name}'}",
                    f"{network.name_th} เห็นว่า{name}มีศักยภาพและมีภารกิจที่สอดคล้องกับเป้าหมายของเครือข่าย จึงใคร่ขอเรียนเชิญเข้าร่วมเป็นสมาชิก เพื่อร่วมคิด ร่วมทำ และร่วมแลกเปลี่ยนเรียนรู้กับสมาชิกอื่น",
                    f"ในการนี้ ขอความอนุเคราะห์แจ้งผลการพิจารณาภายในวันที่ {format_date(answer_until)} ทางลิงก์เฉพาะของท่านด้านล่าง โดยไม่ต้องสมัครบัญชีผู้ใช้",
                    "{link}",
                    "จึงเรียนมาเพื่อโปรดพิจารณา",
                    "ขอแสดงความนับถือ",
                    "\n".join(filter(None, [rules.signer_name, rules.signer_position, rules.contact])),
                ],
            )
        ),
    }
