"""Setting up a registration: dates and seats, categories, the link of the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.events.actions.parts import label_of
from samphan.events.actions.registration_seats import find_desk, pass_on, take_desk
from samphan.events.models import ParticipantCategory, RegistrationSettings
from samphan.events.policy import registration as policy
from samphan.kit.editing import check_version
from samphan.kit.errors import Problem
from samphan.tenancy import links
from samphan.tenancy.audit import difference, record, values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from samphan.events.models import Event
    from samphan.kit.actor import Actor
    from samphan.surveys.models import Survey
    from samphan.tenancy.models import Link

SETTINGS_FIELDS: Final = (
    "has_form", "opens_on", "closes_on", "seats", "needs_approval", "has_waiting_list", "offer_hours",
    "institution_quota", "asks_needs", "needs_kept_days",
)  # fmt: skip
LIMIT_FIELDS: Final = ("seats", "quota", "is_in_form")


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLimit:
    """The seats of a category, how many of them one institution fills (None: no limit), and who may choose it."""

    category: ParticipantCategory
    seats: int | None = None
    quota: int | None = None
    is_in_form: bool = True


@transaction.atomic
def set_up_registration(
    *,
    by: Actor,
    event: Event,
    survey: Survey | None = None,
    limits: Sequence[CategoryLimit] = (),
    version: int | None = None,
    now: dt.datetime,
    **fields: Any,
) -> RegistrationSettings:
    """Open a registration, or change it; ``fields`` are among ``SETTINGS_FIELDS``.

    Categories that are not named keep their limits. Seats that became free by it are offered at once; people who hold
    one keep it, even where there are fewer seats now.
    """
    by.must(policy.set_up, on=event)
    take_desk(event.pk)
    RegistrationSettings.objects.get_or_create(event=event, defaults={"network_id": event.network_id})
    settings = RegistrationSettings.objects.select_for_update(of=("self",)).get(event=event)
    check_version(settings, version, SETTINGS_FIELDS, changed_by=settings.changed_by)
    if survey is not None and survey.network_id != event.network_id:
        raise Problem(_("This belongs to another network."), field="survey")
    before = values(settings, (*SETTINGS_FIELDS, "survey_id"))
    for name, value in fields.items():
        if name not in SETTINGS_FIELDS:
            raise TypeError(f"not a setting of a registration: {name}")
        setattr(settings, name, value)
    if settings.opens_on and settings.closes_on and settings.closes_on < settings.opens_on:
        raise Problem(_("The last day lies before the first one."), field="closes_on")
    settings.survey = survey
    settings.touch(by)
    settings.save()
    changes: dict[str, Any] = difference(before, values(settings, (*SETTINGS_FIELDS, "survey_id")))
    record(by, "set_up_registration", event, changes=changes)
    for limit in limits:
        _limit(by, event, limit)
    desk = find_desk(event.pk)
    if desk is not None:
        pass_on(by, desk, now=now)
    return settings


def _limit(by: Actor, event: Event, limit: CategoryLimit) -> None:
    category = limit.category
    if category.event_id != event.pk:
        raise Problem(_("This category belongs to another event."))
    before = values(category, LIMIT_FIELDS)
    for name in LIMIT_FIELDS:
        setattr(category, name, getattr(limit, name))
    if changes := difference(before, values(category, LIMIT_FIELDS)):
        category.save(update_fields=LIMIT_FIELDS)
        record(by, "limit_category", category, label=label_of(category), changes=changes)


@transaction.atomic
def make_form_link(*, by: Actor, event: Event, now: dt.datetime) -> Link:
    """The link by which people register, shown as address and QR code; one that leaked before ends with it."""
    by.must(policy.set_up, on=event)
    event = type(event).objects.select_for_update(of=("self",)).get(pk=event.pk)
    for old in links.open_links(policy.REGISTER, event, now=now):
        links.revoke(old, now=now)
    link = links.make(policy.REGISTER, event)
    record(by, "make_register_link", event)
    return link
