"""Who looks after an organisation: a user, from a day on, until a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.directory import policy
from samphan.directory.models import Organisation, Steward
from samphan.kit.errors import Problem
from samphan.tenancy.audit import plain, record
from samphan.tenancy.models import Grant

if TYPE_CHECKING:
    from samphan.accounts.models import User
    from samphan.kit.actor import Actor


@transaction.atomic
def appoint_steward(*, by: Actor, organisation: Organisation, user: User, since_on: dt.date) -> Steward:
    """A user of the keeping network looks after an organisation and its parts from a day on."""
    by.must(policy.appoint_stewards, on=organisation)
    # Two appointments at once wait for each other; the second one finds the first.
    Organisation.objects.for_actor(by).select_for_update().get(pk=organisation.pk)
    if not Grant.objects.filter(network_id=by.network_id, user=user).exists():
        raise Problem(_("Choose somebody who has a role in this network."), field="user")
    same = Steward.objects.filter(network_id=by.network_id, organisation=organisation, user=user)
    if same.filter(until_on__isnull=True).exists():
        raise Problem(_("This user looks after it already."), field="user")
    if last := same.filter(until_on__gt=since_on).order_by("-until_on").first():
        raise Problem(
            _("This user looks after it until %(day)s already. Begin after that day.")
            % {"day": last.last_on},
            field="since_on",
        )
    steward = Steward.objects.create(
        network_id=by.network_id, organisation=organisation, user=user, since_on=since_on
    )
    record(
        by,
        "appoint_steward",
        organisation,
        changes={"steward": [None, user.name], "since_on": [None, plain(since_on)]},
    )
    return steward


@transaction.atomic
def end_stewardship(*, by: Actor, steward: Steward, last_on: dt.date) -> Steward:
    """The last day on which the user looks after the organisation."""
    by.must(policy.end_stewardship, on=steward)
    steward = (
        Steward.objects.for_actor(by)
        .select_related("organisation", "user")
        .select_for_update(of=("self",))
        .get(pk=steward.pk)
    )
    if last_on < steward.since_on:
        raise Problem(_("The end lies before the beginning."), field="last_on")
    steward.until_on = last_on + dt.timedelta(days=1)
    steward.save(update_fields=["until_on"])
    record(
        by,
        "end_stewardship",
        steward.organisation,
        changes={"steward": [steward.user.name, None], "until_on": [None, plain(last_on)]},
    )
    return steward
