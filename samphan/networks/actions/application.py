"""Applications for membership: sent, checked, decided by a resolution that is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import write
from samphan.kit.errors import Problem
from samphan.kit.partial import PartialDate
from samphan.kit.thai.sortkey import sort_key
from samphan.networks import policy
from samphan.networks.actions.category import next_member_number, settings_of
from samphan.networks.actions.membership import admit_member
from samphan.networks.actions.period import begin_period
from samphan.networks.actions.prospect import note_joined
from samphan.networks.actions.representative import name_representative
from samphan.networks.models import (
    ApplicationState,
    ApplicationWay,
    Member,
    MembershipApplication,
    PeriodBasis,
    Prospect,
)
from samphan.networks.transitions.application import APPLICATION, APPROVE, CHECK, DECLINE, WITHDRAW
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from django.utils.functional import _StrOrPromise

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.networks.models import MemberCategory, MembershipSettings

APPLICATION_FIELDS: Final = (
    "organisation_id", "organisation_name", "category_id", "applicant_name", "applicant_position",
    "applicant_email", "applicant_phone", "reasons",
)  # fmt: skip
_OPEN: Final = (ApplicationState.SUBMITTED, ApplicationState.CHECKED)


def _label(application: MembershipApplication) -> tuple[str, str]:
    return application.organisation_name, application.organisation_name


def _check_new(network_id: int, organisation: Organisation | None, *, besides: int | None = None) -> None:
    """Raise ``Problem`` where the organisation is a member, or another application of it is open."""
    if organisation is None:
        return
    one = Q(organisation=organisation) | Q(organisation__merged_into=organisation)
    if Member.objects.filter(one, network_id=network_id, until__isnull=True).exists():
        raise Problem(_("This organisation is a member already."), field="organisation")
    waiting = MembershipApplication.objects.filter(one, network_id=network_id, state__in=_OPEN)
    if besides is not None:
        waiting = waiting.exclude(pk=besides)
    if waiting.exists():
        raise Problem(_("An application of this organisation waits for a decision."), field="organisation")


@transaction.atomic
def apply_for_membership(
    *,
    by: Actor,
    rules: MembershipSettings,
    organisation_name: str,
    applicant_name: str,
    applicant_email: str,
    submitted_on: dt.date,
    organisation: Organisation | None = None,
    category: MemberCategory | None = None,
    form_key: UUID | None = None,
    is_sample: bool = False,
    receipt: tuple[_StrOrPromise, _StrOrPromise] | None = None,
    **words: Any,
) -> MembershipApplication:
    """An organisation applies: by the form (the bearer of its link), or entered by the secretariat.

    The same ``form_key`` counts once, however often the form is sent. ``receipt`` is subject and text of the mail by
    which the applicant learns that it came.

    Raises:
        Problem: the form is closed, the category cannot be applied for, the organisation is a member or has applied.
    """
    by.must(policy.apply, on=rules)
    rules = settings_of(rules.network_id, is_locked=True)
    is_form = not policy.manage_members(by, rules)
    if form_key is not None:
        known = MembershipApplication.objects.filter(network_id=rules.network_id, form_key=form_key)
        if found := known.first():
            return found
    if is_form and not rules.takes_applications:
        raise Problem(_("The network takes no applications at present."))
    if category is not None and is_form and not category.is_open:
        raise Problem(_("This category cannot be applied for."), field="category")
    _check_new(rules.network_id, organisation)
    prospect = None
    if organisation is not None:
        prospect = Prospect.objects.filter(network_id=rules.network_id, organisation=organisation).first()
    made = MembershipApplication.objects.create(
        network_id=rules.network_id,
        organisation=organisation,
        organisation_name=organisation_name,
        category=category,
        prospect=prospect,
        way=ApplicationWay.FORM if is_form else ApplicationWay.SECRETARIAT,
        submitted_on=submitted_on,
        applicant_name=applicant_name,
        applicant_email=applicant_email.lower(),
        form_key=form_key,
        sort_key=sort_key(organisation_name)[:1000],
        is_sample=is_sample,
        **words,
    )
    record(by, "apply_for_membership", made, label=_label(made))
    if receipt is not None:
        subject, text = map(str, receipt)
        write(to=made.applicant_email, subject=subject, text=text, network_id=made.network_id)
    return made


def _lock(application: MembershipApplication) -> MembershipApplication:
    settings_of(application.network_id, is_locked=True)
    rows = MembershipApplication.objects.select_for_update(of=("self",))
    found = rows.select_related("organisation__merged_into", "category").get(pk=application.pk)
    if found.organisation is not None and found.organisation.merged_into is not None:
        found.organisation = (
            found.organisation.merged_into
        )  # it was merged since somebody said which one applies
    return found


@transaction.atomic
def change_application(
    *, by: Actor, application: MembershipApplication, version: int | None = None, **words: Any
) -> MembershipApplication:
    """Correct an application, and say which organisation of the directory it is.

    Raises:
        Problem: it is decided, or its organisation is a member or has another application.
    """
    from samphan.kit.editing import check_version

    by.must(policy.manage_members, on=application)
    application = _lock(application)
    check_version(application, version, APPLICATION_FIELDS, changed_by=application.changed_by)
    if application.state not in _OPEN:
        raise Problem(_("This application is decided."))
    before = values(application, APPLICATION_FIELDS)
    for name, value in words.items():
        setattr(application, name, value)
    _check_new(application.network_id, application.organisation, besides=application.pk)
    application.sort_key = sort_key(application.organisation_name)[:1000]
    application.touch(by)
    application.save()
    changes = difference(before, values(application, APPLICATION_FIELDS))
    record(by, "change_application", application, label=_label(application), changes=changes)
    return application


def _step(application: MembershipApplication, act: str) -> ApplicationState:
    after = APPLICATION.get((application.state, act))
    if after is None:
        raise Problem(_("This is not possible in the present state."))
    return after


@transaction.atomic
def check_application(*, by: Actor, application: MembershipApplication) -> MembershipApplication:
    """The secretariat has looked at everything: the application waits for a resolution.

    Raises:
        Problem: its organisation is not found in the directory yet, or it is decided.
    """
    by.must(policy.manage_members, on=application)
    application = _lock(application)
    after = _step(application, CHECK)
    if application.organisation is None:
        raise Problem(_("Say first which organisation of the directory applies."), field="organisation")
    application.state = after
    application.touch(by)
    application.save()
    record(by, "check_application", application, label=_label(application))
    return application


@transaction.atomic
def withdraw_application(*, by: Actor, application: MembershipApplication, reason: str) -> None:
    """The applicant does not want to join any more.

    Raises:
        Problem: it is decided.
    """
    by.must(policy.manage_members, on=application)
    application = _lock(application)
    application.state = _step(application, WITHDRAW)
    application.decision_reason = reason
    application.touch(by)
    application.save()
    record(by, "withdraw_application", application, label=_label(application), reason=reason)


@transaction.atomic
def decide_application(
    *,
    by: Actor,
    application: MembershipApplication,
    is_approved: bool,
    resolution_label: str,
    resolved_on: dt.date,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    basis: str = PeriodBasis.UNTIL_RESIGNATION,
    category: MemberCategory | None = None,
    reason: str = "",
    leads: bool = True,
    resolution: tuple[str, int] | None = None,
) -> Member | None:
    """A body has decided: the organisation is admitted from ``since`` (by default the day of the resolution), or not.

    ``resolution_label`` says body, number of the meeting and date as stated; ``resolution`` is its record in an upper
    storey, as (kind, id). A new member gets the next number, one that rejoins keeps its own. ``leads``: who applied
    becomes the lead representative. The member, or None.

    Raises:
        Problem: it is decided already, the organisation or the resolution is not said, the resolution lies before the
            application, or the membership certainly begins before it was decided.
    """
    by.must(policy.manage_members, on=application)
    application = _lock(application)
    after = _step(application, APPROVE if is_approved else DECLINE)
    _check_decision(application, resolution_label, resolved_on, since)
    member = None
    if is_approved:
        member = _admit(
            by, application, category, since or PartialDate.of(resolved_on), until, basis, resolution_label
        )
        if leads:
            _lead(by, member, application, resolved_on)
    application.state = after
    application.member = member
    application.resolution, application.resolved_on = resolution_label, resolved_on
    application.resolution_kind, application.resolution_id = resolution or ("", None)
    application.decision_reason = reason
    application.category = category or application.category
    application.touch(by)
    application.save()
    changes = {
        "state": [None, after.value],
        "resolution": [None, resolution_label],
        "resolved_on": [None, resolved_on.isoformat()],
    }
    record(by, "decide_application", application, label=_label(application), changes=changes, reason=reason)
    return member


def _check_decision(
    application: MembershipApplication, label: str, resolved_on: dt.date, since: PartialDate | None
) -> None:
    if application.organisation is None:
        raise Problem(_("Say first which organisation of the directory applies."))
    if not label:
        raise Problem(_("Say which body decided in which meeting."), field="resolution_label")
    if resolved_on < application.submitted_on:
        raise Problem(_("The resolution lies before the application."), field="resolved_on")
    if since is not None and since.until_on <= resolved_on:
        raise Problem(_("The membership would begin before it was decided."), field="since")


def _admit(
    by: Actor,
    application: MembershipApplication,
    category: MemberCategory | None,
    since: PartialDate,
    until: PartialDate | None,
    basis: str,
    instrument: str,
) -> Member:
    organisation = application.organisation
    if organisation is None:
        raise ValueError("checked before")
    period: dict[str, Any] = {
        "since": since,
        "until": until,
        "basis": basis,
        "category": category or application.category,
        "instrument": instrument,
    }
    one = Q(organisation=organisation) | Q(organisation__merged_into=organisation)
    known = Member.objects.filter(one, network_id=application.network_id)
    member = known.select_related("organisation").order_by("organisation__merged_into", "id").last()
    if member is None:
        number = next_member_number(application.network_id, since.from_on)
        member = admit_member(
            by=by, organisation=organisation, number=number, is_sample=application.is_sample, **period
        )
    else:
        begin_period(by=by, member=member, **period)
    note_joined(by, application.network_id, organisation.pk)
    return member


def _lead(by: Actor, member: Member, application: MembershipApplication, from_on: dt.date) -> None:
    """Who applied leads, unless somebody does already."""
    if member.representatives.filter(until_on__isnull=True, kind="lead").exists():
        return
    name_representative(
        by=by,
        member=member,
        email=application.applicant_email,
        name=application.applicant_name,
        position=application.applicant_position,
        phone=application.applicant_phone,
        since_on=from_on,
    )
