"""The register: an agreement is entered, corrected, given up, ended early, or taken up again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from samphan.agreements import policy
from samphan.agreements.actions.force import set_force, settle_obligations
from samphan.agreements.actions.records import assign, network_of, save_changes
from samphan.agreements.models import Agreement, AgreementKind, Ending, Party, Signatory
from samphan.agreements.queries import findable
from samphan.agreements.transitions.force import TWO, terms_of
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.thai.dates import be_year
from samphan.tenancy.audit import record
from samphan.tenancy.numbers import next_number

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.directory.models import Organisation
    from samphan.kit.actor import Actor
    from samphan.kit.partial import PartialDate

AGREEMENT_FIELDS: Final = (
    "kind", "title_th", "title_en", "paper_number", "scope_th", "scope_en", "languages", "place", "stated_parties",
    "continues", "signed_on", "in_force_from", "ending", "ends", "term_months", "notice_months", "owner_name",
    "owner_email", "remind_days", "is_open",
)  # fmt: skip
LONGEST: Final = 1_200
"""A hundred years in months: longer is a slip of the pen."""
MOST_REMINDERS: Final = 6
FARTHEST_REMINDER: Final = 730


class AgreementWords(TypedDict, total=False):
    """What is said about an agreement."""

    kind: str
    title_th: str
    title_en: str
    paper_number: str
    scope_th: str
    scope_en: str
    languages: str
    place: str
    stated_parties: int | None
    continues: Agreement | None
    signed_on: PartialDate | None
    in_force_from: PartialDate | None
    ending: str
    ends: PartialDate | None
    term_months: int | None
    notice_months: int
    owner_name: str
    owner_email: str
    remind_days: Sequence[int]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A party as it is to be; ``id`` of one that is there already."""

    organisation: Organisation
    role: str = ""
    acceded_on: PartialDate | None = None
    id: int | None = None


@transaction.atomic
def register_agreement(
    *,
    by: Actor,
    parties: Sequence[PartyRow],
    today: dt.date,
    is_sample: bool = False,
    **words: Unpack[AgreementWords],
) -> Agreement:
    """Enter an agreement between two or more parties; it gets the next number of the year of its signing.

    Raises:
        Problem: one party alone, a party twice, dates that contradict each other, a renewal without a period.
    """
    if by.network is None:
        raise ValueError("an agreement is entered in a network")
    by.must(policy.manage, on=by.network)
    check_parties(parties)
    agreement = Agreement(network_id=network_of(by), is_sample=is_sample)
    fields = _checked(agreement, dict(words))
    signed = fields.get("signed_on") or fields.get("in_force_from")
    year = be_year(signed.from_on if signed else today)
    agreement.register_year = year
    agreement.register_number = next_number(network_id=agreement.network_id, kind="agreement", year=year)
    _write(by, agreement, fields, [])
    Party.objects.bulk_create(
        Party(
            network_id=agreement.network_id,
            agreement=agreement,
            organisation=row.organisation,
            role=row.role,
            acceded_on=row.acceded_on,
            order=order,
        )
        for order, row in enumerate(parties)
    )
    return agreement


@transaction.atomic
def change_agreement(
    *, by: Actor, agreement: Agreement, version: int | None = None, **words: Unpack[AgreementWords]
) -> Agreement:
    """Correct what is said about an agreement (``AGREEMENT_FIELDS``)."""
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    check_version(agreement, version, AGREEMENT_FIELDS, changed_by=agreement.changed_by)
    parties = list(Party.objects.filter(agreement=agreement))
    _write(by, agreement, _checked(agreement, dict(words)), parties)
    return agreement


@transaction.atomic
def give_up_agreement(
    *, by: Actor, agreement: Agreement, on: PartialDate, reason: str = "", version: int | None = None
) -> Agreement:
    """Note that notice was given: it ends with the period (or, without end, when the notice is over)."""
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    check_version(agreement, version, AGREEMENT_FIELDS, changed_by=agreement.changed_by)
    if agreement.ending == Ending.FIXED:
        raise Problem(_("An agreement with a fixed end needs no notice. It can be ended early."), field="on")
    _close(by, agreement, "give_up_agreement", {"given_up_on": on, "given_up_reason": reason})
    return agreement


@transaction.atomic
def end_agreement(
    *, by: Actor, agreement: Agreement, on: PartialDate, reason: str, version: int | None = None
) -> Agreement:
    """End an agreement before its time; ``on`` is its last day."""
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    check_version(agreement, version, AGREEMENT_FIELDS, changed_by=agreement.changed_by)
    if not reason.strip():
        raise Problem(_("Say why it ended early."), field="reason")
    _close(by, agreement, "end_agreement", {"ended_on": on, "ended_reason": reason})
    return agreement


@transaction.atomic
def resume_agreement(*, by: Actor, agreement: Agreement, reason: str) -> Agreement:
    """Take back a notice or an early end; the audit trail keeps what was noted."""
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    if agreement.given_up_on is None and agreement.ended_on is None:
        raise Problem(_("Neither a notice nor an early end is noted."))
    fields = {"given_up_on": None, "given_up_reason": "", "ended_on": None, "ended_reason": ""}
    _close(by, agreement, "resume_agreement", fields, reason=reason)
    return agreement


@transaction.atomic
def remove_agreement(*, by: Actor, agreement: Agreement, reason: str) -> None:
    """Take out an agreement that was entered by mistake; one on which something rests stays, and is ended instead.

    Raises:
        Problem: it has an obligation, a file, a version, a sign of life, a resource, an event or a project.
    """
    agreement = locked(agreement)
    by.must(policy.manage, on=agreement)
    record(by, "remove_agreement", agreement, reason=reason)
    findable.forget(findable.AGREEMENTS, agreement.pk)
    Signatory.objects.filter(agreement=agreement).delete()
    try:
        Party.objects.filter(agreement=agreement).delete()
        agreement.delete()
    except ProtectedError as rest:
        raise Problem(_("Something rests on this agreement, so it stays. End it early instead.")) from rest


def locked(agreement: Agreement) -> Agreement:
    """The agreement, held until the transaction ends: its parties, obligations and dates are judged together."""
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


def check_parties(rows: Sequence[PartyRow]) -> None:
    """Raise ``Problem`` unless there are two parties or more, each once."""
    ids = [row.organisation.merged_into_id or row.organisation.pk for row in rows]
    for place, pk in enumerate(ids):
        if pk in ids[:place]:
            raise Problem(_("The same organisation is named twice."), field=f"party_{place + 1}")
    if len(ids) < TWO:
        raise Problem(_("An agreement needs two parties or more."), field="party_2")


def _write(by: Actor, agreement: Agreement, fields: dict[str, Any], parties: Sequence[Party]) -> None:
    before = assign(agreement, fields)
    force = set_force(agreement, terms_of(agreement, parties))
    act = "change_agreement" if agreement.pk else "register_agreement"
    if save_changes(by, agreement, before, fields, act=act):
        settle_obligations(agreement, force)
        findable.put(agreement)


def _close(by: Actor, agreement: Agreement, act: str, fields: dict[str, Any], *, reason: str = "") -> None:
    before = assign(agreement, fields)
    force = set_force(agreement, terms_of(agreement, Party.objects.filter(agreement=agreement)))
    save_changes(by, agreement, before, fields, act=act, reason=reason)
    settle_obligations(agreement, force)


def _checked(agreement: Agreement, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as they are kept; raises ``Problem`` for what cannot be."""
    if unknown := fields.keys() - set(AGREEMENT_FIELDS):
        raise TypeError(f"not what is said about an agreement: {sorted(unknown)}")
    now = {
        name: fields.get(name, getattr(agreement, name)) for name in AGREEMENT_FIELDS if name != "continues"
    }
    if not now["title_th"].strip():
        raise Problem(_("A title in Thai is needed."), field="title_th")
    if now["kind"] not in AgreementKind.values:
        raise Problem(_("Say what kind of agreement it is."), field="kind")
    if "continues" in fields:
        _check_chain(agreement, fields["continues"])
    _check_end(now, fields, agreement)
    if "remind_days" in fields:
        fields["remind_days"] = _days(fields["remind_days"])
    return fields


def _check_end(now: dict[str, Any], fields: dict[str, Any], agreement: Agreement) -> None:
    ending, starts, months = now["ending"], now["in_force_from"] or now["signed_on"], now["term_months"]
    _check_lengths(ending, months, now["notice_months"])
    if ending == Ending.OPEN:
        fields |= {"ends": None, "term_months": None}
    elif ending == Ending.RENEWING:
        if starts is None and now["ends"] is None:
            raise Problem(
                _("Say from when it is in force: the periods count from there."), field="in_force_from"
            )
    elif now["ends"] is None and (months is None or starts is None):
        raise Problem(_("Say when it ends, or from when it is in force and for how long."), field="ends")
    elif agreement.given_up_on is not None:
        raise Problem(
            _("A notice is noted. Take it back before the end becomes a fixed one."), field="ending"
        )
    if ending != Ending.OPEN and now["ends"] and starts and now["ends"].until_on <= starts.from_on:
        raise Problem(_("The end must not lie before the beginning."), field="ends")


def _check_lengths(ending: str, months: int | None, notice: int) -> None:
    if ending not in Ending.values:
        raise Problem(_("Say how it ends."), field="ending")
    if ending == Ending.RENEWING and months is None:
        raise Problem(_("Say for how long it renews itself each time."), field="term")
    if months is not None and not 1 <= months <= LONGEST:
        raise Problem(_("A period lasts between one month and a hundred years."), field="term")
    if not 0 <= notice <= LONGEST:
        raise Problem(_("The notice is too long."), field="notice_months")


def _check_chain(agreement: Agreement, earlier: Agreement | None) -> None:
    """An agreement does not continue itself, nor one that continues it."""
    while earlier is not None:
        if earlier.pk == agreement.pk:
            raise Problem(_("Agreements cannot continue each other in a circle."), field="continues")
        earlier = earlier.continues


def _days(days: Sequence[int]) -> list[int]:
    chosen = sorted(set(days), reverse=True)
    if len(chosen) > MOST_REMINDERS or any(not 1 <= each <= FARTHEST_REMINDER for each in chosen):
        raise Problem(
            _("Up to %(most)s reminders, each between 1 and %(days)s days before.")
            % {"most": MOST_REMINDERS, "days": FARTHEST_REMINDER},
            field="remind_days",
        )
    return chosen
