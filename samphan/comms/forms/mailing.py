"""The form of a mailing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samphan.comms.actions.mailings import MOST_DAYS
from samphan.comms.models import Anchor, Mailing, MailingKind
from samphan.comms.queries import segments, texts
from samphan.kit.editing import VersionedForm
from samphan.kit.fields import CountField, DayField, LongTextField, TextField

if TYPE_CHECKING:
    from samphan.comms.models import MailTemplate
    from samphan.comms.queries.notices import Notice
    from samphan.kit.actor import Actor

BY_HAND, AT, RELATIVE = "hand", "at", "relative"
WHEN: Final = [
    (BY_HAND, _("when somebody sends it")),
    (AT, _("on a day")),
    (RELATIVE, _("some days before or after a date")),
]
BEFORE, AFTER = "before", "after"


class ApprovalForm(VersionedForm):
    """Nothing to fill in: posting it approves what was shown."""


class MailingForm(VersionedForm):
    """Words, recipients and time of a mailing; ``fields_of_mailing`` gives what the actions take."""

    name = TextField(
        label=_("Name of the mailing"), max_length=200, help_text=_("Only the secretariat sees it.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=MailingKind.choices)
    to = forms.ChoiceField(label=_("Recipients"))
    subject_th = TextField(label=_("Subject"), max_length=texts.MOST_SUBJECT)
    subject_en = TextField(label=_("Subject"), max_length=texts.MOST_SUBJECT, required=False)
    body_th = LongTextField(label=_("Text"), rows=12, max_length=texts.MOST_BODY)
    body_en = LongTextField(label=_("Text"), rows=12, max_length=texts.MOST_BODY, required=False)
    page_url = forms.URLField(
        label=_("Link that goes with it"),
        required=False,
        assume_scheme="https",
        max_length=500,
        help_text=_(
            "An address that everybody may have: a registration form, a survey. It stands for {page}, and is the QR"
            " code beside the text for LINE."
        ),
    )
    when = forms.ChoiceField(
        label=_("When it leaves"), choices=WHEN, widget=forms.RadioSelect, initial=BY_HAND
    )
    send_on = DayField(label=_("Day"), required=False)
    days = CountField(
        label=_("Days"),
        required=False,
        validators=[MaxValueValidator(MOST_DAYS, _("At most a year before or after."))],
    )
    direction = forms.ChoiceField(
        label=_("Before or after"), choices=[(BEFORE, _("before")), (AFTER, _("after"))], required=False
    )
    anchor = forms.ChoiceField(label=_("Date"), choices=Anchor.choices, required=False)
    send_time = forms.TimeField(
        label=_("Time of day"),
        initial=dt.time(9),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    follows_segment = forms.BooleanField(
        label=_("Recipients as of the day of sending"),
        required=False,
        help_text=_(
            "Who joins the recipients until then gets it too, who leaves them does not. Without this mark it goes to"
            " those who were there when it was approved."
        ),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, see above

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen time needs."""
        cleaned = super().clean() or {}
        needed = {AT: ("send_on",), RELATIVE: ("days", "anchor")}.get(cleaned.get("when", ""), ())
        for name in needed:
            if cleaned.get(name) in {None, ""} and name not in self.errors:
                self.add_error(name, forms.ValidationError(_("This is needed for the chosen time.")))
        return cleaned

    def fields_of_mailing(self) -> dict[str, Any]:
        """What was typed, as fields of the mailing; what could not be read is left out or empty."""
        typed = self.cleaned_data
        code, _colon, part = str(typed.get("to", "")).partition(":")
        when, time = typed.get("when", BY_HAND), typed.get("send_time") or dt.time(9)
        is_relative = when == RELATIVE
        days = typed.get("days")
        return {
            "name": typed.get("name", ""),
            "kind": typed.get("kind", MailingKind.NOTICE),
            "segment": code,
            "part_id": int(part) if part else None,
            **{name: typed.get(name, "") for name in ("subject_th", "subject_en", "body_th", "body_en")},
            "page_url": typed.get("page_url", ""),
            "send_at": timezone.make_aware(dt.datetime.combine(typed["send_on"], time))
            if when == AT and typed.get("send_on")
            else None,
            "anchor": typed.get("anchor", "") if is_relative else "",
            "offset_days": (-days if typed.get("direction") == BEFORE else days)
            if is_relative and days is not None
            else None,
            "send_time": time,
            "follows_segment": bool(typed.get("follows_segment")) and when != BY_HAND,
        }


def recipient_choices(by: Actor, about_kind: str, about_id: int) -> list[tuple[str, str]]:
    """The segments of a record, those of parts one for each part: ``code`` or ``code:part``."""
    found = []
    for each in segments.segments(about_kind):
        if each.parts is None:
            found.append((each.code, str(each.label)))
        else:
            found += [(f"{each.code}:{pk}", f"{each.label}: {name}") for pk, name in each.parts(by, about_id)]
    return found


def initial_of(mailing: Mailing) -> dict[str, Any]:
    """The form's values for a mailing as it is stored."""
    local = timezone.localtime(mailing.send_at) if mailing.send_at else None
    days = mailing.offset_days
    return {
        **{name: getattr(mailing, name) for name in ("name", "kind", "subject_th", "subject_en", "body_th")},
        "body_en": mailing.body_en,
        "page_url": mailing.page_url,
        "to": mailing.segment if mailing.part_id is None else f"{mailing.segment}:{mailing.part_id}",
        "when": AT if local else RELATIVE if mailing.anchor else BY_HAND,
        "send_on": local.date() if local else None,
        "days": None if days is None else abs(days),
        "direction": AFTER if days is not None and days > 0 else BEFORE,
        "anchor": mailing.anchor or Anchor.STARTS,
        "send_time": local.time() if local else mailing.send_time,
        "follows_segment": mailing.follows_segment,
        "version": mailing.version,
    }


def initial_of_notice(notice: Notice, name: str) -> dict[str, Any]:
    """The form's values for a mailing that begins with a notice of the catalogue."""
    days = notice.offset_days
    return {
        **{
            each: getattr(notice, each)
            for each in ("kind", "subject_th", "subject_en", "body_th", "body_en", "follows_segment")
        },
        "name": name,
        "to": notice.segment,
        "when": RELATIVE if notice.anchor else BY_HAND,
        "days": None if days is None else abs(days),
        "direction": AFTER if days is not None and days > 0 else BEFORE,
        "anchor": notice.anchor or Anchor.STARTS,
        "send_time": notice.send_time,
    }


def initial_of_template(template: MailTemplate, name: str) -> dict[str, Any]:
    """The form's values for a mailing that begins with a template of the network."""
    words = ("kind", "subject_th", "subject_en", "body_th", "body_en")
    return {
        **{each: getattr(template, each) for each in words},
        "name": name,
        "to": template.segment,
        "when": BY_HAND,
        "direction": BEFORE,
        "anchor": Anchor.STARTS,
    }
