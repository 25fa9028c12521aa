"""The outbox: of a network for its secretariat, and of sign-in on one's own machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.comms import actions, policy, queries
from samphan.comms.models import Message, MessageState
from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.errors import Problem
from samphan.kit.http import public
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest, Request


def outbox(request: NetworkRequest) -> HttpResponse:
    """Messages of the network and what became of them."""
    request.actor.must(policy.see_outbox, on=request.network)
    state = ListState.read(request, sorts=("at",), filters=("state",), default="-at")
    page = state.paginate(queries.outbox(request.actor, state))
    table = Table(
        key="outbox",
        caption=_("Messages"),
        columns=(Column(_("Written")), Column(_("To")), Column(_("Subject")), Column(_("State"))),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search messages"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *MessageState.choices], state.filters["state"]),
        ),
        export_url=reverse("comms:outbox_export", args=[request.network.slug]),
    )
    tabs = panels.tabs("comms.outbox", by=request.actor, current="comms:outbox")
    return render(request, "comms/outbox.html", {"table": table, "tabs": tabs})


def outbox_export(request: NetworkRequest) -> HttpResponse:
    """What the outbox shows, as a workbook (the latest 10,000 messages)."""
    request.actor.must(policy.see_outbox, on=request.network)
    state = ListState.read(request, sorts=("at",), filters=("state",), default="-at")
    return spreadsheet(
        _("Messages"),
        [_("Written"), _("To"), _("Subject"), _("State")],
        (
            [
                timezone.localtime(each.written_at).isoformat(" ", "seconds"),
                each.to_address,
                each.subject,
                str(each.get_state_display()),
            ]
            for each in queries.outbox(request.actor, state)[:10_000].iterator(2_000)
        ),
    )


def message(request: NetworkRequest, pk: int) -> HttpResponse:
    """One message as it left."""
    shown = get_object_or_404(Message.objects.for_actor(request.actor), pk=pk)
    may_retry = shown.state in actions.RETRIED and request.actor.may(policy.retry, on=shown)
    context = {"message": shown, "text": queries.shown_text(shown), "may_retry": may_retry}
    return render(request, "comms/message.html", context)


@require_POST
def retry(request: NetworkRequest, pk: int) -> HttpResponse:
    """Send a message again that could not be sent."""
    shown = get_object_or_404(Message.objects.for_actor(request.actor), pk=pk)
    try:
        actions.retry_message(by=request.actor, message=shown)
    except Problem as problem:
        messages.error(request, str(problem.message))
    return HttpResponseRedirect(reverse("comms:message", args=[request.network.slug, shown.pk]))


@public
def sign_in_mail(request: Request) -> HttpResponse:
    """Mail of sign-in, where there is no mail server: for everybody on one's own machine, else for operators."""
    is_operator = request.user.is_authenticated and request.user.is_operator
    if not settings.OUTBOX_PAGE or not (settings.OUTBOX_IS_OPEN or is_operator):
        raise Http404
    return render(request, "comms/sign_in_mail.html", {"messages_kept": queries.kept_sign_in_mail()})
