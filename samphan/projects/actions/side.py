"""Writing who stands on which side of a project: organisations, groups in no register, people."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import models, transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from samphan.directory.actions import add_organisation
from samphan.directory.models import Organisation, OrganisationKind
from samphan.kit.errors import Problem
from samphan.kit.thai.fold import fold
from samphan.projects import policy
from samphan.projects.actions.rows import hold, put
from samphan.projects.models import PersonRole, Project, ProjectPartner, ProjectPerson
from samphan.projects.queries.spoken import has_spoken
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from decimal import Decimal

    from samphan.directory.models import Person
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

WHOLE = 100
"""Per cent."""


class PartnerWords(TypedDict, total=False):
    """What is said about a partner: an organisation of the directory, or else the ``name`` of a group."""

    organisation: Organisation | None
    name: str
    side: str
    basis: str
    sector: str
    role_code: str
    role: str
    is_lead: bool
    since: PartialDate | None
    contact_name: str
    contact_phone: str
    contact_email: str


@transaction.atomic
def write_partner(
    *,
    by: Actor,
    project: Project,
    partner: ProjectPartner | None = None,
    version: int | None = None,
    **words: Unpack[PartnerWords],
) -> ProjectPartner:
    """Add a partner, or change what is said about one in place. Who is made the lead takes the place of the one that led.

    Raises:
        Problem: neither an organisation nor a name, it stands among the partners already, or another one takes the place
            of a partner that was asked or said something.
        Conflict: somebody changed it since ``version``.
    """
    project = hold(by, project)
    _check_partner(project, partner, words)
    if words.get("is_lead"):
        _others(project.partners.all(), partner).filter(is_lead=True).update(is_lead=False)
        return put(by, project, ProjectPartner, partner, {**words, "claims_lead": False}, version=version)
    return put(by, project, ProjectPartner, partner, words, version=version)


def _others[R: models.Model](rows: models.QuerySet[R], row: R | None) -> models.QuerySet[R]:
    return rows.exclude(pk=row.pk) if row else rows


def _check_partner(project: Project, partner: ProjectPartner | None, words: PartnerWords) -> None:
    """Clear the name where an organisation is given; raise ``Problem`` for none, or for one that is there already."""
    if partner is not None and not {"organisation", "name"} & words.keys():
        return
    organisation, name = words.get("organisation"), words.get("name", "").strip()
    words["name"] = "" if organisation else name
    if organisation is None and not name:
        raise Problem(
            _("Choose an organisation of the directory, or write the name of the group."),
            field="organisation",
        )
    if partner is not None:
        _check_same(partner, organisation)
    others = _others(project.partners.all(), partner)
    records = Organisation.objects.one_with(organisation.pk).values("pk") if organisation else None
    if records is not None and others.filter(organisation__in=records).exists():
        raise Problem(_("This organisation is a partner already."), field="organisation")
    typed = others.filter(organisation=None).values_list("name", flat=True)
    if not organisation and fold(name) in map(fold, typed):
        raise Problem(_("A group of this name is a partner already."), field="name")


def _check_same(partner: ProjectPartner, organisation: Organisation | None) -> None:
    """What one organisation confirmed is never another one's: whose word it is stays, its records may be merged."""
    before = partner.organisation
    if before is None or (organisation and _current(organisation) == _current(before)):
        return
    if has_spoken(partner):
        raise Problem(
            _(
                "Something was asked of this partner or said by it, and that stays its own."
                " Add the other one as a partner of its own."
            ),
            field="organisation",
        )


def _current(organisation: Organisation) -> int:
    return organisation.merged_into_id or organisation.pk


@transaction.atomic
def claim_lead(*, by: Actor, partner: ProjectPartner, claims: bool) -> ProjectPartner:
    """A partner says that it leads beside the one that is named so, or takes that back. Both are shown until it is settled."""
    by.must(policy.claim_lead, on=partner)
    held = ProjectPartner.objects.select_for_update().select_related("project").get(pk=partner.pk)
    if held.is_lead and claims:
        raise Problem(_("It leads the project already."))
    if held.claims_lead != claims:
        held.claims_lead = claims
        held.save(update_fields=["claims_lead"])
        record(by, "claim_project_lead", held.project, changes={"claims_lead": [not claims, claims]})
    return held


@transaction.atomic
def register_partner(*, by: Actor, partner: ProjectPartner) -> ProjectPartner:
    """Add a group that stands in no register to the directory; what was said about it in the project stays with it.

    Whether the directory has it under another name is asked before, and people decide.
    """
    project = hold(by, partner.project)
    held = ProjectPartner.objects.select_for_update().get(pk=partner.pk)
    if held.organisation_id is not None:
        raise Problem(_("It stands in the directory already."))
    made = add_organisation(
        by=by, kind=OrganisationKind.COMMUNITY, name_th=held.name, basis=held.basis, sector=held.sector
    )
    return put(by, project, ProjectPartner, held, {"organisation": made, "name": ""})


class PersonWords(TypedDict, total=False):
    """What is said about a person: of the directory, or by name. ``share`` is in per cent of the whole work."""

    person: Person | None
    name: str
    side: str
    role: str
    organisation: Organisation | None
    share: Decimal | None
    contribution: str


@transaction.atomic
def write_person(
    *,
    by: Actor,
    project: Project,
    person_row: ProjectPerson | None = None,
    version: int | None = None,
    **words: Unpack[PersonWords],
) -> ProjectPerson:
    """Add somebody who works in the project, or change what is said about somebody.

    Raises:
        Problem: nobody is named, the person is there already, another one leads, or the shares make more than 100 %.
        Conflict: somebody changed it since ``version``.
    """
    project = hold(by, project)
    others = _others(project.people.all(), person_row)
    person, name = words.get("person"), words.get("name", "").strip()
    if person_row is None or {"person", "name"} & words.keys():
        words["name"] = "" if person else name
        if person is None and not name:
            raise Problem(_("Choose a person of the directory, or write a name."), field="person")
        if person and others.filter(person=person).exists():
            raise Problem(_("This person is named already."), field="person")
    if words.get("role") == PersonRole.LEADER and others.filter(role=PersonRole.LEADER).exists():
        raise Problem(
            _(
                "Somebody else leads the project. Give that person another role first, or choose co-leader here."
            ),
            field="role",
        )
    _check_shares(project, person_row, words.get("share"))
    return put(by, project, ProjectPerson, person_row, words, version=version)


def _check_shares(project: Project, row: ProjectPerson | None, share: Decimal | None) -> None:
    if share is None:
        return
    if not 0 <= share <= WHOLE:
        raise Problem(_("A share is between 0 and 100 %."), field="share")
    rest = _others(project.people.all(), row).aggregate(sum=Sum("share"))["sum"] or 0
    if rest + share > WHOLE:
        raise Problem(
            _(
                "The shares together would make %(sum)s %%. The others have %(rest)s %%, so at most %(left)s %% are left."
            )
            % {
                "sum": f"{(rest + share).normalize():f}",
                "rest": f"{rest:f}".rstrip("0").rstrip(".") or "0",
                "left": f"{WHOLE - rest:f}".rstrip("0").rstrip("."),
            },
            field="share",
        )
