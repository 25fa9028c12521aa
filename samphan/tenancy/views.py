"""Roles, invitations and the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.http import public
from samphan.kit.workbook import spreadsheet
from samphan.tenancy import actions, acts, policy, queries
from samphan.tenancy.forms import AcceptForm, ConfirmForm, InvitationForm, SaveViewForm
from samphan.tenancy.models import Grant, Invitation, SavedView
from samphan.tenancy.scope import anonymous_scope

if TYPE_CHECKING:
    from samphan.accounts.models import User
    from samphan.kit.http import NetworkRequest, Request


def access(request: NetworkRequest) -> HttpResponse:
    """Who holds which role, and who was asked."""
    request.actor.must(policy.see_access, on=request.network)
    return render(
        request,
        "tenancy/access.html",
        {
            "table": Table(
                key="roles",
                caption=_("Roles"),
                columns=(
                    Column(_("Name")),
                    Column(_("E-mail address")),
                    Column(_("Role")),
                    Column(_("Acts"), is_label_hidden=True),
                ),
                rows=queries.grants(request.actor),
                is_plain=True,
            ),
            "invitations": queries.open_invitations(request.actor),
            "may_manage": request.actor.may(policy.manage_access, on=request.network),
        },
    )


def invite(request: NetworkRequest) -> HttpResponse:
    """The form of an invitation; the mail goes through the outbox."""
    request.actor.must(policy.manage_access, on=request.network)

    def send(form: InvitationForm) -> Invitation:
        invitation, token = actions.invite(by=request.actor, now=timezone.now(), **form.cleaned_data)
        link = settings.BASE_URL + reverse("invitation", args=[token])
        words = {"network": request.network, "invitation": invitation, "link": link, "actor": request.actor}
        actions.mail_invitation(
            invitation=invitation,
            subject=render_to_string("tenancy/mail/invitation_subject.txt", words).strip(),
            text=render_to_string("tenancy/mail/invitation.txt", words),
        )
        return invitation

    return respond(
        request,
        bind(InvitationForm, request, initial={"role": "coordinator"}),
        act=send,
        then=lambda _invitation: reverse("tenancy:access", args=[request.network.slug]),
        template="tenancy/invite.html",
        success=_("The invitation was put into the outbox."),
    )


@require_POST
def withdraw_invitation(request: NetworkRequest, pk: int) -> HttpResponse:
    """Make an open invitation useless."""
    invitation = get_object_or_404(Invitation.objects.for_actor(request.actor), pk=pk)
    actions.withdraw_invitation(by=request.actor, invitation=invitation, now=timezone.now())
    messages.success(request, _("The invitation was withdrawn."))
    return HttpResponseRedirect(reverse("tenancy:access", args=[request.network.slug]))


def revoke(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a role is taken away."""
    given = get_object_or_404(Grant.objects.for_actor(request.actor).select_related("user"), pk=pk)
    request.actor.must(policy.manage_access, on=request.network)
    return respond(
        request,
        bind(ConfirmForm, request),
        act=lambda _form: actions.revoke(by=request.actor, given=given),
        then=lambda _nothing: reverse("tenancy:access", args=[request.network.slug]),
        template="tenancy/revoke.html",
        context={"given": given},
        success=_("The role was taken away."),
    )


@public
def invitation(request: Request, token: str) -> HttpResponse:
    """The page behind the link of an invitation: open to its bearer, with or without an account."""
    with anonymous_scope(link=actions.token_hash(token)) as bearer:
        found = actions.find_invitation(token)
        if found is None:
            raise Http404(_("This invitation is no longer open. Ask the secretariat for a new one."))
        has_account = actions.has_account(found)
        form = bind(
            AcceptForm, request, initial={"name": found.name}, email=found.email, has_account=has_account
        )

        def accept(form: AcceptForm) -> User:
            return actions.accept_invitation(
                by=bearer,
                invitation=found,
                name=form.cleaned_data.get("name", ""),
                password=form.cleaned_data.get("password"),
                language=request.LANGUAGE_CODE,
                now=timezone.now(),
            )

        def welcome(user: User) -> str:
            if has_account:
                return reverse("network_home", args=[found.network.slug])
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return reverse("network_home", args=[found.network.slug])

        return respond(
            request,
            form,
            act=accept,
            then=welcome,
            template="tenancy/invitation.html",
            context={"invitation": found, "has_account": has_account},
            success=_("Welcome to the network."),
        )


def audit(request: NetworkRequest) -> HttpResponse:
    """The audit trail of the network."""
    request.actor.must(policy.see_audit, on=request.network)
    state = ListState.read(request, sorts=("at",), filters=("act",), default="-at")
    page = state.paginate(queries.audit(request.actor, state), per_page=50)
    choices = [("", _("all")), *queries.acts_seen(request.actor)]
    table = Table(
        key="audit",
        caption=_("Audit trail"),
        columns=(
            Column(_("When")),
            Column(_("Who")),
            Column(_("What")),
            Column(_("Object")),
            Column(_("Why")),
        ),
        rows=[(each, acts.name(each.act)) for each in page.object_list],
        page=page,
        state=state,
        search_label=_("Search the audit trail"),
        filters=(Filter("act", _("Act"), choices, state.filters["act"]),),
        export_url=reverse("tenancy:audit_export", args=[request.network.slug]),
    )
    return render(request, "tenancy/audit.html", {"table": table})


def audit_export(request: NetworkRequest) -> HttpResponse:
    """What the audit trail shows, as a workbook (the latest 10,000 entries)."""
    request.actor.must(policy.see_audit, on=request.network)
    state = ListState.read(request, sorts=("at",), filters=("act",), default="-at")
    return spreadsheet(
        _("Audit trail"),
        [_("When"), _("Who"), _("What"), _("Object"), _("Why")],
        (
            [
                timezone.localtime(each.at).isoformat(" ", "seconds"),
                each.actor_label,
                acts.name(each.act),
                each.object_label,
                each.reason,
            ]
            for each in queries.audit(request.actor, state)[:10_000].iterator(2_000)
        ),
    )


def saved_views(request: NetworkRequest) -> HttpResponse:
    """The kept views of the list at ``?at=``, and the form that keeps the present one.

    Asked for by the list itself it is a menu; opened as a page it works without JavaScript.
    """
    request.actor.must(policy.save_view, on=request.network)
    home = f"/n/{request.network.slug}/"
    at, _mark, query = request.GET.get("at", "")[:1300].partition("?")
    if not at.startswith(home) or not at.endswith("/"):
        raise Http404
    path = at.removeprefix(home)[:200]
    kept = {
        name: values for name, values in QueryDict(query).lists() if name not in {"page", "lang", "draft"}
    }
    query = urlencode({name: values for name, values in kept.items() if any(values)}, doseq=True)[:1000]
    found = list(queries.saved_views(request.actor, path))
    context = {
        "at": at,
        "asked": request.get_full_path(),
        "query": query,
        "saved": [
            (each, f"{at}?{each.query}", request.actor.may(policy.remove_view, on=each)) for each in found
        ],
    }
    return respond(
        request,
        bind(SaveViewForm, request),
        act=lambda form: actions.save_view(by=request.actor, path=path, query=query, **form.cleaned_data),
        then=lambda view: f"{at}?{view.query}",
        template="tenancy/_saved_views.html" if request.htmx else "tenancy/saved_views.html",
        context=context,
        success=_("The view was kept."),
    )


@require_POST
def remove_view(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take a kept view out and go back to the list."""
    view = get_object_or_404(SavedView.objects.for_actor(request.actor), pk=pk)
    actions.remove_view(by=request.actor, view=view)
    messages.success(request, _("The view was taken out."))
    return HttpResponseRedirect(f"/n/{request.network.slug}/{view.path}")
