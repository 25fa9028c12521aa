"""The university's pages about both sides: what partners confirm, how they are asked, what they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.engagement import policy
from samphan.engagement.actions import asks, claims, papers
from samphan.engagement.forms.sides import AskForm, PaperForm, RecordForm, ReplyForm
from samphan.engagement.models import OBJECTIONS, ClaimAnswer, PartnerPaper
from samphan.engagement.queries.asks import asks_of_project, burden_of
from samphan.engagement.queries.papers import answer_form, document_of
from samphan.engagement.queries.sides import confirmation_of, says
from samphan.engagement.views.papers import file_response
from samphan.engagement.views.shared import address, load
from samphan.kit.components import Column, Table
from samphan.kit.editing import bind
from samphan.kit.pages import form_page, run_act
from samphan.kit.workbook import spreadsheet
from samphan.projects.models import Project, ProjectPartner
from samphan.projects.queries.tabs import cockpit
from samphan.tenancy import links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.http import HttpResponse
    from django.utils.functional import _StrOrPromise

    from samphan.engagement.queries.sides import PartnerSays
    from samphan.kit.http import NetworkRequest

CONFIRMATIONS = "engagement:confirmations"


def load_partner(request: NetworkRequest, pk: int, part: int) -> ProjectPartner:
    """A partner of the project of an address."""
    rows = ProjectPartner.objects.for_actor(request.actor).select_related("project", "organisation")
    return get_object_or_404(rows, project_id=pk, pk=part)


def tab(
    request: NetworkRequest, project: Project, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """One tab of the project's page."""
    shown = {
        **cockpit(request, request.actor, project),
        "may_write": request.actor.may(policy.write, on=project),
        **context,
    }
    return render(request, template, shown, status=status)


def way_to(
    request: NetworkRequest, project: Project, label: _StrOrPromise, name: str
) -> list[tuple[_StrOrPromise, str]]:
    """The crumbs of a form below a tab."""
    overview = reverse("projects:project", args=[request.network.slug, project.pk])
    return [(project.title, overview), (label, address(request, name, project.pk))]


def confirmations(request: NetworkRequest, pk: int) -> HttpResponse:
    """What the record says of each partner, what the partner says to it, and what was asked of it."""
    project = load(request, pk)
    found = confirmation_of([project])[project.pk]
    asked: dict[int, list[Any]] = {}
    for each in asks_of_project(request.actor, [each.partner for each in found.partners]):
        asked.setdefault(each.partner_id, []).append(each)
    # Those whose word counts come first, the university's own units after them; the one that leads is no partner of itself.
    spoken_to = [each for each in found.partners if each.partner.pk in asked or not each.is_silent_lead]
    ordered = sorted(spoken_to, key=lambda each: not each.is_asked)
    context = {
        "confirmation": found,
        "partners": [(each, _statements(each), asked.get(each.partner.pk, [])) for each in ordered],
        "with_words": OBJECTIONS,
    }
    return tab(request, project, "engagement/confirmations.html", context)


def confirmations_export(request: NetworkRequest, pk: int) -> HttpResponse:
    """Every statement with its answers and replies, one line an answer, as a workbook."""
    project = load(request, pk)
    found = confirmation_of([project])[project.pk]
    heads = [
        _("Partner"),
        _("The project says"),
        _("State"),
        _("Answer"),
        _("In the partner's words"),
        _("Said by"),
        pgettext("words of a partner", "How it came"),
        _("Written down by"),
        _("Day"),
        pgettext("to a partner", "Reply"),
    ]
    told = (row for each in found.partners if not each.is_silent_lead for row in _told(each))
    return spreadsheet(_("Confirmations"), heads, told)


def _told(said: PartnerSays) -> Iterator[list[Any]]:
    for line in said.lines:
        latest: Sequence[ClaimAnswer | None] = line.answers or (None,)
        for answer in latest:
            yield [said.partner.called, line.claim.shown, str(line.status.label), *_answered(answer)]
    for answer in said.former:
        yield [said.partner.called, answer.shown, _("not stated any more"), *_answered(answer)]


def _answered(answer: ClaimAnswer | None) -> list[Any]:
    if answer is None:
        return [""] * 7
    replies = "\n".join(f"{each.get_kind_display()}: {each.words}" for each in answer.replies.all())
    who = [answer.said_by, str(answer.get_channel_display()), answer.recorded_by]
    return [str(answer.get_verdict_display()), answer.words, *who, timezone.localdate(answer.at), replies]


def _statements(said: PartnerSays) -> Table:
    """What the record says of one partner, with the answers."""
    columns = (Column(_("The project says")), Column(_("State")), Column(_("The partner says")))
    return plain_table(f"says-{said.partner.pk}", said.partner.called, columns, said.lines)


def plain_table(key: str, caption: str, columns: Sequence[Column], rows: Iterable[Any]) -> Table:
    """A short list inside a card."""
    return Table(key=key, caption=caption, columns=columns, rows=rows, is_plain=True)


def ask(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Ask a partner: note it, send or show its personal link. Says how often the community was asked lately."""
    partner = load_partner(request, pk, part)
    request.actor.must(policy.ask, on=partner)
    burden = burden_of(partner, timezone.localdate())
    form = bind(AskForm, request, email=partner.contact_email, is_heavy=burden.recent >= burden.limits.most)
    here = address(request, "confirmations", pk)
    said = _(
        "In the last %(days)s days this community was asked %(count)s times, in all projects together. More than %(most)s"
        " times is a lot; that is a default of this product."
    ) % {"days": burden.limits.days, "count": burden.recent, "most": burden.limits.most}
    return form_page(
        request,
        form,
        title=_("Ask a partner"),
        subtitle=partner.called,
        act=lambda form: asks.ask_partner(
            by=request.actor, partner=partner, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _asked: address(request, "partner_link", pk, part),
        back=here,
        way=way_to(request, partner.project, _("Confirmations"), "confirmations"),
        said=said,
        label=_("Ask"),
        success=_("Noted."),
    )


def link(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The personal link of a partner, to be sent, scanned, printed or read aloud; a mail is sent from the ask."""
    partner = load_partner(request, pk, part)
    request.actor.must(policy.ask, on=partner)
    now = timezone.now()
    found = links.open_links(policy.PARTNER, partner, now=now).first()
    shown = links.address(found, request.network.slug) if found else ""
    text = asks.invitation(request.actor, partner, shown)[1] if shown else ""
    context = {
        "partner": partner,
        "project": partner.project,
        "link": found,
        "address": shown,
        "text": text,
        "way": way_to(request, partner.project, _("Confirmations"), "confirmations"),
    }
    return render(request, "engagement/link.html", context)


@require_POST
def renew(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Let the old links open nothing any more, and make a new one."""
    partner = load_partner(request, pk, part)
    return run_act(
        request,
        lambda: asks.renew_link(by=request.actor, partner=partner, now=timezone.now()),
        address(request, "partner_link", pk, part),
        _("There is a new link; the old ones open nothing any more."),
    )


@require_POST
def revoke(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Let all links of a partner open nothing any more."""
    partner = load_partner(request, pk, part)
    return run_act(
        request,
        lambda: asks.revoke_links(by=request.actor, partner=partner, now=timezone.now()),
        address(request, "confirmations", pk),
        _("The links open nothing any more."),
    )


def record_answers(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Write down what a partner said, on one page in the order of the paper form."""
    partner = load_partner(request, pk, part)
    request.actor.must(policy.speak, on=partner)
    said = says(partner)
    here = address(request, "confirmations", pk)
    return form_page(
        request,
        bind(RecordForm, request, lines=said.lines),
        title=_("Write down answers"),
        subtitle=partner.called,
        act=lambda form: claims.answer_claims(
            by=request.actor,
            partner=partner,
            answers=form.answers(),
            channel=form.cleaned_data["channel"],
            said_by=form.cleaned_data["said_by"],
            now=timezone.now(),
        ),
        then=lambda _kept: here,
        back=here,
        way=way_to(request, partner.project, _("Confirmations"), "confirmations"),
        template="engagement/record.html",
    )


def reply(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Say what the project did about a correction or a dispute."""
    project = load(request, pk)
    rows = ClaimAnswer.objects.for_actor(request.actor).filter(verdict__in=OBJECTIONS)
    answer = get_object_or_404(
        rows.select_related("project", "partner__organisation", "partner__project"), project=project, pk=part
    )
    request.actor.must(policy.reply, on=answer)
    here = address(request, "confirmations", pk)
    return form_page(
        request,
        bind(ReplyForm, request),
        title=_("Reply to a partner"),
        subtitle=answer.partner.called,
        act=lambda form: claims.reply_to_answer(
            by=request.actor, answer=answer, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _reply: here,
        back=here,
        way=way_to(request, project, _("Confirmations"), "confirmations"),
        said=f"{answer.shown} – {answer.get_verdict_display()}: “{answer.words}”",
        label=pgettext("to a partner", "Reply"),
    )


def answer_paper(request: NetworkRequest, pk: int, part: int, kind: str) -> HttpResponse:
    """The form that a partner fills in by hand."""
    partner = load_partner(request, pk, part)
    request.actor.must(policy.ask, on=partner)
    document = answer_form(says(partner), issuer=request.network.name_th, created=timezone.now())
    return file_response(document, kind, f"partner-{partner.pk}")


def issue(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Issue a letter of thanks or a record of contribution."""
    partner = load_partner(request, pk, part)
    request.actor.must(policy.write, on=partner.project)
    return form_page(
        request,
        bind(PaperForm, request),
        title=_("A paper for a partner"),
        subtitle=partner.called,
        act=lambda form: papers.issue_paper(
            by=request.actor, partner=partner, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _paper: address(request, "partner_papers", pk),
        back=address(request, "partner_papers", pk),
        way=way_to(request, partner.project, pgettext("of partners", "Papers"), "partner_papers"),
        said=_(
            "What the partner has not confirmed is marked so on the paper. Once issued, a paper does not change."
        ),
        label=pgettext("paper", "Issue"),
    )


def paper_list(request: NetworkRequest, pk: int) -> HttpResponse:
    """The papers that were issued to partners, and for whom one can be issued."""
    project = load(request, pk)
    rows = PartnerPaper.objects.for_actor(request.actor).filter(project=project)
    issued = rows.select_related("project", "partner__organisation").order_by("-id")
    partners = ProjectPartner.objects.for_actor(request.actor).filter(project=project)
    context = {
        "papers": [(each, request.actor.may(policy.take_paper, on=each)) for each in issued],
        "partners": partners.select_related("organisation").order_by("order", "id"),
    }
    return tab(request, project, "engagement/papers.html", context)


def paper(request: NetworkRequest, pk: int, part: int, kind: str) -> HttpResponse:
    """An issued paper as a file."""
    rows = PartnerPaper.objects.for_actor(request.actor).select_related("project")
    found = get_object_or_404(rows, project=load(request, pk), pk=part)
    request.actor.must(policy.take_paper, on=found)
    return file_response(document_of(found), kind, f"{found.kind}-{found.number.replace('/', '-')}")
