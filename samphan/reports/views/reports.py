"""The list of reports, and one report: as it will be printed, what it lacks, what it is for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal, cast

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.documents import render_html, substituted_characters
from samphan.kit.editing import bind, respond
from samphan.kit.workbook import spreadsheet
from samphan.reports import actions, policy
from samphan.reports.forms import DiscardForm, EmblemForm, SettingsForm
from samphan.reports.queries import pages
from samphan.reports.queries.papers import paper
from samphan.reports.queries.state import emblem_of, public_address
from samphan.reports.views.loading import address, load, load_to_prepare, state
from samphan.tenancy import files

if TYPE_CHECKING:
    from samphan.kit.http import NetworkRequest
    from samphan.reports.models import Report
    from samphan.reports.queries.composition import Language


def _list(request: NetworkRequest) -> ListState:
    request.actor.must(policy.enter, on=request.network)
    return ListState.read(request, sorts=pages.SORTS, filters=("state",), default="-changed")


def reports(request: NetworkRequest) -> HttpResponse:
    """All reports of the network."""
    asked = _list(request)
    page = asked.paginate(pages.reports(request.actor, asked))
    table = Table(
        key="reports",
        caption=_("Reports"),
        columns=(
            Column(_("Event"), "event"),
            Column(_("Reporting organisation"), "organisation"),
            Column(_("Round"), "round"),
            Column(_("State")),
        ),
        rows=page.object_list,
        page=page,
        state=asked,
        search_label=_("Search reports"),
        filters=(
            Filter(
                "state",
                _("State"),
                [("", _("all")), ("open", _("in preparation")), ("issued", _("issued"))],
                asked.filters["state"],
            ),
        ),
        export_url=reverse("reports:export", args=[request.network.slug]),
    )
    context = {"table": table, "may_begin": request.actor.may(policy.prepare_some, on=request.network)}
    return render(request, "reports/reports.html", context)


def export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    return spreadsheet(
        _("Reports"),
        [_("Event"), _("Reporting organisation"), _("Round"), _("Version"), _("Number"), _("Issued on")],
        (
            [
                str(each.event.title),
                str(each.organisation.name),
                each.round_year,
                each.newest,
                each.newest_number,
                each.newest_on,
            ]
            for each in pages.reports(request.actor, _list(request))
        ),
    )


def report(request: NetworkRequest, pk: int) -> HttpResponse:
    """The parts as they will be printed, each passage with its records, and what the checker finds."""
    shown = load(request, pk)
    now = state(request, shown)
    slug = request.network.slug
    versions = list(pages.versions_of(shown))
    may_prepare = bool(request.actor.may(policy.prepare, on=shown))
    return render(
        request,
        "reports/report.html",
        {
            "report": shown,
            "state": now,
            "page": pages.report_on_page(now, slug, may_prepare=may_prepare),
            "versions": versions,
            "public_address": public_address(slug, shown.token) if versions else "",
            "may_prepare": may_prepare,
        },
    )


def preview(request: NetworkRequest, pk: int) -> HttpResponse:
    """The paper as a web page, before it is issued; ``?in=en`` shows it in the other language."""
    shown = load(request, pk)
    asked = request.GET.get("in", "")
    language = cast("Language", asked if asked in {"th", "en"} else shown.language)
    now = state(request, shown, language=language)
    document = paper(now.composition, created=timezone.now(), numerals=_numerals(shown))
    return render(
        request,
        "reports/preview.html",
        {
            "report": shown,
            "paper": mark_safe(render_html(document, with_title=False)),  # noqa: S308 - every text in it was escaped
            "composition": now.composition,
            "other": "en" if language == "th" else "th",
            "lost": substituted_characters(document),
            "emblem": emblem_of(shown.organisation, shown.network_id),
            "may_prepare": request.actor.may(policy.prepare, on=shown),
        },
    )


def _numerals(report: Report) -> Literal["thai", "arabic"]:
    return "thai" if report.numerals == "thai" else "arabic"


def settings(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of the round, its days, language and numerals; and the emblem."""
    shown = load_to_prepare(request, pk)
    initial = {name: getattr(shown, name) for name in ("version", *actions.REPORT_FIELDS)}
    initial["period_last"] = shown.period_until - dt.timedelta(days=1)

    def act(form: SettingsForm) -> Report:
        data = form.cleaned_data
        return actions.change_report(
            by=request.actor,
            report=shown,
            version=data["version"],
            round_year=data["round_year"],
            period_from=data["period_from"],
            period_until=data["period_last"] + dt.timedelta(days=1),
            language=data["language"],
            numerals=data["numerals"],
        )

    return respond(
        request,
        bind(SettingsForm, request, initial=initial),
        act=act,
        then=lambda changed: address(request, changed),
        template="reports/settings.html",
        context=_emblem_context(request, shown),
    )


def _emblem_context(request: NetworkRequest, shown: Report) -> dict[str, object]:
    return {
        "report": shown,
        "emblem": emblem_of(shown.organisation, shown.network_id),
        "emblem_form": EmblemForm(prefix="emblem"),
        "back": address(request, shown),
    }


def emblem(request: NetworkRequest, pk: int) -> HttpResponse:
    """Takes the picture for the head of the organisation's papers."""
    shown = load_to_prepare(request, pk)

    def act(form: EmblemForm) -> None:
        picture = form.cleaned_data["emblem"]
        # One byte more than is taken tells a picture that is too large.
        content = picture.read(actions.LARGEST_EMBLEM + 1)
        actions.set_emblem(
            by=request.actor, organisation=shown.organisation, name=picture.name, content=content
        )

    return respond(
        request,
        bind(EmblemForm, request),
        act=act,
        then=lambda _nothing: address(request, shown, "settings"),
        template="reports/emblem.html",
        context={"report": shown, "back": address(request, shown, "settings")},
        success=_("The emblem was kept."),
    )


def emblem_picture(request: NetworkRequest, pk: int) -> HttpResponse:
    """The picture itself."""
    shown = load(request, pk)
    stored = emblem_of(shown.organisation, shown.network_id)
    if stored is None:
        raise Http404(_("There is no emblem."))
    return files.served(stored, inline=True)


@require_POST
def remove_emblem(request: NetworkRequest, pk: int) -> HttpResponse:
    """Papers carry no emblem from now on."""
    shown = load_to_prepare(request, pk)
    actions.remove_emblem(by=request.actor, organisation=shown.organisation)
    return HttpResponseRedirect(address(request, shown, "settings"))


def discard(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks before a report that was begun by mistake is taken away."""
    shown = load_to_prepare(request, pk)
    return respond(
        request,
        bind(DiscardForm, request),
        act=lambda _form: actions.discard_report(by=request.actor, report=shown),
        then=lambda _nothing: reverse("reports:reports", args=[request.network.slug]),
        template="reports/discard.html",
        context={"report": shown, "back": address(request, shown)},
        success=_("The report was discarded."),
    )
