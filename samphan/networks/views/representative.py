"""Pages of who speaks for members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind
from samphan.kit.formats import thai_date
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import representative as actions
from samphan.networks.forms.membership import ContactForm, RepresentativeForm, SubstituteForm
from samphan.networks.models import Representative, RepresentativeKind
from samphan.networks.queries import representative as queries
from samphan.networks.views.membership_place import ask, at, load_member, show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=("kind",))


def representatives(request: NetworkRequest) -> HttpResponse:
    """Everybody who speaks for a member today."""
    request.actor.must(policy.see, on=request.network)
    state = _state(request)
    page = state.paginate(queries.list_representatives(request.actor, state, timezone.localdate()))
    table = Table(
        key="representatives",
        caption=_("Representatives"),
        columns=(
            Column(_("Member"), "member"),
            Column(_("Name"), "name"),
            Column(_("Speaks as")),
            Column(_("E-mail address")),
            Column(_("From"), "since"),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search representatives"),
        filters=(
            Filter(
                "kind",
                _("Speaks as"),
                [("", _("all")), *RepresentativeKind.choices],
                state.filters["kind"],
            ),
        ),
        export_url=at(request, "representatives_export"),
    )
    context = {"table": table, "leaderless": queries.without_lead(request.actor, timezone.localdate())}
    return show(request, "networks/representatives.html", context, tab="representatives")


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.see, on=request.network)
    found = queries.list_representatives(request.actor, _state(request), timezone.localdate())
    return spreadsheet(
        _("Representatives"),
        [
            _("Member"),
            _("Name"),
            _("Position"),
            _("Speaks as"),
            _("E-mail address"),
            _("Telephone"),
            _("From"),
            _("Until"),
        ],
        (
            [
                each.member.organisation.name,
                each.name,
                each.position,
                each.get_kind_display(),
                each.email,
                each.phone,
                thai_date(each.since_on),
                thai_date(each.last_on) if each.last_on else "",
            ]
            for each in found
        ),
    )


def _load(request: NetworkRequest, pk: int) -> Representative:
    found = Representative.objects.for_actor(request.actor).select_related("member__organisation")
    representative = get_object_or_404(found, pk=pk)
    request.actor.must(policy.manage_members, on=representative)
    return representative


def name_representative(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of somebody who speaks for a member."""
    member = load_member(request, pk)
    return ask(
        request,
        bind(RepresentativeForm, request, actor=request.actor, initial={"since_on": timezone.localdate()}),
        title=_("Name somebody who speaks for the member"),
        subtitle=member.organisation.name,
        back=at(request, "member", pk),
        crumbs=[(member.organisation.name, at(request, "member", pk))],
        act=lambda form: actions.name_representative(by=request.actor, member=member, **form.cleaned_data),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of how a representative is called and reached."""
    found = _load(request, pk)
    back = at(request, "member", found.member_id)
    initial = {name: getattr(found, name) for name in (*actions.CONTACT_FIELDS, "person")}
    return ask(
        request,
        bind(ContactForm, request, actor=request.actor, initial=initial),
        title=_("Correct a representative"),
        subtitle=found.member.organisation.name,
        back=back,
        crumbs=[(found.member.organisation.name, back)],
        act=lambda form: actions.change_representative(
            by=request.actor, representative=found, **form.cleaned_data
        ),
    )


def substitute(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of somebody who takes a representative's place over."""
    found = _load(request, pk)
    back = at(request, "member", found.member_id)

    def act(form: SubstituteForm) -> Representative:
        words = {name: value for name, value in form.cleaned_data.items() if name != "since_on"}
        return actions.substitute_representative(
            by=request.actor, representative=found, from_on=form.cleaned_data["since_on"], **words
        )

    return ask(
        request,
        bind(SubstituteForm, request, actor=request.actor, initial={"since_on": timezone.localdate()}),
        title=_("Somebody else takes the place over"),
        subtitle=f"{found.member.organisation.name} · {found.name}",
        words=_("The history keeps both."),
        back=back,
        crumbs=[(found.member.organisation.name, back)],
        act=act,
    )


@require_POST
def end_representation(request: NetworkRequest, pk: int) -> HttpResponse:
    """The person speaks for the member no longer from today on."""
    found = _load(request, pk)
    actions.end_representation(by=request.actor, representative=found, until_on=timezone.localdate())
    messages.success(request, _("%(name)s speaks for the member no longer.") % {"name": found.name})
    return HttpResponseRedirect(at(request, "member", found.member_id))
