"""The register: the list, one agreement, its form, its end, its paper."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samphan.agreements import policy
from samphan.agreements.actions import agreement as actions
from samphan.agreements.actions.agreement import PartyRow
from samphan.agreements.forms.agreement import PARTY_FIELDS, AgreementForm, EndForm, GiveUpForm
from samphan.agreements.models import Agreement, AgreementKind, Ending, Languages
from samphan.agreements.models.agreement import usual_reminders
from samphan.agreements.queries import agreements as queries
from samphan.agreements.queries.activity import last_signs
from samphan.agreements.queries.summary import period_of, period_words, state_sentence, summary
from samphan.agreements.transitions.force import StateCode
from samphan.agreements.views.common import address, answer, day_of
from samphan.directory.queries.picking import Directory
from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.documents import render_docx, render_pdf
from samphan.kit.editing import bind
from samphan.kit.formats import thai_date
from samphan.kit.pages import ReasonForm, everything, form_page
from samphan.kit.workbook import spreadsheet
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.kit.http import NetworkRequest

PAGE: Final = "agreements.agreement"
YEARS_BACK: Final = 5
_MAKERS: Final = {"docx": (render_docx, files.DOCX), "pdf": (render_pdf, files.PDF)}


def state_choices() -> list[tuple[str, _StrOrPromise]]:
    """How an agreement may stand on a day, as choices of a filter."""
    return [
        ("", _("all")),
        (StateCode.IN_FORCE, _("in force")),
        (StateCode.NOT_YET, _("not in force yet")),
        (queries.OVER, pgettext("agreement", "over")),
        (StateCode.EXPIRED, pgettext("agreement", "expired")),
        (StateCode.GIVEN_UP, pgettext("agreement", "given up")),
        (StateCode.ENDED_EARLY, _("ended early")),
        (StateCode.ALONE, _("fewer than two parties remained")),
    ]


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="title")


def agreements(request: NetworkRequest) -> HttpResponse:
    """The list, as it stands today or stood on another day."""
    request.actor.must(policy.enter, on=request.network)
    state, on = _state(request), day_of(request)
    page = state.paginate(queries.agreements(request.actor, state, on=on))
    table = Table(
        key="agreements",
        caption=_("Agreements"),
        columns=(
            Column(_("Agreement"), "title"),
            Column(pgettext("register", "No."), "number"),
            Column(_("Parties")),
            Column(_("In force from"), "begin"),
            Column(_("Until"), "end"),
            Column(_("State")),
        ),
        rows=[queries.row_of(each, on) for each in page.object_list],
        page=page,
        state=state,
        search_label=_("Search titles, scopes, numbers and parties"),
        filters=_filters(request, state),
        export_url=address(request, "export"),
    )
    context = {
        "table": table,
        "on": on,
        "is_today": on == timezone.localdate(),
        "may_manage": request.actor.may(policy.manage, on=request.network),
        "may_count": request.actor.may(policy.see_all, on=request.network),
    }
    return render(request, "agreements/agreements.html", context)


def _filters(request: NetworkRequest, state: ListState) -> tuple[Filter, ...]:
    every = ("", _("all"))
    kinds: list[tuple[str, _StrOrPromise]] = [
        every,
        ("formal", _("formal: MoU, MoA, contract")),
        ("informal_all", _("informal: all others")),
        *AgreementKind.choices,
    ]
    within = [every, *((str(days), _("%(days)s days") % {"days": days}) for days in queries.WITHIN)]
    return (
        Filter("state", _("State"), state_choices(), state.filters["state"]),
        Filter("on", _("As of"), _days(state.filters["on"]), state.filters["on"]),
        Filter("kind", _("Kind"), kinds, state.filters["kind"]),
        Filter("party", _("Party"), [every, *queries.party_choices(request.actor)], state.filters["party"]),
        Filter("within", _("Ends within"), within, state.filters["within"]),
    )


def _days(asked: str) -> list[tuple[str, str]]:
    """Today, the last days of some years, and the day that was asked about."""
    today = timezone.localdate()
    last = [dt.date(today.year - back, 12, 31) for back in range(1, YEARS_BACK + 1)]
    days = [("", _("today")), *((day.isoformat(), thai_date(day, "short")) for day in last)]
    return days if asked in dict(days) else [*days, (asked[:60], asked[:60])]


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.enter, on=request.network)
    on = day_of(request)
    rows = (queries.row_of(each, on) for each in queries.agreements(request.actor, _state(request), on=on))
    return spreadsheet(
        _("Agreements"),
        [
            pgettext("register", "No."),
            _("Number on the paper"),
            _("Kind"),
            _("Title in Thai"),
            _("Title in English"),
            _("Parties"),
            _("Signed on"),
            _("In force from"),
            _("How it ends"),
            _("Last day"),
            _("Period"),
            _("State on %(date)s") % {"date": thai_date(on, "short")},
            _("Renewals"),
            _("Looked after by"),
        ],
        (
            [
                row.agreement.number,
                row.agreement.paper_number,
                str(row.agreement.get_kind_display()),
                row.agreement.title_th,
                row.agreement.title_en,
                "; ".join(str(each.organisation.name) for each in row.parties),
                thai_date(row.agreement.signed_on, "short"),
                thai_date(row.agreement.in_force_from or row.agreement.signed_on, "short"),
                str(row.agreement.get_ending_display()),
                row.state.force.last,
                period_words(row.agreement.term_months),
                str(dict(state_choices())[row.state.code]),
                row.state.renewals,
                row.agreement.owner_name,
            ]
            for row in rows
        ),
    )


def way_to(request: NetworkRequest, agreement: Agreement | None = None) -> list[tuple[_StrOrPromise, str]]:
    """The crumbs of pages of the register."""
    way: list[tuple[_StrOrPromise, str]] = [(_("Agreements"), address(request, "agreements"))]
    return [*way, (agreement.title, address(request, "agreement", agreement.pk))] if agreement else way


def agreement(request: NetworkRequest, pk: int) -> HttpResponse:
    """Everything about one agreement, as it stands today or stood on another day."""
    shown = queries.load_agreement(request.actor, pk)
    today, on = timezone.localdate(), day_of(request)
    page = queries.agreement_page(request.actor, shown, on=on, today=today)
    match = request.resolver_match
    context = {
        "agreement": shown,
        "page": page,
        "on": on,
        "is_today": on == today,
        "sentence": state_sentence(shown, page.state),
        "period": period_of(shown),
        "term": period_words(shown.term_months),
        "last_sign": last_signs(request.actor, [pk], today).get(pk),
        "tabs": panels.tabs(PAGE, by=request.actor, on=shown, current=match.view_name if match else ""),
        "may_manage": request.actor.may(policy.manage, on=shown),
        "may_give": request.actor.may(policy.manage_resources, on=shown),
        "can_give_up": shown.ending != Ending.FIXED and shown.given_up_on is None,
        "is_closed": shown.given_up_on is not None or shown.ended_on is not None,
        "table": _parties_table(page.parties),
    }
    return render(request, "agreements/agreement.html", context)


def everything_of(request: NetworkRequest, pk: int) -> HttpResponse:
    """What an agreement led to, as the apps know it."""
    shown = queries.load_agreement(request.actor, pk)
    return everything(
        request,
        PAGE,
        ids=[pk],
        title=shown.title,
        way=way_to(request, shown),
        none=_("Nothing yet. Events and projects say under which agreement they stand, and appear here."),
    )


def _parties_table(parties: Sequence[Any]) -> Table:
    return Table(
        key="parties",
        caption=_("Parties"),
        columns=(
            Column(_("Party")),
            Column(_("From")),
            Column(_("Until")),
            Column(_("Acts"), is_label_hidden=True),
        ),
        rows=parties,
        is_plain=True,
    )


def create(request: NetworkRequest) -> HttpResponse:
    """The form of a new agreement with its first parties."""
    request.actor.must(policy.manage, on=request.network)

    def make(form: AgreementForm) -> Agreement:
        chosen = [form.cleaned_data[name] for name in PARTY_FIELDS]
        parties = [PartyRow(organisation=each) for each in chosen if each is not None]
        return actions.register_agreement(
            by=request.actor, parties=parties, today=timezone.localdate(), **form.words()
        )

    initial = {
        "kind": AgreementKind.MOU,
        "languages": Languages.THAI,
        "ending": Ending.FIXED,
        "remind_days": usual_reminders(),
        "notice_months": 0,
        **AgreementForm.length(None),
    }
    return form_page(
        request,
        bind(
            AgreementForm,
            request,
            initial=initial,
            others=_others(request),
            directory=Directory(request.actor),
        ),
        title=_("New agreement"),
        said=_("More parties, signatories, files and obligations are added on the page of the agreement."),
        act=make,
        then=lambda made: address(request, "agreement", made.pk),
        back=address(request, "agreements"),
        way=way_to(request),
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of what is said about an agreement."""
    shown = queries.load_agreement(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    initial = {name: getattr(shown, name) for name in (*actions.AGREEMENT_FIELDS, "version")}
    initial |= AgreementForm.length(shown.term_months)
    here = address(request, "agreement", pk)
    return form_page(
        request,
        bind(AgreementForm, request, initial=initial, others=_others(request, but=pk)),
        title=_("Change"),
        subtitle=shown.title,
        act=lambda form: actions.change_agreement(
            by=request.actor, agreement=shown, version=form.cleaned_data["version"], **form.words()
        ),
        then=lambda _changed: here,
        back=here,
        way=way_to(request, shown),
    )


def _others(request: NetworkRequest, but: int = 0) -> list[Agreement]:
    """The agreements that one may continue, the latest first."""
    found = Agreement.objects.for_actor(request.actor).exclude(pk=but)
    return list(found.order_by("-register_year", "-register_number"))


def give_up(request: NetworkRequest, pk: int) -> HttpResponse:
    """Notice was given."""
    shown = queries.load_agreement(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    here = address(request, "agreement", pk)
    return form_page(
        request,
        bind(GiveUpForm, request, initial={"version": shown.version}),
        title=_("Notice was given"),
        subtitle=shown.title,
        said=_(
            "It then ends with the first period that leaves time for the notice; without an end, when the notice is over."
        ),
        act=lambda form: actions.give_up_agreement(by=request.actor, agreement=shown, **form.cleaned_data),
        then=lambda _changed: here,
        back=here,
        way=way_to(request, shown),
    )


def end(request: NetworkRequest, pk: int) -> HttpResponse:
    """It ended before its time."""
    shown = queries.load_agreement(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    here = address(request, "agreement", pk)
    return form_page(
        request,
        bind(EndForm, request, initial={"version": shown.version}),
        title=_("End early"),
        subtitle=shown.title,
        act=lambda form: actions.end_agreement(by=request.actor, agreement=shown, **form.cleaned_data),
        then=lambda _changed: here,
        back=here,
        way=way_to(request, shown),
        kind="danger",
    )


def resume(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes back a notice or an early end."""
    shown = queries.load_agreement(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    here = address(request, "agreement", pk)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take back the end"),
        subtitle=shown.title,
        act=lambda form: actions.resume_agreement(by=request.actor, agreement=shown, **form.cleaned_data),
        then=lambda _changed: here,
        back=here,
        way=way_to(request, shown),
    )


def remove(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes out an agreement that was entered by mistake."""
    shown = queries.load_agreement(request.actor, pk)
    request.actor.must(policy.manage, on=shown)
    return form_page(
        request,
        bind(ReasonForm, request),
        title=_("Take out what was entered by mistake"),
        subtitle=shown.title,
        act=lambda form: actions.remove_agreement(by=request.actor, agreement=shown, **form.cleaned_data),
        then=lambda _nothing: address(request, "agreements"),
        back=address(request, "agreement", pk),
        way=way_to(request, shown),
        kind="danger",
    )


def paper(request: NetworkRequest, pk: int, kind: str) -> HttpResponse:
    """The agreement on one page, as docx or pdf."""
    shown = queries.load_agreement(request.actor, pk)
    if kind not in _MAKERS:
        raise Http404(kind)
    today = timezone.localdate()
    page = queries.agreement_page(request.actor, shown, on=today, today=today)
    make, media_type = _MAKERS[kind]
    document = summary(shown, page, organisation=request.network.name_th, created=timezone.now())
    return answer(make(document), f"{document.title} {shown.number}.{kind}", media_type)
