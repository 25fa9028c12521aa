"""The life of a mailing: drafted, approved with its recipients, begun, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from samphan.comms import policy
from samphan.comms.actions.messages import RETRIED
from samphan.comms.models import Mailing, MailingState, Message, MessageState, Recipient, Skipped
from samphan.comms.queries import segments, texts
from samphan.comms.queries.findable import search_row
from samphan.comms.transitions import APPROVE, BEGIN, CANCEL, MAILING, SCHEDULE, TAKE_BACK
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.kit.jobs import defer
from samphan.kit.thai.sortkey import sort_key
from samphan.tenancy import search
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt

    from samphan.comms.queries.segments import Segment
    from samphan.kit.actor import Actor

WORDS: Final = ("subject_th", "body_th", "subject_en", "body_en")
FIELDS: Final = (
    "name",
    "kind",
    "segment",
    "part_id",
    *WORDS,
    "page_url",
    "send_at",
    "anchor",
    "offset_days",
    "send_time",
    "follows_segment",
)
MOST_DAYS: Final = 366


@transaction.atomic
def draft_mailing(*, by: Actor, about_kind: str, about_id: int, **fields: Any) -> Mailing:
    """A new mailing about a record; ``fields`` are of ``FIELDS``.

    Raises:
        Problem: the segment does not fit the record, or the words or the schedule are not possible.
    """
    mailing = Mailing(network_id=by.network_id, about_kind=about_kind, about_id=about_id)
    by.must(policy.write, on=mailing)
    _take(by, mailing, fields)
    mailing.changed_by = by.label
    mailing.save()
    search.put([search_row(mailing)])
    record(by, "draft_mailing", mailing, label=(mailing.name, mailing.name))
    return mailing


@transaction.atomic
def change_mailing(*, by: Actor, mailing: Mailing, version: int | None = None, **fields: Any) -> Mailing:
    """Change a draft.

    Raises:
        Problem: it is no draft any more, or what was written is not possible.
        Conflict: somebody else saved it meanwhile.
    """
    by.must(policy.write, on=mailing)
    locked = _lock(mailing)
    if locked.state != MailingState.DRAFT:
        raise Problem(_("Only a draft can be changed. Take the mailing back to change it."))
    check_version(locked, version, FIELDS, changed_by=locked.changed_by)
    before = values(locked, FIELDS)
    _take(by, locked, fields)
    locked.touch(by)
    locked.save()
    search.put([search_row(locked)])
    changes = difference(before, values(locked, FIELDS))
    record(by, "change_mailing", locked, changes=changes, label=(locked.name, locked.name))
    return locked


@transaction.atomic
def approve_mailing(*, by: Actor, mailing: Mailing, version: int | None, now: dt.datetime) -> Mailing:
    """Fix the recipients and let the mailing leave: at its time, or when somebody sends it.

    Raises:
        Problem: it is no draft, there is nobody to whom it could go, or its words refer to a link that it lacks.
        Conflict: it was changed since the approver looked at it.
    """
    by.must(policy.write, on=mailing)
    locked = _lock(mailing)
    segment = _segment(locked)
    by.must(policy.address, on=segment)
    state = _next(locked, SCHEDULE if locked.has_schedule else APPROVE)
    check_version(locked, version, FIELDS, changed_by=locked.changed_by)
    _look_at_words(locked, segment)
    if "page" in texts.placeholders_in(*(getattr(locked, name) for name in WORDS)) and not locked.page_url:
        raise Problem(_("The text says {page}, but no link goes with this mailing. Add the link first."))
    reached = _fix_recipients(locked, segments.fix(by, locked))
    if not reached and not locked.follows_segment:
        raise Problem(_("There is nobody to whom this could be sent."))
    locked.state = state
    locked.approved_by, locked.approved_at = by.label, now
    locked.touch(by)
    locked.save()
    record(
        by,
        "approve_mailing",
        locked,
        changes={"recipients": [None, reached]},
        label=(locked.name, locked.name),
    )
    return locked


@transaction.atomic
def take_back_mailing(*, by: Actor, mailing: Mailing) -> Mailing:
    """Make an approved or scheduled mailing a draft again; its recipients are fixed anew with the next approval."""
    by.must(policy.write, on=mailing)
    locked = _lock(mailing)
    locked.state = _next(locked, TAKE_BACK)
    locked.approved_by, locked.approved_at = "", None
    Recipient.objects.filter(mailing=locked).delete()
    locked.touch(by)
    locked.save()
    record(by, "take_back_mailing", locked, label=(locked.name, locked.name))
    return locked


@transaction.atomic
def cancel_mailing(*, by: Actor, mailing: Mailing) -> Mailing:
    """Give a mailing up that has not begun to leave."""
    by.must(policy.write, on=mailing)
    locked = _lock(mailing)
    locked.state = _next(locked, CANCEL)
    Recipient.objects.filter(mailing=locked).delete()
    locked.touch(by)
    locked.save()
    record(by, "cancel_mailing", locked, label=(locked.name, locked.name))
    return locked


@transaction.atomic
def begin_mailing(*, by: Actor, mailing: Mailing, now: dt.datetime) -> Mailing:
    """Begin to send, once: by hand what was approved, or by the worker at its time.

    Raises:
        Problem: it was not approved, or has begun already.
    """
    by.must(policy.write, on=mailing)
    locked = _lock(mailing)
    locked.state = _next(locked, BEGIN)
    locked.begun_at = now
    if locked.follows_segment:
        _follow(by, locked)
    elif segments.is_personal(locked):
        _leave_out(by, locked)
    locked.touch(by)
    locked.save()
    defer("comms.send_mailing", mailing=locked.pk, network=locked.network_id)
    record(by, "begin_mailing", locked, label=(locked.name, locked.name))
    return locked


@transaction.atomic
def retry_mailing(*, by: Actor, mailing: Mailing) -> int:
    """Send again whatever failed, was refused or was cut off; how many messages."""
    by.must(policy.write, on=mailing)
    failed = list(
        Message.objects.select_for_update(of=("self",)).filter(recipient__mailing=mailing, state__in=RETRIED)
    )
    Message.objects.filter(pk__in=[each.pk for each in failed]).update(state=MessageState.WAITING)
    for each in failed:
        defer("comms.deliver", message=each.pk, network=mailing.network_id)
    record(
        by,
        "retry_mailing",
        mailing,
        changes={"messages": [None, len(failed)]},
        label=(mailing.name, mailing.name),
    )
    return len(failed)


def _fix_recipients(mailing: Mailing, people: list[segments.Fixed]) -> int:
    """Write the recipients down; how many of them are going to get something."""
    Recipient.objects.filter(mailing=mailing).delete()
    Recipient.objects.bulk_create([_recipient(mailing, each) for each in people])
    return sum(not each.skipped for each in people)


def _recipient(mailing: Mailing, fixed: segments.Fixed) -> Recipient:
    data = fixed.data
    return Recipient(
        network_id=mailing.network_id,
        mailing=mailing,
        ref_id=data.ref_id,
        to_address=fixed.address,
        address_key=fixed.key,
        name_th=data.name_th[:300],
        name_en=data.name_en[:300],
        language=data.language,
        values={code: list(pair) for code, pair in data.values.items()},
        skipped=fixed.skipped,
        sort_key=sort_key(data.name_th)[:1000],
    )


def _follow(by: Actor, mailing: Mailing) -> None:
    """The recipients as of now: who came is added, who left stays in the log with the reason."""
    people = segments.fix(by, mailing)
    present = {each.key for each in people if not each.skipped}
    known = list(Recipient.objects.filter(mailing=mailing, skipped=""))
    left = [each.pk for each in known if each.address_key not in present]
    Recipient.objects.filter(pk__in=left).update(skipped=Skipped.LEFT)
    had = {each.address_key for each in known}
    skipped_before = set(
        Recipient.objects.filter(mailing=mailing).exclude(skipped="").values_list("ref_id", "skipped")
    )
    Recipient.objects.bulk_create(
        _recipient(mailing, each)
        for each in people
        if (
            each.key not in had
            if not each.skipped
            else (each.data.ref_id, each.skipped) not in skipped_before
        )
    )


def _leave_out(by: Actor, mailing: Mailing) -> None:
    """Who left the segment, or has another address since the approval, gets no personal link at the old one."""
    present = {each.key for each in segments.fix(by, mailing) if not each.skipped}
    known = Recipient.objects.filter(mailing=mailing, skipped="").values_list("pk", "address_key")
    left = [pk for pk, key in known if key not in present]
    Recipient.objects.filter(pk__in=left).update(skipped=Skipped.LEFT)


def _lock(mailing: Mailing) -> Mailing:
    return Mailing.objects.select_for_update().get(pk=mailing.pk)


def _next(mailing: Mailing, act: str) -> MailingState:
    state = MAILING.get((mailing.state, act))
    if state is None:
        raise Problem(
            _("This cannot be done with a mailing in the state “%(state)s”.")
            % {"state": mailing.get_state_display()}
        )
    return state


def _segment(mailing: Mailing) -> Segment:
    if not segments.known(mailing.segment):
        raise Problem(_("These recipients are not known any more. Choose others."), field="segment")
    return segments.segment(mailing.segment)


def _take(by: Actor, mailing: Mailing, fields: dict[str, Any]) -> None:
    """Put the fields in and look at the whole."""
    unknown = fields.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"a mailing has no {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(mailing, name, value)
    segment = _segment(mailing)
    by.must(policy.address, on=segment)
    about = segments.about(mailing.about_kind)
    if segment.about != mailing.about_kind or about is None:
        raise Problem(_("These recipients do not belong to what the mailing is about."), field="segment")
    if mailing.about_id not in about.names(by, [mailing.about_id]):
        raise Problem(_("What the mailing is about is not there any more."))
    parts = dict(segment.parts(by, mailing.about_id)) if segment.parts else {}
    if segment.parts is None:
        mailing.part_id = None
    elif mailing.part_id not in parts:
        raise Problem(_("Choose which one: these recipients belong to a group or a team."), field="part_id")
    mailing.sort_key = sort_key(mailing.name)[:1000]
    if not mailing.name.strip():
        raise Problem(_("Give the mailing a name."), field="name")
    _look_at_words(mailing, segment)
    _look_at_link(mailing)
    _look_at_schedule(by, mailing, about)


def _look_at_words(mailing: Mailing, segment: Segment) -> None:
    known = {each.code for each in segments.placeholders(segment)}
    if bool(mailing.subject_en) != bool(mailing.body_en):
        field = "body_en" if mailing.subject_en else "subject_en"
        raise Problem(_("An English message needs both a subject and a text."), field=field)
    for name in WORDS:
        text = getattr(mailing, name)
        most = texts.MOST_SUBJECT if name.startswith("subject") else texts.MOST_BODY
        if name.endswith("_th") and not text.strip():
            raise Problem(_("The message needs a subject and a text in Thai."), field=name)
        if len(text) > most:
            raise Problem(
                _("This text has %(length)s characters; at most %(most)s can be sent.")
                % {"length": f"{len(text):,}", "most": f"{most:,}"},
                field=name,
            )
        if name.startswith("subject") and len(text.splitlines()) > 1:
            raise Problem(_("A subject is one line."), field=name)
        for code in texts.placeholders_in(text):
            if code not in known:
                raise Problem(
                    _("There is no placeholder {%(code)s} for these recipients. Known: %(known)s.")
                    % {"code": code, "known": ", ".join(f"{{{each}}}" for each in sorted(known))},
                    field=name,
                )


def _look_at_link(mailing: Mailing) -> None:
    if mailing.page_url:
        try:
            URLValidator(schemes=["https", "http"])(mailing.page_url)
        except ValidationError as error:
            raise Problem(_("Write a whole address, for example https://…"), field="page_url") from error


def _look_at_schedule(by: Actor, mailing: Mailing, about: segments.About) -> None:
    if not mailing.has_schedule:
        mailing.follows_segment = False
    if mailing.send_at and mailing.anchor:
        raise Problem(_("Choose a day, or count from a date, not both."), field="send_at")
    if bool(mailing.anchor) != (mailing.offset_days is not None):
        raise Problem(_("Say how many days before or after which date."), field="offset_days")
    if mailing.offset_days is not None and abs(mailing.offset_days) > MOST_DAYS:
        raise Problem(_("At most a year before or after."), field="offset_days")
    if mailing.anchor and mailing.anchor not in about.dates(by, mailing.about_id):
        raise Problem(_("This date is not known yet, so no days can be counted from it."), field="anchor")
