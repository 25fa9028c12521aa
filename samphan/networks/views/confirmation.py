"""Pages of the yearly confirmation: rounds, who has answered, the page of a representative, corrections."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_datetime
from samphan.kit.http import by_link
from samphan.kit.thai.dates import be_year, format_date
from samphan.kit.workbook import spreadsheet
from samphan.networks import policy
from samphan.networks.actions import confirmation as actions
from samphan.networks.forms.confirmation import AskForm, CorrectionForm, RecordForm, RoundForm
from samphan.networks.models import (
    Confirmation,
    ConfirmationRound,
    ConfirmationState,
    Correction,
)
from samphan.networks.queries import confirmation as queries
from samphan.networks.views.membership_place import ask, at, show
from samphan.tenancy import links

if TYPE_CHECKING:
    from samphan.kit.http import LinkRequest, NetworkRequest

_ANSWER_DAYS = 30


def rounds(request: NetworkRequest) -> HttpResponse:
    """The rounds with how many have answered."""
    request.actor.must(policy.manage_members, on=request.network)
    return show(request, "networks/rounds.html", {"rounds": queries.rounds(request.actor)}, tab="rounds")


def open_round(request: NetworkRequest) -> HttpResponse:
    """The form of a new round."""
    request.actor.must(policy.manage_members, on=request.network)
    today = timezone.localdate()
    back = at(request, "rounds")
    return ask(
        request,
        bind(
            RoundForm,
            request,
            initial={"year": be_year(today), "due_on": today + dt.timedelta(days=_ANSWER_DAYS)},
        ),
        title=_("Ask members to confirm their records"),
        words=_("The members of today are asked. Nothing is sent before you have looked at the text."),
        back=back,
        crumbs=[(_("Confirmation of records"), back)],
        act=lambda form: actions.open_confirmation_round(
            by=request.actor, opened_on=today, **form.cleaned_data
        ),
        then=lambda made: at(request, "round", made.pk),
    )


def _round(request: NetworkRequest, pk: int) -> ConfirmationRound:
    found = get_object_or_404(queries.rounds(request.actor), pk=pk)
    request.actor.must(policy.manage_members, on=found)
    return found


def _state(request: NetworkRequest) -> ListState:
    return ListState.read(request, sorts=queries.SORTS, filters=("state",))


def board(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who has answered in a round."""
    shown, state = _round(request, pk), _state(request)
    page = state.paginate(queries.confirmations(request.actor, shown, state))
    table = Table(
        key="confirmations",
        caption=pgettext("confirmation", "Answers"),
        columns=(
            Column(_("Member"), "member"),
            Column(_("Contact")),
            Column(_("Asked on")),
            Column(_("State")),
            Column(_("Answered on"), "answered"),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search members"),
        filters=(
            Filter("state", _("State"), [("", _("all")), *ConfirmationState.choices], state.filters["state"]),
        ),
        export_url=at(request, "round_export", pk),
    )
    context = {"round": shown, "table": table, "today": timezone.localdate()}
    return show(request, "networks/round.html", context, tab="rounds")


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the board shows, as a workbook."""
    shown = _round(request, pk)
    return spreadsheet(
        _("Confirmation of records"),
        [_("Member"), _("Contact"), _("E-mail address"), _("Asked on"), _("Reminded"), _("State"), _("Answered on"), _("Who answered"), _("In their own words")],
        (
            [
                each.member.organisation.name, each.contact_name, each.contact_email, thai_datetime(each.asked_at),
                thai_datetime(each.reminded_at), each.get_state_display(), thai_datetime(each.answered_at),
                each.answered_by, each.words,
            ]
            for each in queries.confirmations(request.actor, shown, _state(request))
        ),
    )  # fmt: skip


def write(request: NetworkRequest, pk: int) -> HttpResponse:
    """The mail to those who have not answered; a second time it reminds."""
    shown = _round(request, pk)
    back = at(request, "round", pk)
    proposed = {
        "subject": f"ขอความอนุเคราะห์ยืนยันข้อมูลสมาชิก ประจำปี {shown.year}",
        "body": (
            "เรียน ผู้แทน{organisation}\n\n"
            f"{request.network.name_th} ขอความอนุเคราะห์ท่านตรวจสอบและยืนยันข้อมูลของ{{organisation}}"
            f" ภายในวันที่ {format_date(shown.due_on)} ทางลิงก์เฉพาะของท่าน โดยไม่ต้องสมัครบัญชีผู้ใช้"
            " หากข้อมูลใดเปลี่ยนแปลง โปรดแก้ไขในหน้าเดียวกัน\n\n{link}\n\nขอแสดงความนับถือ"
        ),
    }

    def then(count: int) -> str:
        sentence = ngettext("%(count)s message is on its way.", "%(count)s messages are on their way.", count)
        messages.info(request, sentence % {"count": count})
        return back

    return ask(
        request,
        bind(AskForm, request, initial=proposed),
        title=_("Write to those who have not answered"),
        label=_("Send"),
        back=back,
        crumbs=[(_("Confirmation of records"), at(request, "rounds")), (str(shown.year), back)],
        act=lambda form: actions.ask_for_confirmation(
            by=request.actor, of=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=then,
    )


@require_POST
def close(request: NetworkRequest, pk: int) -> HttpResponse:
    """Nobody is asked any more."""
    shown = _round(request, pk)
    try:
        with attempt():
            actions.close_confirmation_round(by=request.actor, of=shown, today=timezone.localdate())
    except Problem as problem:
        messages.error(request, str(problem.message))
    return HttpResponseRedirect(at(request, "round", pk))


def _load(request: NetworkRequest, pk: int) -> Confirmation:
    found = Confirmation.objects.for_actor(request.actor).select_related("round", "member__organisation")
    return get_object_or_404(found, pk=pk)


def confirmation(request: NetworkRequest, pk: int) -> HttpResponse:
    """What one member answered, beside its record; the secretariat applies corrections here."""
    shown = _load(request, pk)
    request.actor.must(policy.manage_members, on=shown)
    link = actions.personal_links(request.actor, [pk], now=timezone.now())[pk]
    context = {
        "confirmation": shown,
        "lines": queries.lines(shown, timezone.localdate()),
        "address": links.address(link, request.network.slug),
        "works_until": links.last_day(link),
    }
    return show(request, "networks/confirmation.html", context, tab="rounds")


@require_POST
def apply_correction(request: NetworkRequest, pk: int) -> HttpResponse:
    """Apply a correction to the record."""
    correction = _correction(request, pk)
    try:
        with attempt():
            actions.settle_correction(
                by=request.actor, correction=correction, is_applied=True, today=timezone.localdate()
            )
    except Problem as problem:
        messages.error(request, str(problem.message))
    else:
        messages.success(request, _("The record was corrected."))
    return HttpResponseRedirect(at(request, "confirmation", correction.confirmation_id))


def refuse_correction(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks why a correction is not applied."""
    correction = _correction(request, pk)
    back = at(request, "confirmation", correction.confirmation_id)
    label = queries.FIELDS.get(correction.field, correction.field)
    return ask(
        request,
        bind(CorrectionForm, request),
        title=_("Do not apply the correction"),
        subtitle=f"{label}: {correction.new or '–'}",
        back=back,
        act=lambda form: actions.settle_correction(
            by=request.actor,
            correction=correction,
            is_applied=False,
            reason=form.cleaned_data["reason"],
            today=timezone.localdate(),
        ),
    )


def _correction(request: NetworkRequest, pk: int) -> Correction:
    found = Correction.objects.for_actor(request.actor).select_related("confirmation")
    correction = get_object_or_404(found, pk=pk)
    request.actor.must(policy.manage_members, on=correction)
    return correction


@never_cache
@by_link(policy.CONFIRM)
def confirm(request: LinkRequest) -> HttpResponse:
    """The page of a representative, by the personal link: the record with what changed, signed off or corrected."""
    shown = _load(request, request.link.subject_id)
    today = timezone.localdate()
    if not queries.is_asked_still(shown, today):
        raise Http404
    # Who answered last year is shown nothing of this year: what is closed says so, and no more.
    lines = [] if shown.round.closed_on else queries.lines(shown, today)

    def act(form: RecordForm) -> Confirmation:
        said = form.cleaned_data
        return actions.confirm_record(
            by=request.actor,
            confirmation=shown,
            values={line.code: said[line.code] for line in lines},
            words=said["words"],
            name=said["name"],
            now=timezone.now(),
        )

    initial = {"words": shown.words, "name": shown.answered_by or shown.contact_name}
    return respond(
        request,
        bind(RecordForm, request, lines=lines, initial=initial),
        act=act,
        then=lambda _confirmed: request.path,
        template="networks/public_confirm.html",
        context={
            "confirmation": shown,
            "lines": lines,
            "changed": [each for each in lines if each.has_changed],
        },
        success=_("Thank you. Your answer has arrived."),
    )
