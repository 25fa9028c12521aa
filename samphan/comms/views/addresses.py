"""Addresses that do not work or do not want to be written to, and what the reader of an address chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from samphan.comms import actions, policy
from samphan.comms.forms import BounceForm, ChoiceForm, ReturnedForm
from samphan.comms.models import Addressee, Purpose
from samphan.comms.queries import addresses as queries
from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.errors import Problem
from samphan.kit.http import by_link
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from samphan.kit.http import LinkRequest, NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="-changed")


def _purposes(addressee: Addressee) -> str:
    names = dict(Purpose.choices)
    return ", ".join(str(names[code]) for code in addressee.stopped)


def addresses(request: NetworkRequest) -> HttpResponse:
    """Addresses with which something is the matter."""
    request.actor.must(policy.see_outbox, on=request.network)
    state = _state(request)
    page = state.paginate(queries.addressees(request.actor, state))
    choices = [
        ("", _("with something to know")),
        ("returned", _("returned")),
        ("stopped", _("something stopped")),
        ("all", _("all")),
    ]
    table = Table(
        key="addresses",
        caption=_("Addresses"),
        columns=(
            Column(_("E-mail address"), "address"),
            Column(_("Returned")),
            Column(_("Does not want")),
            Column(""),
        ),
        rows=[(each, _purposes(each)) for each in page.object_list],
        page=page,
        state=state,
        search_label=_("Search addresses"),
        filters=(Filter("state", _("State"), choices, state.filters["state"]),),
        export_url=reverse("comms:addresses_export", args=[request.network.slug]),
    )
    return render(
        request,
        "comms/addresses.html",
        {
            "table": table,
            "tabs": panels.tabs("comms.outbox", by=request.actor, current="comms:addresses"),
            "may_keep": request.actor.may(policy.keep_addresses, on=request.network),
        },
    )


def addresses_export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.see_outbox, on=request.network)
    return spreadsheet(
        _("Addresses"),
        [_("E-mail address"), _("Returned"), _("What the returned message says"), _("Does not want")],
        (
            [
                each.address_key,
                timezone.localtime(each.bounced_at).date().isoformat() if each.bounced_at else "",
                each.bounce_reason,
                _purposes(each),
            ]
            for each in queries.addressees(request.actor, _state(request)).iterator()
        ),
    )


def note_bounce(request: NetworkRequest) -> HttpResponse:
    """An address from which a message came back, typed by hand."""
    request.actor.must(policy.keep_addresses, on=request.network)
    back = reverse("comms:addresses", args=[request.network.slug])
    return respond(
        request,
        bind(BounceForm, request),
        act=lambda form: actions.note_bounce(by=request.actor, now=timezone.now(), **form.cleaned_data),
        then=lambda _addressee: back,
        template="comms/bounce.html",
        context={"back": back},
        success=_("Nothing more is sent there until somebody says that it works again."),
    )


def read_returned(request: NetworkRequest) -> HttpResponse:
    """A returned message as a file."""
    request.actor.must(policy.keep_addresses, on=request.network)
    back = reverse("comms:addresses", args=[request.network.slug])

    def act(form: ReturnedForm) -> list[Addressee]:
        file = form.cleaned_data["file"]
        if file.size > queries.MOST_BYTES:
            raise Problem(_("This file is too large for a returned message."), field="file")
        found = actions.read_returned(by=request.actor, report=file.read(), now=timezone.now())
        said = ngettext("One address was noted.", "%(count)s addresses were noted.", len(found))
        messages.success(request, said % {"count": len(found)})
        return found

    return respond(
        request,
        bind(ReturnedForm, request),
        act=act,
        then=lambda _found: back,
        template="comms/returned.html",
        context={"back": back},
    )


@require_POST
def lift_bounce(request: NetworkRequest, pk: int) -> HttpResponse:
    """The address works again."""
    found = get_object_or_404(Addressee.objects.for_actor(request.actor), pk=pk)
    actions.lift_bounce(by=request.actor, addressee=found)
    messages.success(request, _("Messages are sent to %(address)s again.") % {"address": found.address_key})
    return HttpResponseRedirect(reverse("comms:addresses", args=[request.network.slug]))


@csrf_exempt  # a mail program posts here by itself (RFC 8058) and has no cookie; the link is the permission
@by_link(policy.CHOOSE)
def choose(request: LinkRequest) -> HttpResponse:
    """The reader of an address says which messages it gets; a mail program may stop one kind with one click."""
    shown = get_object_or_404(Addressee.objects.for_actor(request.actor))
    purpose = request.GET.get("stop", "")
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        if purpose in Purpose.values:
            with transaction.atomic():
                # Two programs that stop two kinds at once: the second adds to what the first one stopped.
                held = Addressee.objects.for_actor(request.actor).select_for_update().get(pk=shown.pk)
                actions.choose_messages(
                    by=request.actor, addressee=held, stopped=[*held.stopped, purpose], now=timezone.now()
                )
        return HttpResponse(status=204)
    stopped = set(shown.stopped) | ({purpose} & set(Purpose.values))
    initial = {"wanted": [code for code in Purpose.values if code not in stopped]}
    return respond(
        request,
        bind(ChoiceForm, request, initial=initial),
        act=lambda form: actions.choose_messages(
            by=request.actor, addressee=shown, stopped=form.stopped(), now=timezone.now()
        ),
        then=lambda _addressee: request.path,
        template="comms/choose.html",
        context={"addressee": shown, "is_asked": bool(purpose) and purpose not in shown.stopped},
        success=_("Your choice was saved."),
    )
