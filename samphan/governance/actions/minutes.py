"""Minutes: written item by item, sent for correction, adopted by a later meeting, frozen from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions import BY_RIGHT, Letter
from samphan.governance.actions.attendees import personal_links
from samphan.governance.actions.meetings_shared import advance, locked, send
from samphan.governance.models import (
    OVER,
    AgendaItem,
    Attendee,
    Correction,
    CorrectionState,
    Meeting,
    MeetingState,
    Minutes,
    MinutesText,
    MinutesVersion,
)
from samphan.governance.policy import meetings as policy
from samphan.governance.queries.minutes import frozen
from samphan.governance.queries.notice import circulation
from samphan.governance.transitions import meetings as transitions
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from samphan.kit.actor import Actor

FRAME_FIELDS: Final = ("opening_th", "opening_en", "recorder", "reviewer")
TEXT_FIELDS: Final = ("text_th", "text_en")
_KEEPS: Final = "changed"


@transaction.atomic
def write_frame(
    *, by: Actor, meeting: Meeting, version: int | None = None, reason: str = "", **words: Any
) -> Minutes:
    """Write the opening of the minutes and who took them. After adoption it takes a reason, and makes a version.

    Raises:
        Problem: the meeting was not held, or the minutes are adopted and no reason is given.
        Conflict: somebody else saved it meanwhile.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    minutes = _begun(found, reason)
    check_version(minutes, version, FRAME_FIELDS, changed_by=minutes.changed_by)
    before = values(minutes, FRAME_FIELDS)
    for name, value in words.items():
        if name not in FRAME_FIELDS:
            raise TypeError(f"minutes have no {name}")
        setattr(minutes, name, value)
    minutes.touch(by)
    minutes.save()
    changes = difference(before, values(minutes, FRAME_FIELDS))
    record(by, "write_minutes_frame", minutes, changes=changes, reason=reason, label=_label(found))
    _keep_if_adopted(by, found, minutes, reason)
    return minutes


@transaction.atomic
def write_text(
    *, by: Actor, item: AgendaItem, version: int | None = None, reason: str = "", **words: Any
) -> MinutesText:
    """Write what the minutes say under an item. After adoption it takes a reason, and makes a version.

    ``version`` is 0 for a text that the writer saw empty.

    Raises:
        Problem: the meeting was not held, or the minutes are adopted and no reason is given.
        Conflict: somebody else wrote it meanwhile.
    """
    meeting = locked(item.meeting)
    by.must(policy.manage, on=meeting)
    minutes = _begun(meeting, reason)
    text = MinutesText.objects.select_for_update().filter(minutes=minutes, item=item).first()
    if text is None:
        text = MinutesText(network_id=minutes.network_id, minutes=minutes, item=item, version=0)
    check_version(text, version, TEXT_FIELDS, changed_by=text.changed_by)
    before = values(text, TEXT_FIELDS)
    for name, value in words.items():
        if name not in TEXT_FIELDS:
            raise TypeError(f"a text of minutes has no {name}")
        setattr(text, name, value)
    text.touch(by)
    text.save()
    changes = difference(before, values(text, TEXT_FIELDS))
    record(by, "write_minutes", text, changes=changes, reason=reason, label=(item.title_th, item.title_en))
    _keep_if_adopted(by, meeting, minutes, reason)
    return text


@transaction.atomic
def circulate_minutes(
    *, by: Actor, meeting: Meeting, now: dt.datetime, correct_until: dt.date | None = None
) -> int:
    """Freeze a version and send everybody who was called a personal link to it, for corrections; how many messages.

    The links work as long as such links do (``tenancy.links.DAYS``), to the last day for corrections at least; sending the
    minutes once more gives them that time anew.

    Raises:
        Problem: nothing is written, the meeting has no end, or the last day lies in the past.
    """
    found = locked(meeting)
    by.must(policy.manage, on=found)
    advance(found, transitions.CIRCULATE)
    minutes = Minutes.objects.select_for_update().filter(meeting=found).first()
    if minutes is None or not minutes.recorder:
        raise Problem(_("Say first who took the minutes."))
    if found.closed_at is None:
        raise Problem(_("Note first when the meeting ended: the minutes name the time."))
    if correct_until is not None and correct_until < timezone.localdate(now):
        raise Problem(_("The last day for corrections lies in the past."), field="correct_until")
    minutes.circulated_at, minutes.correct_until = now, correct_until
    minutes.save()
    found.touch(by)
    found.save()
    _keep(by, found, minutes, "circulated")
    people = list(Attendee.objects.filter(meeting=found).exclude(standing="guest").order_by("order", "id"))
    slug, until = by.slug, links.ends_at(now, due=correct_until)
    sent = send(
        by,
        [
            Letter(each.email, *circulation(found, minutes, each, link, slug), BY_RIGHT)
            for each, link, _is_new in personal_links(policy.CORRECT, people, now=now, until=until)
            if each.email
        ],
    )
    record(by, "circulate_minutes", minutes, changes={"messages": [None, sent]}, label=_label(found))
    return sent


@transaction.atomic
def propose_correction(
    *, by: Actor, attendee: Attendee, text: str, now: dt.datetime, item: AgendaItem | None = None
) -> Correction:
    """Say what should be corrected in minutes that were circulated.

    Raises:
        Problem: not circulated, adopted already, the last day is over, or nothing is written.
    """
    by.must(policy.correct, on=attendee)
    minutes = Minutes.objects.select_related("meeting").filter(meeting=attendee.meeting_id).first()
    if minutes is None or minutes.meeting.state != MeetingState.MINUTED:
        raise Problem(_("These minutes take no corrections."))
    if minutes.correct_until is not None and timezone.localdate(now) > minutes.correct_until:
        raise Problem(_("The last day for corrections is over. Please write to the secretariat."))
    if not text.strip():
        raise Problem(_("Write what should be corrected."), field="text")
    if item is not None and item.meeting_id != minutes.meeting_id:
        raise Problem(_("The item belongs to another meeting."), field="item")
    made = Correction.objects.create(
        network_id=minutes.network_id,
        minutes=minutes,
        attendee=attendee,
        item=item,
        text=text.strip()[:5_000],
        proposed_at=now,
    )
    record(by, "propose_correction", made, label=(attendee.name_th, attendee.name_en))
    return made


@transaction.atomic
def decide_correction(
    *, by: Actor, correction: Correction, accept: bool, now: dt.datetime, answer: str = ""
) -> Correction:
    """Say what became of a correction. Accepting it changes no text by itself: who takes the minutes writes it in."""
    found = (
        Correction.objects.select_for_update(of=("self",)).select_related("attendee").get(pk=correction.pk)
    )
    by.must(policy.manage, on=found)
    if found.state != CorrectionState.PROPOSED:
        raise Problem(_("This correction was decided already."))
    found.state = CorrectionState.ACCEPTED if accept else CorrectionState.DECLINED
    found.answer, found.decided_at = answer.strip()[:1000], now
    found.save()
    record(
        by,
        "decide_correction",
        found,
        changes={"state": ["proposed", found.state]},
        label=(found.attendee.name_th, found.attendee.name_en),
    )
    return found


@transaction.atomic
def adopt_minutes(*, by: Actor, item: AgendaItem, now: dt.datetime, amendments: str = "") -> Minutes:
    """Adopt the minutes that an item of a later meeting of the body lays before it, and freeze them.

    Raises:
        Problem: the item lays none before it, they are its own, they were not circulated, or the later meeting has not
            been opened with a quorum.
    """
    later = locked(item.meeting)
    by.must(policy.manage, on=later)
    if item.adopts_id is None:
        raise Problem(_("Say first which minutes this item lays before the meeting."))
    if item.adopts_id == later.pk:
        raise Problem(_("A meeting does not adopt its own minutes; the next one does."))
    if later.state not in OVER or later.opened_at is None:
        raise Problem(_("Minutes are adopted by a meeting that was opened."))
    if later.quorum_needed is not None and (later.quorum_present or 0) < later.quorum_needed:
        raise Problem(_("This meeting had no quorum when it was opened; a later one adopts the minutes."))
    earlier = locked(item.adopts or later)
    if earlier.starts_at >= later.starts_at or earlier.body_id != later.body_id:
        raise Problem(_("Only minutes of an earlier meeting of the same body can be adopted."))
    advance(earlier, transitions.ADOPT)
    minutes = Minutes.objects.select_for_update().get(meeting=earlier)
    minutes.adopted_in, minutes.adopted_at, minutes.amendments = item, now, amendments.strip()
    minutes.touch(by)
    minutes.save()
    earlier.touch(by)
    earlier.save()
    _keep(by, earlier, minutes, "adopted", amendments.strip()[:1000])
    record(
        by,
        "adopt_minutes",
        minutes,
        changes={"adopted_in": [None, later.title_th]},
        reason=amendments.strip()[:1000],
        label=_label(earlier),
    )
    return minutes


def _label(meeting: Meeting) -> tuple[str, str]:
    return meeting.title_th, meeting.title_en


def _begun(meeting: Meeting, reason: str) -> Minutes:
    """The minutes, locked, begun where there are none; ``Problem`` where they cannot be written."""
    if meeting.state not in OVER:
        raise Problem(_("Minutes are written of a meeting that was held."))
    if meeting.state == MeetingState.ADOPTED and not reason.strip():
        raise Problem(
            _("These minutes are adopted. A change makes a new version and needs its reason."), field="reason"
        )
    Minutes.objects.get_or_create(
        meeting=meeting,
        defaults={"network_id": meeting.network_id, "recorder": str(meeting.secretary_name)[:200]},
    )
    return Minutes.objects.select_for_update().get(meeting=meeting)


def _keep_if_adopted(by: Actor, meeting: Meeting, minutes: Minutes, reason: str) -> None:
    if meeting.state == MeetingState.ADOPTED:
        _keep(by, meeting, minutes, _KEEPS, reason.strip()[:1000])


def _keep(by: Actor, meeting: Meeting, minutes: Minutes, occasion: str, reason: str = "") -> None:
    """Freeze what the minutes say now as their next version."""
    last = MinutesVersion.objects.filter(minutes=minutes).aggregate(last=Max("number"))["last"] or 0
    MinutesVersion.objects.create(
        network_id=minutes.network_id,
        minutes=minutes,
        number=last + 1,
        occasion=occasion,
        content=frozen(meeting, minutes),
        reason=reason,
        made_by=by.label[:200],
    )
