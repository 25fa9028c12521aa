"""Pages of categories of members and of the rules of membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Problem
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import category as actions
from samphan.networks.forms.category import CategoryForm, SettingsForm
from samphan.networks.models import MemberCategory, MembershipPeriod
from samphan.networks.views.membership_place import ask, at, show

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samphan.kit.http import NetworkRequest


def _categories(request: NetworkRequest) -> QuerySet[MemberCategory]:
    lasting = MembershipPeriod.objects.lasting_on(timezone.localdate()).values("pk")
    return (
        MemberCategory.objects.for_actor(request.actor)
        .annotate(members=Count("periods__member", filter=Q(periods__in=lasting), distinct=True))
        .order_by("position", "id")
    )


def categories(request: NetworkRequest) -> HttpResponse:
    """The categories with their rights, dues, and how many members are in each today."""
    return show(request, "networks/categories.html", {"categories": _categories(request)}, tab="categories")


def export(request: NetworkRequest) -> HttpResponse:
    """The categories as a workbook."""
    return spreadsheet(
        _("Categories of members"),
        [
            _("Name in Thai"),
            _("Name in English"),
            _("Rights, in Thai"),
            _("Rights, in English"),
            _("Votes"),
            _("Dues a year, in baht"),
            _("Members"),
        ],
        (
            [each.name_th, each.name_en, each.rights_th, each.rights_en, each.votes, each.dues, each.members]  # type: ignore[attr-defined]  # counted in the query
            for each in _categories(request)
        ),
    )


def write(request: NetworkRequest, pk: int | None = None) -> HttpResponse:
    """The form of a category."""
    request.actor.must(policy.manage_members, on=request.network)
    category = (
        None if pk is None else get_object_or_404(MemberCategory.objects.for_actor(request.actor), pk=pk)
    )
    initial = (
        {name: getattr(category, name) for name in (*actions.CATEGORY_FIELDS, "version")} if category else {}
    )
    back = at(request, "categories")
    return ask(
        request,
        bind(CategoryForm, request, initial=initial or {"votes": 1, "is_open": True}),
        title=_("Change a category") if category else _("Add a category"),
        subtitle=category.name if category else "",
        back=back,
        crumbs=[(_("Categories"), back)],
        act=lambda form: actions.write_category(by=request.actor, category=category, **form.cleaned_data),
    )


@require_POST
def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Take out a category that nobody has."""
    category = get_object_or_404(MemberCategory.objects.for_actor(request.actor), pk=pk)
    try:
        with attempt():
            actions.remove_category(by=request.actor, category=category)
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("The category was removed."))
    return HttpResponseRedirect(at(request, "categories"))


def rules(request: NetworkRequest) -> HttpResponse:
    """The form of the rules of membership."""
    request.actor.must(policy.manage_members, on=request.network)
    known = actions.settings_of(request.network.id)
    initial = {name: getattr(known, name) for name in (*actions.SETTINGS_FIELDS, "version")}
    back = at(request, "categories")
    return ask(
        request,
        bind(SettingsForm, request, initial=initial),
        title=_("Rules of membership"),
        words=_(
            "How members are numbered, whether one may apply by a form, and what stands on letters and invoices."
        ),
        back=back,
        crumbs=[(_("Categories"), back)],
        act=lambda form: actions.change_membership_settings(
            by=request.actor, now=timezone.now(), **form.cleaned_data
        ),
    )
