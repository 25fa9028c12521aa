"""Pages of members and of who speaks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.workbook import spreadsheet
from samphan.networks import actions, policy, queries
from samphan.networks.forms import AdmitForm, MemberForm, ReasonForm, RepresentativeForm
from samphan.networks.models import Representative

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest


def members(request: NetworkRequest) -> HttpResponse:
    """The member list."""
    state = ListState.read(request, sorts=("name", "since"), filters=("state",), default="name")
    page = state.paginate(queries.members(request.actor, state))
    table = Table(
        key="members",
        caption=_("Members"),
        columns=(Column(_("Organisation"), "name"), Column(_("Member since"), "since"), Column(_("Note"))),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search members"),
        filters=(
            Filter(
                "state",
                _("Membership"),
                [("", _("all")), ("current", _("current")), ("former", _("former"))],
                state.filters["state"],
            ),
        ),
        export_url=reverse("networks:members_export", args=[request.network.slug]),
    )
    context = {"table": table, "may_manage": request.actor.may(policy.manage_members, on=request.network)}
    return render(request, "networks/members.html", context)


def members_export(request: NetworkRequest) -> HttpResponse:
    """What the member list shows, as a workbook."""
    state = ListState.read(request, sorts=("name", "since"), filters=("state",), default="name")
    language = "en" if request.LANGUAGE_CODE == "en" else "th"
    return spreadsheet(
        _("Members"),
        [_("Name in Thai"), _("Name in English"), _("Member since"), _("Member until"), _("Note")],
        (
            [
                member.organisation.name_th,
                member.organisation.name_en,
                member.since.format(language) if member.since else "",
                member.until.format(language) if member.until else "",
                member.note,
            ]
            for member in queries.members(request.actor, state)
        ),
    )


def admit(request: NetworkRequest) -> HttpResponse:
    """The form of a new membership."""
    request.actor.must(policy.manage_members, on=request.network)
    form = bind(AdmitForm, request, actor=request.actor)
    return respond(
        request,
        form,
        act=lambda form: actions.admit_member(
            by=request.actor,
            organisation=form.cleaned_data["organisation"],
            since=form.cleaned_data["since"],
            until=form.cleaned_data["until"],
            note=form.cleaned_data["note"],
        ),
        then=lambda member: reverse("networks:member", args=[request.network.slug, member.pk]),
        template="networks/member_form.html",
        context={"is_new": True},
        success=_("The member was added."),
    )


def member(request: NetworkRequest, pk: int) -> HttpResponse:
    """One member: its membership, who speaks for it, and what the storeys above know."""
    shown = get_object_or_404(queries.member_page(request.actor, pk))
    return render(
        request,
        "networks/member.html",
        {
            "member": shown,
            "representatives": queries.representatives(request.actor, shown),
            "panels": panels.tabs("networks.member", by=request.actor, on=shown),
            "may_manage": request.actor.may(policy.manage_members, on=shown),
            "today": timezone.localdate(),
        },
    )


def change_member(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a membership."""
    shown = get_object_or_404(queries.member_page(request.actor, pk))
    request.actor.must(policy.manage_members, on=shown)
    initial = {name: getattr(shown, name) for name in (*actions.MEMBER_FIELDS, "version")}
    return respond(
        request,
        bind(MemberForm, request, initial=initial),
        act=lambda form: actions.change_member(by=request.actor, member=shown, **form.cleaned_data),
        then=lambda _member: reverse("networks:member", args=[request.network.slug, pk]),
        template="networks/member_form.html",
        context={"member": shown},
    )


def remove_member(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks for the reason before a membership entered by mistake is taken out."""
    shown = get_object_or_404(queries.member_page(request.actor, pk))
    request.actor.must(policy.manage_members, on=shown)
    return respond(
        request,
        bind(ReasonForm, request),
        act=lambda form: actions.remove_member(
            by=request.actor, member=shown, reason=form.cleaned_data["reason"]
        ),
        then=lambda _nothing: reverse("networks:members", args=[request.network.slug]),
        template="networks/member_remove.html",
        context={"member": shown},
        success=_("The member was taken out of the list."),
    )


def name_representative(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of somebody who speaks for a member."""
    shown = get_object_or_404(queries.member_page(request.actor, pk))
    request.actor.must(policy.manage_members, on=shown)
    return respond(
        request,
        bind(RepresentativeForm, request, initial={"since_on": timezone.localdate()}),
        act=lambda form: actions.name_representative(by=request.actor, member=shown, **form.cleaned_data),
        then=lambda _representative: reverse("networks:member", args=[request.network.slug, pk]),
        template="networks/representative_form.html",
        context={"member": shown},
    )


@require_POST
def end_representation(request: NetworkRequest, pk: int) -> HttpResponse:
    """The person speaks for the member no longer from today on."""
    found = get_object_or_404(
        Representative.objects.for_actor(request.actor).select_related("member__organisation"), pk=pk
    )
    actions.end_representation(by=request.actor, representative=found, until_on=timezone.localdate())
    messages.success(request, _("%(name)s speaks for the member no longer.") % {"name": found.name})
    return HttpResponseRedirect(reverse("networks:member", args=[request.network.slug, found.member_id]))
