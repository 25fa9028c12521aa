"""Pages of challenges: rounds, who was asked, answering, what came of it, taking strategies over as actions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.evaluation.actions import challenges as actions
from samphan.evaluation.forms.challenges import AskForm, MarksForm, RoundForm, TakeOverForm
from samphan.evaluation.models import ChallengeReply, ChallengeRound
from samphan.evaluation.policy import challenges as policy
from samphan.evaluation.policy.ratings import enter
from samphan.evaluation.queries import challenges as queries
from samphan.evaluation.queries.challenge_pack import offers, questions
from samphan.evaluation.views.common import at
from samphan.kit.components import Column, Filter, ListState, Table
from samphan.kit.editing import bind, respond
from samphan.kit.formats import thai_datetime
from samphan.kit.http import by_link
from samphan.kit.pages import form_page, run_act
from samphan.kit.thai.dates import be_year, format_date
from samphan.kit.workbook import spreadsheet

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import LinkRequest, NetworkRequest

ANSWER_DAYS = 30


def challenges(request: NetworkRequest) -> HttpResponse:
    """The rounds, with what the reader's own institutions are asked."""
    request.actor.must(enter, on=request.network)
    context = {
        "rounds": queries.rounds(request.actor),
        "own": queries.own_replies(request.actor),
        "may_keep": request.actor.may(policy.keep, on=request.network),
    }
    return render(request, "evaluation/challenges.html", context)


def create(request: NetworkRequest) -> HttpResponse:
    """Opens a round."""
    request.actor.must(policy.keep, on=request.network)
    today = timezone.localdate()
    return form_page(
        request,
        bind(
            RoundForm,
            request,
            initial={
                "title_th": f"ความท้าทายของเครือข่าย {be_year(today)}",
                "title_en": f"Challenges of the network {today.year}",
                "due_on": today + dt.timedelta(days=ANSWER_DAYS),
            },
        ),
        title=_("Ask members about challenges"),
        said=_(
            "The members of today are asked, each once. Nothing is sent before you have looked at the text."
        ),
        label=_("Open the round"),
        act=lambda form: actions.open_challenge_round(by=request.actor, today=today, **form.cleaned_data),
        then=lambda made: at(request, "challenge_round", made.pk),
        back=at(request, "challenges"),
        way=_way(request),
    )


def _way(request: NetworkRequest, round_: ChallengeRound | None = None) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = [(pgettext("panel", "Challenges"), at(request, "challenges"))]
    if round_ is not None:
        found.append((round_.title, at(request, "challenge_round", round_.pk)))
    return found


def _load(request: NetworkRequest, pk: int) -> ChallengeRound:
    return get_object_or_404(queries.rounds(request.actor), pk=pk)


def round_page(request: NetworkRequest, pk: int) -> HttpResponse:
    """One round: who has answered while it is open, what came of it when it is closed."""
    shown = _load(request, pk)
    context = {
        "page": queries.page_of(request.actor, shown),
        "way": _way(request),
        "own": queries.own_replies(request.actor).filter(round=shown),
        "may_keep": request.actor.may(policy.keep, on=shown),
        "may_take_over": request.actor.may(policy.take_over, on=shown),
        "may_match": request.actor.holds("frameworks.manage"),
        "today": timezone.localdate(),
    }
    return render(request, "evaluation/challenge_round.html", context)


@require_POST
def close(request: NetworkRequest, pk: int) -> HttpResponse:
    """Closes a round."""
    shown = _load(request, pk)
    return run_act(
        request,
        lambda: actions.close_challenge_round(by=request.actor, round_=shown, today=timezone.localdate()),
        at(request, "challenge_round", pk),
    )


def write(request: NetworkRequest, pk: int) -> HttpResponse:
    """The mail to those who have not answered; a second time it reminds."""
    shown = _load(request, pk)
    request.actor.must(policy.keep, on=shown)
    back = at(request, "challenge_round", pk)
    proposed = {
        "subject": "ขอความอนุเคราะห์ตอบแบบประเมินความท้าทายของเครือข่าย",
        "body": (
            "เรียน ผู้แทน{organisation}\n\n"
            f"{request.network.name_th} ขอความอนุเคราะห์ท่านประเมินว่าเครือข่ายรับมือกับความท้าทายแปดด้านได้ดีเพียงใดในปัจจุบัน"
            f" และควรเป็นอย่างไร ภายในวันที่ {format_date(shown.due_on)} ทางลิงก์เฉพาะของสถาบันท่าน โดยไม่ต้องสมัครบัญชีผู้ใช้"
            " ใช้เวลาประมาณ 10 นาที สถาบันละหนึ่งคำตอบ\n\n{link}\n\nขอแสดงความนับถือ"
        ),
    }

    def then(count: int) -> str:
        sentence = ngettext("%(count)s message is on its way.", "%(count)s messages are on their way.", count)
        messages.info(request, sentence % {"count": count})
        return back

    return form_page(
        request,
        bind(AskForm, request, initial=proposed),
        title=_("Write to those who have not answered"),
        label=_("Send"),
        act=lambda form: actions.ask_about_challenges(
            by=request.actor, round_=shown, now=timezone.now(), **form.cleaned_data
        ),
        then=then,
        back=back,
        way=_way(request, shown),
    )


def _replies(request: NetworkRequest, pk: int) -> tuple[ChallengeRound, ListState, Any]:
    shown = _load(request, pk)
    request.actor.must(policy.keep, on=shown)
    state = ListState.read(request, sorts=queries.SORTS, filters=queries.FILTERS)
    return shown, state, queries.replies(request.actor, shown, state)


def replies(request: NetworkRequest, pk: int) -> HttpResponse:
    """Who was asked and who has answered, never what."""
    shown, state, found = _replies(request, pk)
    page = state.paginate(found)
    table = Table(
        key="replies",
        caption=_("Who has answered"),
        columns=(
            Column(_("Member"), "member"),
            Column(_("Contact")),
            Column(_("Asked on")),
            Column(_("Answered on"), "answered"),
            Column(_("Link"), is_label_hidden=True),
        ),
        rows=page.object_list,
        page=page,
        state=state,
        search_label=_("Search members"),
        filters=(
            Filter(
                "state",
                _("State"),
                [("", _("all")), ("answered", _("answered")), ("waiting", _("not answered yet"))],
                state.filters["state"],
            ),
        ),
        export_url=at(request, "challenge_replies_export", pk),
    )
    context = {"round": shown, "table": table, "way": _way(request, shown)}
    return render(request, "evaluation/challenge_replies.html", context)


def replies_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    _shown, _state, found = _replies(request, pk)
    return spreadsheet(
        _("Who has answered"),
        [_("Member"), _("Contact"), _("E-mail address"), _("Asked on"), _("Reminded"), _("Answered on"), _("Who answered")],
        (
            [
                each.member.organisation.name, each.contact_name, each.contact_email, thai_datetime(each.asked_at),
                thai_datetime(each.reminded_at), thai_datetime(each.answered_at), each.answered_by,
            ]
            for each in found
        ),
    )  # fmt: skip


def link(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The personal link of one member: to be copied, or shown as a QR code. It is made on POST."""
    shown = _load(request, pk)
    request.actor.must(policy.keep, on=shown)
    found = ChallengeReply.objects.for_actor(request.actor).filter(round=shown)
    reply = get_object_or_404(found.select_related("member__organisation", "round"), pk=part)
    address = ""
    if request.method == "POST":
        address = actions.challenge_link(by=request.actor, reply=reply, now=timezone.now())
    context = {"reply": reply, "round": shown, "address": address, "way": _way(request, shown)}
    return render(request, "evaluation/challenge_link.html", context)


def answer(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """A representative answers for the own institution."""
    reply = get_object_or_404(queries.own_replies(request.actor).filter(round=pk), pk=part)
    request.actor.must(policy.answer, on=reply)
    return _answer(request, reply, "evaluation/answer_challenges.html", at(request, "challenge_round", pk))


@never_cache
@by_link(policy.CHALLENGES)
def by_member(request: LinkRequest) -> HttpResponse:
    """The page of a member, by its personal link."""
    found = ChallengeReply.objects.for_actor(request.actor).select_related("round", "member__organisation")
    reply = get_object_or_404(found, pk=request.link.subject_id)
    return _answer(request, reply, "evaluation/public_challenges.html", request.path)


def _answer(request: NetworkRequest, reply: ChallengeReply, template: str, then: str) -> HttpResponse:
    form = bind(
        MarksForm,
        request,
        questions=questions(),
        said=queries.marks_of(reply),
        initial={"name": reply.answered_by or request.actor.label, "version": actions.seen_as(reply)},
    )
    return respond(
        request,
        form,
        act=lambda form: actions.answer_challenges(
            by=request.actor,
            reply=reply,
            marks={code: actions.Mark(**said) for code, said in form.marks().items()},
            name=form.cleaned_data["name"],
            now=timezone.now(),
            version=form.cleaned_data["version"],
        ),
        then=lambda _reply: then,
        template=template,
        context={
            "reply": reply,
            "parts": list(form.parts()),
            "questions": questions(),
            "back": then,
            "way": _way(request, reply.round) if request.actor.is_signed_in else (),
        },
        success=_("Thank you. Your answer has arrived."),
    )


def take(request: NetworkRequest, pk: int, challenge: str) -> HttpResponse:
    """Takes a strategy or a sub-action over as an action; ``?strategy=`` names it."""
    shown = _load(request, pk)
    request.actor.must(policy.take_over, on=shown)
    asked = questions().challenge(challenge)
    if asked is None:
        raise Http404
    here = at(request, "challenge_round", pk)
    return form_page(
        request,
        bind(
            TakeOverForm,
            request,
            offered=offers(request.actor).by_challenge.get(challenge, []),
            initial={"strategy": request.GET.get("strategy", "")},
        ),
        title=_("Make an action of it"),
        subtitle=f"{asked.code} {asked.name}",
        said=_(
            "Which strategy answers which challenge is our own matching. The study that the challenges are from does not say"
            " it; each network may change it."
        ),
        act=lambda form: actions.take_over_strategy(
            by=request.actor, round_=shown, challenge=challenge, **form.cleaned_data
        ),
        then=lambda _step: here,
        back=here,
        way=_way(request, shown),
    )


def export(request: NetworkRequest, pk: int) -> HttpResponse:
    """What came of a closed round as a workbook; single marks stand in it only where answers are shown by name."""
    shown = _load(request, pk)
    request.actor.must(policy.see_results, on=shown)
    page = queries.page_of(request.actor, shown)
    rows: list[list[Any]] = [
        [
            line.rank, line.challenge.code, line.challenge.name, "", line.result.count, line.result.shown_now,
            line.result.shown_ideal, line.result.shown_priority, "\n".join(each.words for each in line.sayings),
        ]
        for line in page.lines
    ]  # fmt: skip
    rows += [
        [
            None,
            mark.challenge,
            "",
            mark.reply.member.organisation.name,
            None,
            mark.now,
            mark.ideal,
            None,
            mark.words,
        ]
        for mark in queries.single_marks(shown)
    ]
    heads = [
        pgettext("rank", "Place"), _("Code"), _("Challenge"), _("Member"), pgettext("challenge", "Answers"), _("Now"), _("As it should be"),
        _("Priority (PNImodified)"), _("In their own words"),
    ]  # fmt: skip
    return spreadsheet(shown.title, heads, rows)
