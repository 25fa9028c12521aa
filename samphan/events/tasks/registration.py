"""What time does to registrations: offers end, free seats are offered, needs are forgotten."""

from __future__ import annotations

from django.db.models import Q
from django.tasks import task
from django.utils import timezone

from samphan.events.actions.registration import pass_on_seats as pass_on
from samphan.events.actions.registration_needs import purge_needs as purge
from samphan.events.models import Event, PersonalNeed, RegistrationState
from samphan.tenancy.models import Network
from samphan.tenancy.scope import system_scope


@task
def pass_on_seats() -> None:
    """Pass on seats whose offer has ended, and offer those that became free, in every network; each event by itself."""
    now = timezone.now()
    for network in _networks():
        with system_scope("passing on seats", network):
            due = Event.objects.filter(
                Q(registrations__state=RegistrationState.WAITING)
                | Q(registrations__state=RegistrationState.OFFERED, registrations__offer_ends_at__lte=now),
                network_id=network,
                registration__isnull=False,
            )
            ids = list(due.distinct().order_by("id").values_list("id", flat=True))
        for pk in ids:
            with system_scope("passing on seats", network) as by:
                event = Event.objects.filter(pk=pk).first()
                if event is not None:
                    pass_on(by=by, event=event, now=now)


@task
def purge_needs() -> None:
    """Delete the needs whose day has come, in every network."""
    today = timezone.localdate()
    for network in _networks():
        with system_scope("deleting needs", network) as by:
            if by.network is not None and PersonalNeed.objects.filter(purge_on__lte=today).exists():
                purge(by=by, network=by.network, today=today)


def _networks() -> list[int]:
    with system_scope("looking for networks"):
        return list(Network.objects.order_by("id").values_list("id", flat=True))
