"""Who is called and who comes: the list, the notice with its personal links, replies, and the day itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import BY_RIGHT, Letter
from samphan.comms.models import Purpose
from samphan.governance.actions.meetings_shared import advance, locked, refuse_frozen, send
from samphan.governance.models import (
    COMING,
    Attendee,
    BallotState,
    Correction,
    Meeting,
    Presence,
    Recusal,
    Reply,
    Resolution,
    Standing,
    Voter,
)
from samphan.governance.policy import meetings as policy
from samphan.governance.queries.called import called
from samphan.governance.queries.notice import notice, reminder
from samphan.governance.transitions import meetings as transitions
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import difference, kind_of, record, values
from samphan.tenancy.models import Link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from samphan.kit.actor import Actor

DAY_FIELDS: Final = (
    "presence", "substitute_name", "substitute_position", "absence_reason", "arrived_at", "left_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """How one person was there."""

    attendee: Attendee
    presence: str = ""
    substitute_name: str = ""
    substitute_position: str = ""
    absence_reason: str = ""
    arrived_at: dt.datetime | None = None
    left_at: dt.datetime | None = None


@transaction.atomic
def list_called(*, by: Actor, meeting: Meeting) -> int:
    """Bring the list in step with the body (or the members) on the day of the meeting; how many are on it.

    Who is no longer to be called is taken off, unless there is a reply or a presence to keep; guests stay.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    refuse_frozen(found)
    wanted = called(by, found)
    rows = list(Attendee.objects.filter(meeting=found).exclude(standing=Standing.GUEST))
    known = {(each.standing, each.term_id or each.member_id or 0): each for each in rows}
    new = [
        Attendee(
            network_id=found.network_id,
            meeting=found,
            standing=each.standing,
            order=place,
            term=each.term,
            member=each.member,
            person=each.person,
            name_th=each.name[0],
            name_en=each.name[1],
            position_th=each.position[0],
            position_en=each.position[1],
            email=each.email,
            votes=each.votes,
        )
        for place, each in enumerate(wanted)
        if each.key not in known
    ]
    keys = {each.key for each in wanted}
    gone = [row.pk for key, row in known.items() if key not in keys and not row.reply and not row.presence]
    gone = list(_forgettable(gone))
    Attendee.objects.filter(pk__in=gone).delete()
    Attendee.objects.bulk_create(new)
    if new or gone:
        changes = {"people": [len(rows), len(rows) - len(gone) + len(new)]}
        record(by, "list_called", found, changes=changes, label=(found.title_th, found.title_en))
    return len(rows) - len(gone) + len(new)


@transaction.atomic
def add_guest(
    *, by: Actor, meeting: Meeting, name_th: str, name_en: str = "", position_th: str = "", position_en: str = "",
    email: str = "", presence: str = "",
) -> Attendee:  # fmt: skip
    """Somebody who attends without a vote: an officer, an expert, an observer."""
    found = locked(meeting)
    by.must(policy.manage, on=found)
    refuse_frozen(found)
    if not name_th.strip():
        raise Problem(_("A name in Thai is needed."), field="name_th")
    last = Attendee.objects.filter(meeting=found).aggregate(last=Max("order"))["last"] or 0
    guest = Attendee.objects.create(
        network_id=found.network_id,
        meeting=found,
        standing=Standing.GUEST,
        order=max(1_000, last + 1),
        name_th=name_th,
        name_en=name_en,
        position_th=position_th,
        position_en=position_en,
        email=email,
        presence=presence,
        votes=0,
    )
    record(by, "add_guest", guest)
    return guest


@transaction.atomic
def change_attendee(*, by: Actor, attendee: Attendee, email: str, votes: int | None = None) -> Attendee:
    """Put the address right to which the notice goes, and how many votes somebody has."""
    meeting = locked(attendee.meeting)
    by.must(policy.manage, on=meeting)
    refuse_frozen(meeting)
    row = Attendee.objects.select_for_update().get(pk=attendee.pk)
    before = values(row, ("email", "votes"))
    row.email = email
    if votes is not None:
        if votes and row.standing == Standing.GUEST:
            raise Problem(_("Guests have no vote."), field="votes")
        running = Voter.objects.filter(attendee=row, ballot__state=BallotState.OPEN)
        if votes != row.votes and running.exists():
            raise Problem(_("A ballot is open in which these votes count. Close it first."), field="votes")
        row.votes = votes
    row.save(update_fields=["email", "votes"])
    record(by, "change_attendee", row, changes=difference(before, values(row, ("email", "votes"))))
    return row


@transaction.atomic
def remove_attendee(*, by: Actor, attendee: Attendee, now: dt.datetime) -> None:
    """Take somebody off the list; the personal link opens nothing any more.

    Raises:
        Problem: something hangs on the row: a presence, a recusal, a correction, a ballot.
    """
    meeting = locked(attendee.meeting)
    by.must(policy.manage, on=meeting)
    refuse_frozen(meeting)
    if attendee.presence or attendee.recusals.exists() or attendee.corrections.exists():
        raise Problem(_("This person took part; the record stays."))
    for purpose in (policy.REPLY, policy.CORRECT):
        for link in links.open_links(purpose, attendee, now=now):
            links.revoke(link, now=now)
    record(by, "remove_attendee", attendee)
    try:
        with transaction.atomic():
            attendee.delete()
    except ProtectedError as error:
        raise Problem(
            _("Votes or resolutions of this meeting rest on this person; the record stays.")
        ) from error


@transaction.atomic
def call_meeting(*, by: Actor, meeting: Meeting, now: dt.datetime) -> int:
    """Send the notice with a personal reply link to everybody on the list who was not sent one yet; how many.

    Members are called by right and cannot stop it; a guest may have stopped invitations. Who has no address, or wants
    none, is not passed over in silence: the page shows the link, to be given in another way.

    Raises:
        Problem: nobody is on the list, or the meeting is not one that is to come.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    advance(found, transitions.CALL)
    if found.starts_at < now:
        raise Problem(_("The day of this meeting is over; nobody can be called to it any more."))
    people = list(Attendee.objects.filter(meeting=found).order_by("order", "id"))
    if not people:
        raise Problem(_("Nobody is on the list yet. Take it from the body first."))
    letters = []
    for attendee, link, is_new in reply_links(people, now=now):
        if (is_new or found.called_at is None) and attendee.email:
            words = notice(found, attendee, links.address(link, by.slug))
            kind = Purpose.INVITATION if attendee.standing == Standing.GUEST else BY_RIGHT
            letters.append(Letter(attendee.email, *words, kind))
    sent = send(by, letters)
    found.called_at = found.called_at or now
    found.touch(by)
    found.save()
    record(
        by, "call_meeting", found, changes={"messages": [None, sent]}, label=(found.title_th, found.title_en)
    )
    return sent


@transaction.atomic
def remind_called(*, by: Actor, meeting: Meeting, now: dt.datetime) -> int:
    """Remind those who were called, have not replied and did not stop reminders; how many messages were written."""
    found = locked(meeting)
    by.must(policy.manage, on=found)
    if found.state not in COMING or found.called_at is None or found.starts_at < now:
        raise Problem(_("Only who was called to a meeting to come can be reminded."))
    silent = list(Attendee.objects.filter(meeting=found, reply="").exclude(email="").order_by("order", "id"))
    sent = send(
        by,
        [
            Letter(each.email, *reminder(found, each, links.address(link, by.slug)), Purpose.REMINDER)
            for each, link, _is_new in reply_links(silent, now=now)
        ],
    )
    record(
        by, "remind_called", found, changes={"messages": [None, sent]}, label=(found.title_th, found.title_en)
    )
    return sent


@transaction.atomic
def answer_call(
    *,
    by: Actor,
    attendee: Attendee,
    reply: str,
    now: dt.datetime,
    note: str = "",
    substitute_name: str = "",
    substitute_position: str = "",
) -> Attendee:
    """Say whether one comes; until the meeting is opened it can be said anew.

    Raises:
        Problem: the meeting is over or not held, no substitute is allowed or named, or a reason is missing.
    """
    by.must(policy.reply, on=attendee)
    row = Attendee.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=attendee.pk)
    if row.meeting.state not in COMING:
        raise Problem(_("This meeting takes no replies any more."))
    if row.presence:
        # What the secretariat noted stands: an answer beside it would say who sits in whose place a second time.
        raise Problem(_("Your attendance has been noted already. Please tell the secretariat what changed."))
    if reply not in Reply.values or not reply:
        raise Problem(_("Choose one of the answers."), field="reply")
    if reply == Reply.SUBSTITUTE:
        if not row.meeting.allows_substitutes or row.standing == Standing.GUEST:
            raise Problem(_("Nobody can be sent in your place to this meeting."), field="reply")
        if not substitute_name.strip():
            raise Problem(_("Write the name of the substitute."), field="substitute_name")
    else:
        substitute_name = substitute_position = ""
    if reply == Reply.ABSENT and not note.strip():
        raise Problem(_("Write the reason: the minutes name it."), field="note")
    before = values(row, ("reply", "substitute_name"))
    row.reply, row.reply_note, row.replied_at = reply, note.strip()[:1000], now
    row.substitute_name, row.substitute_position = substitute_name[:300], substitute_position[:300]
    row.save()
    record(by, "answer_call", row, changes=difference(before, values(row, ("reply", "substitute_name"))))
    return row


@transaction.atomic
def note_day(*, by: Actor, meeting: Meeting, rows: Sequence[DayRow]) -> int:
    """Note who is present, who stands in for whom, who is absent and why; how many rows changed.

    Raises:
        Problem: a substitute for somebody who is present, or one without a name; times that cannot be.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    refuse_frozen(found)
    stored = {each.pk: each for each in Attendee.objects.select_for_update().filter(meeting=found)}
    changed, changes = [], {}
    for row in rows:
        attendee = stored.get(row.attendee.pk)
        if attendee is None:
            raise Problem(_("Somebody on this page was taken off the list meanwhile. Look at it again."))
        _check_day(found, attendee, row)
        before = values(attendee, DAY_FIELDS)
        for name in DAY_FIELDS:
            setattr(attendee, name, getattr(row, name))
        if difference(before, values(attendee, DAY_FIELDS)):
            changed.append(attendee)
            changes[attendee.name_th] = [before["presence"], attendee.presence]
    Attendee.objects.bulk_update(changed, DAY_FIELDS)
    if changed:
        record(by, "note_attendance", found, changes=changes, label=(found.title_th, found.title_en))
    return len(changed)


@transaction.atomic
def take_replies(*, by: Actor, meeting: Meeting) -> int:
    """Fill in the attendance from the replies, where nothing is noted yet; how many. It is then looked over."""
    found = locked(meeting)
    by.must(policy.manage, on=found)
    refuse_frozen(found)
    told = {
        Reply.COMES: Presence.IN_ROOM,
        Reply.ONLINE: Presence.ONLINE,
        Reply.SUBSTITUTE: Presence.SUBSTITUTE,
        Reply.ABSENT: Presence.ABSENT,
    }
    taken = list(Attendee.objects.select_for_update().filter(~Q(reply=""), meeting=found, presence=""))
    for each in taken:
        each.presence = told[Reply(each.reply)]
        if each.presence == Presence.ABSENT:
            each.absence_reason = each.reply_note[:300]
    Attendee.objects.bulk_update(taken, ["presence", "absence_reason"])
    if taken:
        record(
            by,
            "take_replies",
            found,
            changes={"people": [0, len(taken)]},
            label=(found.title_th, found.title_en),
        )
    return len(taken)


def reply_links(people: Iterable[Attendee], *, now: dt.datetime) -> list[tuple[Attendee, Link, bool]]:
    """The reply link of each, and whether it was made just now; part of acts that asked a policy."""
    return personal_links(policy.REPLY, people, now=now)


def personal_links(
    purpose: str, people: Iterable[Attendee], *, now: dt.datetime, until: dt.datetime | None = None
) -> list[tuple[Attendee, Link, bool]]:
    """The links of a purpose, which work ``until`` then; at most two statements, and one for each that has to be made."""
    rows = list(people)
    if not rows:
        return []
    known = Link.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        network_id=rows[0].network_id,
        purpose=purpose,
        subject_kind=kind_of(rows[0]),
        subject_id__in=[each.pk for each in rows],
        revoked_at__isnull=True,
    )
    found = {link.subject_id: link for link in known.order_by("id")}
    if until is not None:
        links.prolong(found.values(), until)
    made = []
    for each in rows:
        name = (each.name_th, each.name_en)
        link = found.get(each.pk)
        made.append((each, link or links.make(purpose, each, label=name, expires_at=until), link is None))
    return made


def _forgettable(rows: Iterable[int]) -> QuerySet[Attendee, int]:
    """Those of some rows on which no ballot, correction, recusal or resolution rests."""
    kept = [
        Exists(Voter.objects.filter(attendee=OuterRef("pk"))),
        Exists(Correction.objects.filter(attendee=OuterRef("pk"))),
        Exists(Recusal.objects.filter(attendee=OuterRef("pk"))),
        Exists(Resolution.objects.filter(Q(proposer=OuterRef("pk")) | Q(seconder=OuterRef("pk")))),
    ]
    found = Attendee.objects.filter(pk__in=rows)
    for each in kept:
        found = found.exclude(each)
    return found.values_list("pk", flat=True)


def _check_day(meeting: Meeting, attendee: Attendee, row: DayRow) -> None:
    """Raise ``Problem`` for a row that cannot have been; the field is that of the row."""

    def refuse(message: Any, name: str) -> None:
        raise Problem(message, field=f"{name}-{attendee.pk}")

    if row.presence not in Presence.values:
        refuse(_("Choose one of the answers."), "presence")
    is_represented = row.presence == Presence.SUBSTITUTE
    if is_represented and not row.substitute_name.strip():
        refuse(_("Write the name of the substitute."), "substitute_name")
    if is_represented and (attendee.standing == Standing.GUEST or not meeting.allows_substitutes):
        refuse(_("Nobody can be sent in the place of others to this meeting."), "presence")
    if row.presence in {Presence.IN_ROOM, Presence.ONLINE} and row.substitute_name.strip():
        refuse(
            _("%(name)s is present, so nobody stands in. Take the name of the substitute out.")
            % {"name": attendee.name_th},
            "substitute_name",
        )
    if row.left_at and row.arrived_at and row.left_at <= row.arrived_at:
        refuse(_("Nobody leaves before coming."), "left_at")
