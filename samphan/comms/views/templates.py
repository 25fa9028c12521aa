"""Templates that a network keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.comms import actions, policy
from samphan.comms.actions.templates import FIELDS
from samphan.comms.forms import TemplateForm
from samphan.comms.models import Mailing, MailTemplate
from samphan.comms.queries import segments
from samphan.comms.queries.templates import templates as listed
from samphan.kit import panels
from samphan.kit.components import Column, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def templates(request: NetworkRequest) -> HttpResponse:
    """The templates of the network."""
    request.actor.must(policy.see_outbox, on=request.network)
    state = ListState.read(request, sorts=("name",), filters=(), default="name")
    page = state.paginate(listed(request.actor, state))
    table = Table(
        key="templates",
        caption=_("Templates"),
        columns=(Column(_("Name"), "name"), Column(_("Subject")), Column(_("Recipients"))),
        rows=[(each, segments.label(each.segment)) for each in page.object_list],
        page=page,
        state=state,
        search_label=_("Search templates"),
    )
    return render(
        request,
        "comms/templates.html",
        {
            "table": table,
            "tabs": panels.tabs("comms.outbox", by=request.actor, current="comms:templates"),
        },
    )


def template(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a template's words."""
    shown = get_object_or_404(MailTemplate.objects.for_actor(request.actor), pk=pk)
    request.actor.must(policy.keep_addresses, on=request.network)
    initial = {name: getattr(shown, name) for name in (*FIELDS, "version")}
    back = reverse("comms:templates", args=[request.network.slug])
    return respond(
        request,
        bind(TemplateForm, request, initial=initial),
        act=lambda form: actions.change_template(by=request.actor, template=shown, **form.cleaned_data),
        then=lambda _template: back,
        template="comms/template.html",
        context={"template": shown, "back": back},
    )


@require_POST
def keep(request: NetworkRequest, pk: int) -> HttpResponse:
    """Keep the words of a mailing under its name."""
    mailing = get_object_or_404(Mailing.objects.for_actor(request.actor), pk=pk)
    try:
        with attempt():
            kept = actions.keep_template(by=request.actor, mailing=mailing, name=mailing.name)
    except Problem as problem:
        messages.error(request, str(problem.message))
        return HttpResponseRedirect(reverse("comms:mailing", args=[request.network.slug, pk]))
    messages.success(request, _("The template was kept. Give it a name under which you find it again."))
    return HttpResponseRedirect(reverse("comms:template", args=[request.network.slug, kept.pk]))


@require_POST
def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take a template out."""
    shown = get_object_or_404(MailTemplate.objects.for_actor(request.actor), pk=pk)
    actions.remove_template(by=request.actor, template=shown)
    messages.success(request, _("The template was taken out."))
    return HttpResponseRedirect(reverse("comms:templates", args=[request.network.slug]))
