"""Members confirm their records once a year: asking, answering, applying what they corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import Letter, write_letters
from samphan.comms.models import Purpose
from samphan.directory.actions import describe_organisation
from samphan.directory.models import Organisation, OrganisationName
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.networks import policy
from samphan.networks.actions.representative import change_representative, name_representative
from samphan.networks.models import (
    Confirmation,
    ConfirmationRound,
    ConfirmationState,
    Correction,
    CorrectionState,
    Representative,
    RepresentativeKind,
)
from samphan.networks.queries.confirmation import FIELDS, ORGANISATION_FIELDS, contacts, record_of
from samphan.networks.queries.membership import current_members
from samphan.networks.queries.representative import speaking
from samphan.tenancy import links
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor
    from samphan.networks.models import Member
    from samphan.tenancy.models import Link

DIRECT: Final = ("lead_position", "lead_phone")
"""What a representative says about itself stands at once; everything else waits for the secretariat."""
LINK_MARK: Final = "{link}"
NAME_MARK: Final = "{organisation}"


def _label(confirmation: Confirmation) -> tuple[str, str]:
    organisation = confirmation.member.organisation
    return organisation.name_th, organisation.name_en


def _year(of: ConfirmationRound) -> tuple[str, str]:
    return f"การยืนยันข้อมูลสมาชิก ประจำปี {of.year}", f"Confirmation of records {of.year}"


@transaction.atomic
def open_confirmation_round(
    *, by: Actor, year: int, opened_on: dt.date, due_on: dt.date
) -> ConfirmationRound:
    """Ask the members of ``opened_on`` to confirm their records until a day. Nothing is sent yet.

    Raises:
        Problem: the year has a round already, or answers are due before it opens.
    """
    if by.network is None:
        raise ValueError("a round belongs to a network")
    by.must(policy.manage_members, on=by.network)
    if due_on < opened_on:
        raise Problem(_("Answers would be due before the round opens."), field="due_on")
    if ConfirmationRound.objects.filter(network_id=by.network_id, year=year).exists():
        raise Problem(_("This year has its round already."), field="year")
    made = ConfirmationRound.objects.create(
        network_id=by.network_id, year=year, opened_on=opened_on, due_on=due_on
    )
    leads = Representative.objects.filter(
        speaking(opened_on), network_id=by.network_id, kind=RepresentativeKind.LEAD
    )
    contacts = {each.member_id: each for each in leads}
    Confirmation.objects.bulk_create(
        Confirmation(
            network_id=by.network_id,
            round=made,
            member=member,
            contact_name=contacts[member.pk].name if member.pk in contacts else "",
            contact_email=contacts[member.pk].email if member.pk in contacts else "",
        )
        for member in current_members(by, opened_on).order_by("sort_key", "id")
    )
    changes = {"due_on": [None, due_on.isoformat()]}
    record(by, "open_confirmation_round", made, label=_year(made), changes=changes)
    return made


@transaction.atomic
def close_confirmation_round(*, by: Actor, of: ConfirmationRound, today: dt.date) -> None:
    """Nobody is asked any more; what was not answered stays unanswered.

    Raises:
        Problem: it is closed already.
    """
    by.must(policy.manage_members, on=of)
    of = ConfirmationRound.objects.select_for_update().get(pk=of.pk)
    if of.closed_on is not None:
        raise Problem(_("This round is closed already."))
    of.closed_on = today
    of.save(update_fields=["closed_on"])
    record(by, "close_confirmation_round", of, label=_year(of))


def confirmation_links(by: Actor, _about: int, ids: Sequence[int]) -> dict[int, str]:
    """The addresses of confirmations by their ids, as a mailing sends them; the caller asked its policy."""
    given = personal_links(by, ids, now=timezone.now(), is_given=True)
    slug = by.slug
    return {pk: links.address(each, slug) for pk, each in given.items()}


def personal_links(
    by: Actor, ids: Sequence[int], *, now: dt.datetime, is_given: bool = False
) -> dict[int, Link]:
    """The personal links of confirmations by their ids, made where there is none; the caller asked its policy.

    A member whose representative changed gets a new one: the link of the one before opens nothing any more. A link works
    as long as such links do (``tenancy.links.DAYS``), until answers are due at least; giving it anew begins that again.
    """
    asked = Confirmation.objects.filter(network_id=by.network_id, pk__in=ids)
    _renew_contacts(asked, now)
    found = list(asked.select_related("round"))
    until = links.ends_at(now, due=max((each.round.due_on for each in found), default=None))
    made = links.of_all(
        policy.CONFIRM,
        found,
        now=now,
        until=until,
        label=lambda each: (each.contact_name, each.contact_name),
    )
    if is_given:
        links.prolong(made.values(), until)
    return made


def _renew_contacts(asked: QuerySet[Confirmation], now: dt.datetime) -> None:
    """Ask who leads a member now in place of somebody who speaks for it no longer."""
    waiting = list(asked.filter(state=ConfirmationState.ASKED, round__closed_on__isnull=True))
    wanted = contacts(waiting, timezone.localdate(now))
    moved = [each for each in waiting if wanted[each.pk][1].lower() != each.contact_email.lower()]
    for each in moved:
        each.contact_name, each.contact_email = wanted[each.pk]
        for link in links.open_links(policy.CONFIRM, each, now=now):
            links.revoke(link, now=now)
    Confirmation.objects.bulk_update(moved, ["contact_name", "contact_email"])


@transaction.atomic
def ask_for_confirmation(
    *, by: Actor, of: ConfirmationRound, subject: str, body: str, now: dt.datetime
) -> int:
    """Write to every member of a round that has not answered, each with its own link; a second time it reminds. How many.

    In the text ``{organisation}`` is the member's name and ``{link}`` its link (at the end where nobody wrote it).

    Raises:
        Problem: the round is closed, or nobody is waited for whose address works and who wants such messages.
    """
    by.must(policy.manage_members, on=of)
    of = ConfirmationRound.objects.select_for_update().get(pk=of.pk)
    if of.closed_on is not None:
        raise Problem(_("This round is closed already."))
    _renew_contacts(of.confirmations.all(), now)
    waiting = list(
        of.confirmations.filter(state=ConfirmationState.ASKED)
        .exclude(contact_email="")
        .select_related("member__organisation")
        .order_by("member__sort_key", "id")
    )
    given = personal_links(by, [each.pk for each in waiting], now=now, is_given=True)
    slug = by.slug
    text = body if LINK_MARK in body else f"{body}\n\n{LINK_MARK}"
    letters = []
    for each in waiting:
        name = each.member.organisation.name_th
        words = text.replace(LINK_MARK, links.address(given[each.pk], slug)).replace(NAME_MARK, name)
        kind = Purpose.REMINDER if each.asked_at else Purpose.NOTICE
        letters.append(
            Letter(each.contact_email, subject.replace(NAME_MARK, name), words + _ends(given[each.pk]), kind)
        )
    reasons = write_letters(by, letters)
    waiting = [each for each, why in zip(waiting, reasons, strict=True) if not why]
    if not waiting:
        raise Problem(_("Nobody with an e-mail address is waited for."))
    for each in waiting:
        each.reminded_at = now if each.asked_at else None
        each.asked_at = each.asked_at or now
    Confirmation.objects.bulk_update(waiting, ["asked_at", "reminded_at"])
    record(by, "ask_for_confirmation", of, label=_year(of), changes={"members": [None, len(waiting)]})
    return len(waiting)


def _ends(link: Link) -> str:
    """How long the link of a message works, and what to do afterwards: below the words, in Thai as these are."""
    with translation.override("th"):
        said = _("The link works until %(date)s. Afterwards, ask those who sent it for a new one.")
        return "\n\n" + said % {"date": thai_date(links.last_day(link))}


@transaction.atomic
def confirm_record(
    *,
    by: Actor,
    confirmation: Confirmation,
    values: Mapping[str, str],
    words: str = "",
    name: str = "",
    now: dt.datetime,
) -> Confirmation:
    """A member signs off its record: ``values`` by the codes of ``FIELDS`` that differ from it become corrections.

    What the lead representative says about itself (``DIRECT``) stands at once. Answering again replaces what waits.

    Raises:
        Problem: the round is closed, or corrections of this member were settled already.
    """
    by.must(policy.confirm, on=confirmation)
    found = Confirmation.objects.select_for_update(of=("self",)).select_related(
        "round", "member__organisation"
    )
    confirmation = found.get(pk=confirmation.pk)
    if confirmation.round.closed_on is not None:
        raise Problem(_("This round is closed. Please write to the secretariat."))
    if confirmation.corrections.exclude(state=CorrectionState.PROPOSED).exists():
        raise Problem(_("Your corrections are settled already. Please write to the secretariat."))
    today = timezone.localdate(now)
    stands = record_of(confirmation.member, today)
    changed = {code: new for code, new in values.items() if code in FIELDS and new != stands[code]}
    if changed.get("lead_email", "-") == "" or changed.get("name_th", "-") == "":
        code = "lead_email" if changed.get("lead_email") == "" else "name_th"
        raise Problem(_("This cannot be left empty."), field=code)
    changes = {code: [stands[code], new] for code, new in changed.items()}
    _apply_direct(confirmation.member, changed, stands, today)
    Correction.objects.filter(confirmation=confirmation).delete()
    Correction.objects.bulk_create(
        Correction(
            network_id=confirmation.network_id,
            confirmation=confirmation,
            field=code,
            old=stands[code],
            new=new,
        )
        for code, new in changed.items()
    )
    confirmation.state = ConfirmationState.CORRECTED if changed else ConfirmationState.CONFIRMED
    confirmation.record, confirmation.words = stands, words
    confirmation.answered_by, confirmation.answered_at = (name or by.label)[:200], now
    confirmation.save()
    record(by, "confirm_record", confirmation, label=_label(confirmation), changes=changes)
    return confirmation


def _apply_direct(member: Member, changed: dict[str, str], stands: dict[str, str], today: dt.date) -> None:
    """Write what a representative says about itself, and take it out of what waits."""
    own = {code: changed[code] for code in DIRECT if code in changed}
    lead = member.representatives.filter(speaking(today), kind=RepresentativeKind.LEAD).first()
    if lead is None or "lead_name" in changed or "lead_email" in changed or not own:
        return
    for code, new in own.items():
        setattr(lead, code.removeprefix("lead_"), new)
        del changed[code]
        stands[code] = new
    lead.save(update_fields=["position", "phone"])


@transaction.atomic
def settle_correction(
    *, by: Actor, correction: Correction, is_applied: bool, reason: str = "", today: dt.date
) -> None:
    """The secretariat applies a correction to the record, or says why not.

    Raises:
        Problem: it is settled already, a refusal has no reason, or the record cannot be changed here.
        Refused: the organisation's record is kept by another network.
    """
    by.must(policy.manage_members, on=correction)
    found = Confirmation.objects.select_for_update(of=("self",)).select_related("member__organisation")
    confirmation = found.get(pk=correction.confirmation_id)
    correction = confirmation.corrections.get(pk=correction.pk)
    if correction.state != CorrectionState.PROPOSED:
        raise Problem(_("This correction is settled already."))
    if not is_applied and not reason:
        raise Problem(_("Say why it is not applied."), field="reason")
    if is_applied:
        _apply(by, confirmation.member, correction, today)
    correction.state = CorrectionState.APPLIED if is_applied else CorrectionState.REFUSED
    correction.reason = reason
    correction.save(update_fields=["state", "reason"])
    if not confirmation.corrections.filter(state=CorrectionState.PROPOSED).exists():
        confirmation.state = ConfirmationState.SETTLED
        confirmation.record = record_of(confirmation.member, today)
        confirmation.save(update_fields=["state", "record"])
    act = "apply_correction" if is_applied else "refuse_correction"
    changes = {correction.field: [correction.old, correction.new]}
    record(by, act, confirmation, label=_label(confirmation), changes=changes, reason=reason)


def _apply(by: Actor, member: Member, correction: Correction, today: dt.date) -> None:
    if correction.field in ORGANISATION_FIELDS:
        organisation = Organisation.objects.select_related("parent").get(pk=member.organisation_id)
        aliases = organisation.names.filter(kind=OrganisationName.Kind.ALIAS).order_by("id")
        describe_organisation(
            by=by,
            organisation=organisation,
            version=None,
            parent=organisation.parent,
            aliases=list(aliases.values_list("text", flat=True)),
            **{correction.field: correction.new},
        )
        member.organisation.refresh_from_db()
        return
    kind, _under, name = correction.field.partition("_")
    speaker = member.representatives.filter(speaking(today), kind=kind).first()
    if speaker is not None:
        change_representative(by=by, representative=speaker, **{name: correction.new})
        return
    others = {each.field: each.new for each in correction.confirmation.corrections.all()}
    email, called = others.get(f"{kind}_email", ""), others.get(f"{kind}_name", "")
    if not (email and called):
        raise Problem(_("Name a representative of this kind first: name and e-mail address are both needed."))
    name_representative(by=by, member=member, email=email, name=called, since_on=today, kind=kind)
