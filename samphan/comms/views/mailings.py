"""Mailings: the list, writing one with a preview, approving it, and what became of it person by person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samphan.comms import actions, policy, transitions
from samphan.comms.forms import (
    ApprovalForm,
    MailingForm,
    initial_of,
    initial_of_notice,
    initial_of_template,
    recipient_choices,
)
from samphan.comms.models import Mailing, MailingKind, MailingState, MessageState, Recipient
from samphan.comms.queries import mailings as queries
from samphan.comms.queries import segments
from samphan.comms.queries.notices import notice, notices
from samphan.comms.queries.preview import for_line, preview
from samphan.comms.queries.templates import templates_about
from samphan.kit import panels
from samphan.kit.components import Column, Filter, ListState, Table, TaskState
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.numbers import number_in
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from samphan.kit.http import NetworkRequest

SHOWN_FIRST, SHOWN_SKIPPED = 10, 50


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list of mailings."""

    mailing: Mailing
    about: str
    tally: queries.Tally
    due: dt.datetime | None


def rows(request: NetworkRequest, found: list[Mailing]) -> list[Row]:
    """Mailings with what they are about, their counts, and when the scheduled ones leave."""
    names = queries.about_names(request.actor, found)
    tallies, due = queries.tallies(request.actor, found), queries.due_times(request.actor, found)
    return [
        Row(
            each,
            names.get((each.about_kind, each.about_id), ""),
            tallies.get(each.pk, queries.Tally()),
            due.get(each.pk),
        )
        for each in found
    ]


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS, default="-created")


def mailings(request: NetworkRequest) -> HttpResponse:
    """The mailings of the network."""
    request.actor.must(policy.see_outbox, on=request.network)
    state = _state(request)
    page = state.paginate(queries.mailings(request.actor, state))
    table = Table(
        key="mailings",
        caption=_("Mailings"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("What it is about")),
            Column(_("Recipients")),
            Column(_("State")),
            Column(_("Drafted"), "created"),
        ),
        rows=rows(request, list(page.object_list)),
        page=page,
        state=state,
        search_label=_("Search mailings"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *MailingState.choices], state.filters["state"]),
            Filter("kind", _("Kind"), [("", _("all")), *MailingKind.choices], state.filters["kind"]),
        ),
        export_url=reverse("comms:mailings_export", args=[request.network.slug]),
    )
    return render(
        request,
        "comms/mailings.html",
        {
            "table": table,
            "tabs": panels.tabs("comms.outbox", by=request.actor, current="comms:mailings"),
            "may_write": request.actor.may(policy.write, on=request.network),
        },
    )


def mailings_export(request: NetworkRequest) -> HttpResponse:
    """What the list shows, as a workbook."""
    request.actor.must(policy.see_outbox, on=request.network)
    found = rows(request, list(queries.mailings(request.actor, _state(request))))
    return spreadsheet(
        _("Mailings"),
        [
            _("Name"),
            _("What it is about"),
            _("Recipients"),
            _("State"),
            _("People"),
            _("Sent"),
            _("Not sent"),
            _("Drafted"),
        ],
        (
            [
                row.mailing.name,
                row.about,
                segments.label(row.mailing.segment),
                row.mailing.get_state_display(),
                row.tally.total,
                row.tally.left,
                row.tally.stuck,
                timezone.localtime(row.mailing.created_at).isoformat(" ", "seconds"),
            ]
            for row in found
        ),
    )


def new(request: NetworkRequest) -> HttpResponse:
    """A new mailing about ``?about=kind&id=…``, beginning with ``?notice=…``; without them, choose what it is about."""
    request.actor.must(policy.write, on=request.network)
    kind = request.GET.get("about", segments.NETWORK)
    about_id = request.network.id if kind == segments.NETWORK else number_in(request.GET.get("id")) or 0
    about = segments.about(kind)
    name = about.names(request.actor, [about_id]).get(about_id) if about else None
    if name is None:
        raise Http404
    begun = notice(kind, request.GET.get("notice", ""))
    kept = templates_about(request.actor, kind)
    chosen = next((each for each in kept if str(each.pk) == request.GET.get("template")), None)
    initial = {}
    if begun:
        initial = initial_of_notice(begun, f"{begun.name} – {name}"[:200])
    elif chosen:
        initial = initial_of_template(chosen, f"{chosen.name} – {name}"[:200])
    blank = Mailing(network_id=request.network.id, about_kind=kind, about_id=about_id)
    return _write(
        request,
        blank,
        initial=initial,
        act=lambda form: actions.draft_mailing(
            by=request.actor, about_kind=kind, about_id=about_id, **form.fields_of_mailing()
        ),
        context={
            "about_name": name,
            "notices": notices(kind),
            "begun": begun,
            "templates": kept,
            "chosen": chosen,
        },
    )


def change(request: NetworkRequest, pk: int) -> HttpResponse:
    """The form of a draft."""
    shown = _load(request, pk)
    request.actor.must(policy.write, on=shown)
    if shown.state != MailingState.DRAFT:
        return HttpResponseRedirect(address(request, shown))
    names = queries.about_names(request.actor, [shown])
    return _write(
        request,
        shown,
        initial=initial_of(shown),
        act=lambda form: actions.change_mailing(
            by=request.actor,
            mailing=shown,
            version=form.cleaned_data["version"],
            **form.fields_of_mailing(),
        ),
        context={"about_name": names.get((shown.about_kind, shown.about_id), ""), "mailing": shown},
    )


def _write(
    request: NetworkRequest,
    mailing: Mailing,
    *,
    initial: dict[str, Any],
    act: Callable[[MailingForm], Mailing],
    context: dict[str, Any],
) -> HttpResponse:
    """The form beside its preview: a button shows the message as typed, another saves it."""
    choices = recipient_choices(request.actor, mailing.about_kind, mailing.about_id)
    form = bind(MailingForm, request, choices=choices, initial=initial)
    is_saving = request.method == "POST" and "preview" not in request.POST
    typed = Mailing(network_id=mailing.network_id, about_kind=mailing.about_kind, about_id=mailing.about_id)
    asked = MailingForm(initial, choices=choices) if not form.is_bound else form
    asked.is_valid()
    for name, value in asked.fields_of_mailing().items():
        setattr(typed, name, value)
    context |= {
        "segments": segments.segments(mailing.about_kind),
        "placeholders": _placeholders(mailing.about_kind),
        "preview": preview(
            request.actor, typed, now=timezone.now(), sample_id=number_in(request.POST.get("sample", ""))
        ),
        "back": address(request, mailing)
        if mailing.pk
        else reverse("comms:mailings", args=[request.network.slug]),
    }
    if not is_saving:
        return render(request, "comms/mailing_form.html", {"form": form, **context})
    return respond(
        request,
        form,
        act=act,
        then=lambda saved: address(request, saved),
        template="comms/mailing_form.html",
        context=context,
        success=_("The draft was saved. Nothing leaves before it is approved."),
    )


def _placeholders(about_kind: str) -> list[segments.Placeholder]:
    found = {each.code: each for one in segments.segments(about_kind) for each in segments.placeholders(one)}
    return list(found.values())


def _load(request: NetworkRequest, pk: int) -> Mailing:
    return get_object_or_404(Mailing.objects.for_actor(request.actor), pk=pk)


def address(request: NetworkRequest, mailing: Mailing) -> str:
    """The page of a mailing."""
    return reverse("comms:mailing", args=[request.network.slug, mailing.pk])


def mailing(request: NetworkRequest, pk: int) -> HttpResponse:
    """One mailing: its words, its state, its log, and its text for LINE."""
    shown = _load(request, pk)
    by = request.actor
    state = ListState.read(request, sorts=("name",), filters=("state",), default="name")
    page = state.paginate(queries.recipients(by, shown, state))
    slug = request.network.slug
    tally = queries.tally(by, shown)
    due = queries.due_at(by, shown) if shown.has_schedule else None
    about = segments.about(shown.about_kind)
    args = [slug] if shown.about_kind == segments.NETWORK else [slug, shown.about_id]
    table = Table(
        key="recipients",
        caption=_("Recipients"),
        columns=(
            Column(_("Name"), "name"),
            Column(_("E-mail address")),
            Column(_("State")),
            Column(_("When")),
            Column(_("To pass on"), is_label_hidden=True),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search recipients"),
        filters=(
            Filter(
                "state",
                _("State"),
                [("", _("all")), *MessageState.choices, ("skipped", _("gets nothing"))],
                state.filters["state"],
            ),
        ),
        export_url=reverse("comms:recipients_export", args=[slug, shown.pk]),
    )
    return render(
        request,
        "comms/mailing.html",
        {
            "mailing": shown,
            "table": table,
            "tally": tally,
            "task": _task(request, shown, tally),
            "due": due,
            "is_late": queries.is_late(due, timezone.now()),
            "segment": segments.label(shown.segment),
            "about_name": queries.about_names(by, [shown]).get((shown.about_kind, shown.about_id), ""),
            "about_url": reverse(about.url_name, args=args) if about else "",
            "acts": transitions.mailing_acts(shown.state) if by.may(policy.write, on=shown) else (),
            "may_write": by.may(policy.write, on=shown),
            "line": for_line(by, shown) if about else None,
        },
    )


def _task(request: NetworkRequest, mailing: Mailing, tally: queries.Tally) -> TaskState | None:
    """How far the sending is; None where nothing is on its way."""
    if mailing.state not in {MailingState.SENDING, MailingState.SENT} or not (
        tally.open or mailing.state == MailingState.SENDING
    ):
        return None
    return TaskState(
        title=_("Sending"),
        state="running",
        url=reverse("comms:progress", args=[request.network.slug, mailing.pk]),
        done=tally.left + tally.stuck,
        of=tally.total,
    )


def progress(request: NetworkRequest, pk: int) -> HttpResponse:
    """How far the sending is; asked again and again by the page."""
    shown = _load(request, pk)
    task = _task(request, shown, queries.tally(request.actor, shown))
    response = render(request, "comms/_progress.html", {"task": task})
    if task is None:
        response.headers["HX-Refresh"] = "true"
    return response


def recipients_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The log of a mailing as a workbook."""
    shown = _load(request, pk)
    state = ListState.read(request, sorts=("name",), filters=("state",), default="name")
    labels = {**dict(MessageState.choices), "skipped": _("gets nothing")}
    return spreadsheet(
        _("Recipients"),
        [_("Name"), _("E-mail address"), _("State"), _("Reason"), _("When")],
        (
            [
                str(each.name),
                each.to_address,
                str(labels[each.state]),  # type: ignore[attr-defined]  # annotated by with_state()
                str(each.get_skipped_display())
                if each.skipped
                else each.message.problem
                if each.message
                else "",
                timezone.localtime(each.message.left_at).isoformat(" ", "seconds")
                if each.message and each.message.left_at
                else "",
            ]
            for each in queries.recipients(request.actor, shown, state)
        ),
    )


def approve(request: NetworkRequest, pk: int) -> HttpResponse:
    """The second look: the message, how many get it, who does not and why; posting it approves."""
    shown = _load(request, pk)
    request.actor.must(policy.write, on=shown)
    if shown.state != MailingState.DRAFT:
        return HttpResponseRedirect(address(request, shown))
    seen = preview(
        request.actor, shown, now=timezone.now(), sample_id=number_in(request.GET.get("sample", ""))
    )
    return respond(
        request,
        bind(ApprovalForm, request, initial={"version": shown.version}),
        act=lambda form: actions.approve_mailing(
            by=request.actor, mailing=shown, version=form.cleaned_data["version"], now=timezone.now()
        ),
        then=lambda approved: address(request, approved),
        template="comms/approve.html",
        context={
            "mailing": shown,
            "preview": seen,
            "first": seen.reached[:SHOWN_FIRST],
            "more": max(0, len(seen.reached) - SHOWN_FIRST),
            "skipped": seen.skipped[:SHOWN_SKIPPED],
            "due": queries.due_at(request.actor, shown) if shown.has_schedule else None,
            "segment": segments.label(shown.segment),
            "back": address(request, shown),
        },
        success=_("The mailing was approved."),
    )


def _act(request: NetworkRequest, pk: int, act: Callable[[Mailing], str]) -> HttpResponse:
    shown = _load(request, pk)
    try:
        with attempt():
            said = act(shown)
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(address(request, shown))


@require_POST
def send(request: NetworkRequest, pk: int) -> HttpResponse:
    """Begin to send what was approved."""

    def act(shown: Mailing) -> str:
        actions.begin_mailing(by=request.actor, mailing=shown, now=timezone.now())
        return _("The messages are being sent.")

    return _act(request, pk, act)


@require_POST
def take_back(request: NetworkRequest, pk: int) -> HttpResponse:
    """Make it a draft again."""

    def act(shown: Mailing) -> str:
        actions.take_back_mailing(by=request.actor, mailing=shown)
        return _("The mailing is a draft again.")

    return _act(request, pk, act)


@require_POST
def cancel(request: NetworkRequest, pk: int) -> HttpResponse:
    """Give it up."""

    def act(shown: Mailing) -> str:
        actions.cancel_mailing(by=request.actor, mailing=shown)
        return _("The mailing was cancelled. Nothing of it leaves.")

    return _act(request, pk, act)


@require_POST
def retry(request: NetworkRequest, pk: int) -> HttpResponse:
    """Send again what failed."""

    def act(shown: Mailing) -> str:
        count = actions.retry_mailing(by=request.actor, mailing=shown)
        return ngettext("%(count)s message is sent again.", "%(count)s messages are sent again.", count) % {
            "count": count
        }

    return _act(request, pk, act)


@require_POST
def by_hand(request: NetworkRequest, pk: int, recipient: int) -> HttpResponse:
    """The message of one recipient with its link and QR code, to be passed on by LINE."""
    shown = _load(request, pk)
    found = get_object_or_404(
        Recipient.objects.for_actor(request.actor).select_related("mailing"), pk=recipient, mailing=shown
    )
    try:
        with attempt():
            passed = actions.hand_over(by=request.actor, recipient=found)
    except Problem as problem:
        messages.error(request, str(problem.message))
        return HttpResponseRedirect(address(request, shown))
    context = {"mailing": shown, "recipient": found, "passed": passed, "back": address(request, shown)}
    response = render(request, "comms/by_hand.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
