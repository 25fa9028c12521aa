"""The partner's own page, by personal link: one thing a step, saved at once, without a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.engagement import policy
from samphan.engagement.actions import claims, taking_part, words
from samphan.engagement.actions.claims import Said
from samphan.engagement.actions.words import Photo
from samphan.engagement.forms.partner import (
    MEANS,
    AnswerForm,
    GainForm,
    NameForm,
    OwnWordsForm,
    StageForm,
)
from samphan.engagement.models import Benefit, Consent, PartnerWords, Stage, Voice
from samphan.engagement.queries.asks import last_ask
from samphan.engagement.queries.papers import papers_of
from samphan.engagement.queries.plain_words import STAGE_QUESTIONS, STRENGTHS
from samphan.engagement.queries.sides import says
from samphan.engagement.queries.steps import way_of
from samphan.engagement.views.pictures import picture_response
from samphan.kit.editing import bind, respond
from samphan.kit.http import by_link
from samphan.kit.pages import run_act
from samphan.projects.models import PartnerSide, ProjectPartner
from samphan.tenancy import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from samphan.engagement.queries.sides import PartnerSays
    from samphan.engagement.queries.steps import Step, Way
    from samphan.kit.http import LinkRequest

NAME_COOKIE: Final = "samphan_speaker"
NAME_SECONDS: Final = 4 * 60 * 60
"""How long the name holds: a visit, not longer, since a telephone is lent and a link is passed on."""
ONWARD: Final = "onward"
"""The button of who has nothing more to add to a list."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A partner that came by its link: what is claimed, the steps, and who speaks this time."""

    request: LinkRequest
    token: str
    said: PartnerSays
    way: Way
    name: str

    @property
    def partner(self) -> ProjectPartner:
        return self.said.partner

    def address(self, page: str, *args: object) -> str:
        """An address below the partner's link."""
        return reverse(f"engagement_public:{page}", args=[self.request.network.slug, self.token, *args])

    def url_of(self, step: Step | None) -> str:
        """Where a step stands; after the last one comes the summary."""
        if step is None:
            return self.address("partner_summary")
        return self.address(f"partner_{step.page}", *filter(None, [step.argument]))

    def context(self, page: str = "", argument: str = "") -> dict[str, Any]:
        """What every page of the way shows."""
        place = self.way.place(page, argument)
        return {
            "visit": self,
            "partner": self.partner,
            "project": self.partner.project,
            "said": self.said,
            "way": self.way,
            "name": self.name,
            "place": place,
            "places": len(self.way.steps),
            "next_url": self.url_of(self.way.after(page, argument)) if place else "",
            "start_url": self.address("partner"),
            "summary_url": self.address("partner_summary"),
            "became_url": self.address("partner_became"),
            "steps": [(each, self.url_of(each)) for each in self.way.steps],
        }


def visit_of(request: LinkRequest) -> Visit:
    """Load the partner of the link, and the name that was given on this visit."""
    rows = ProjectPartner.objects.for_actor(request.actor).select_related("project", "organisation")
    partner = get_object_or_404(rows)
    match: Any = request.resolver_match
    token = str(match.captured_kwargs["token"])  # the middleware takes it out of what the view is given
    said = says(partner)
    return Visit(request, token, said, way_of(said), _known_name(request))


def _salt(request: LinkRequest) -> str:
    return f"{NAME_COOKIE}.{request.link.id}"


def _known_name(request: LinkRequest) -> str:
    try:
        kept = signing.loads(request.COOKIES.get(NAME_COOKIE, ""), salt=_salt(request), max_age=NAME_SECONDS)
    except signing.BadSignature:
        return ""
    return str(kept)


def _remember(visit: Visit, response: HttpResponse, name: str) -> HttpResponse:
    """Keep the name for the rest of this visit, for this link alone."""
    if name:
        response.set_cookie(
            NAME_COOKIE,
            signing.dumps(name, salt=_salt(visit.request)),
            max_age=NAME_SECONDS,
            path=visit.address("partner"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _step[F: NameForm](
    visit: Visit,
    form: Any,
    template: str,
    act: Callable[[Any], object],
    context: dict[str, Any],
    *,
    then: str,
    success: str = "",
) -> HttpResponse:
    """One step: shown, or saved and on to the next. The name that was given holds for the visit.

    Who is done with a list (``ONWARD``) goes on to the next step; what was typed and not saved yet is saved first.
    """
    if ONWARD in visit.request.POST:
        then = context["next_url"]
        if set(form.changed_data) <= {"said_by"}:
            return HttpResponseRedirect(then)
    response = respond(
        visit.request,
        form,
        act=act,
        then=lambda _kept: then,
        template=template,
        context=context,
        success=success or _("Saved. Thank you."),
    )
    saved = response.status_code == 302
    return _remember(visit, response, form.cleaned_data["said_by"]) if saved else response


@never_cache
@by_link(policy.PARTNER)
def start(request: LinkRequest) -> HttpResponse:
    """Who asks and why, what happens with the answers, and who speaks."""
    visit = visit_of(request)
    form = bind(NameForm, request, initial={"said_by": visit.name})
    if request.method == "POST" and form.is_valid():
        response = HttpResponseRedirect(visit.url_of(visit.way.first_open))
        return _remember(visit, response, form.cleaned_data["said_by"])
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "asked": last_ask(visit.partner), **visit.context()}
    return render(request, "engagement/partner/start.html", context, status=status)


@never_cache
@by_link(policy.PARTNER)
def claim(request: LinkRequest, key: str) -> HttpResponse:
    """One claim: true, nearly, not true, or not known."""
    visit = visit_of(request)
    line = visit.said.line(key)
    if line is None:
        raise Http404
    initial = {"fingerprint": line.claim.fingerprint}
    if line.answer and not line.is_open:
        initial |= {"verdict": line.answer.verdict, "words": line.answer.words}
    form = bind(AnswerForm, request, initial=initial, said_by=visit.name)

    def act(form: AnswerForm) -> object:
        said = form.cleaned_data
        answer = Said(key, said["fingerprint"], said["verdict"], said["words"])
        return claims.answer_claims(
            by=request.actor,
            partner=visit.partner,
            answers=[answer],
            now=timezone.now(),
            said_by=said["said_by"],
        )

    context = visit.context("claim", key)
    response = _step(
        visit,
        form,
        "engagement/partner/claim.html",
        act,
        {**context, "line": line},
        then=context["next_url"],
    )
    if response.status_code == 422 and not form.meant(line.claim.fingerprint):
        # The claim is shown as it is now, and the next answer is to that.
        shown = {"form": form, "line": line, **context}
        return render(request, "engagement/partner/claim.html", shown, status=422)
    return response


@never_cache
@by_link(policy.PARTNER)
def gains(request: LinkRequest) -> HttpResponse:
    """What it brought and what it cost, in the partner's own view: a list, and a form for one more."""
    visit = visit_of(request)

    def act(form: GainForm) -> object:
        said = form.cleaned_data
        kind, state = MEANS[said["what"]]
        return taking_part.add_benefit(
            by=request.actor,
            partner=visit.partner,
            kind=kind,
            state=state,
            words=said["words"],
            voice=Voice.PARTNER,
            now=timezone.now(),
            said_by=said["said_by"],
        )

    return _step(
        visit,
        bind(GainForm, request, said_by=visit.name),
        "engagement/partner/gains.html",
        act,
        {
            **visit.context("gains"),
            "own": [(each, visit.address("partner_gain_back", each.pk)) for each in visit.way.gains],
        },
        then=visit.address("partner_gains"),
        success=_("Saved. Is there anything else? If not, go on."),
    )


@require_POST
@by_link(policy.PARTNER)
def gain_back(request: LinkRequest, pk: int) -> HttpResponse:
    """Take back one of one's own benefits or costs."""
    visit = visit_of(request)
    own = get_object_or_404(Benefit.objects.filter(partner=visit.partner, voice=Voice.PARTNER), pk=pk)
    return run_act(
        request,
        lambda: taking_part.withdraw_benefit(by=request.actor, benefit=own, now=timezone.now()),
        visit.address("partner_gains"),
        _("Taken back."),
    )


@never_cache
@by_link(policy.PARTNER)
def stage(request: LinkRequest, code: str) -> HttpResponse:
    """How strongly the partner took part in one of the five stages."""
    if code not in Stage.values:
        raise Http404
    visit = visit_of(request)
    before = visit.way.stages.get(code)
    initial = {"intensity": before.intensity, "note": before.note} if before else {}

    def act(form: StageForm) -> object:
        said = form.cleaned_data
        return taking_part.rate_stages(
            by=request.actor,
            partner=visit.partner,
            ratings={code: (said["intensity"], said["note"])},
            voice=Voice.PARTNER,
            now=timezone.now(),
            said_by=said["said_by"],
        )

    context = visit.context("stage", code)
    return _step(
        visit,
        bind(StageForm, request, initial=initial, said_by=visit.name),
        "engagement/partner/stage.html",
        act,
        {
            **context,
            "question": STAGE_QUESTIONS[code],
            "stage_number": Stage.values.index(code) + 1,
            "stages": len(Stage),
        },
        then=context["next_url"],
    )


@never_cache
@by_link(policy.PARTNER)
def own_words(request: LinkRequest) -> HttpResponse:
    """The partner's own words and photographs, and what it added before."""
    visit = visit_of(request)

    def act(form: OwnWordsForm) -> object:
        said = form.cleaned_data
        sent = said["photo"]
        photo = Photo(sent.name, sent.read(files.MAX_SIZE + 1)) if sent else None
        return words.add_words(
            by=request.actor,
            partner=visit.partner,
            words=said["words"],
            photo=photo,
            # Nothing ticked is no word for the people shown: it stays unasked, and is shown to nobody outside.
            consent=said["consent"] or Consent.MISSING,
            may_publish=said["may_publish"],
            now=timezone.now(),
            said_by=said["said_by"],
        )

    own = [
        (each, visit.address("partner_words_back", each.pk), visit.address("partner_photo", each.pk))
        for each in visit.way.words
    ]
    return _step(
        visit,
        bind(OwnWordsForm, request, said_by=visit.name),
        "engagement/partner/words.html",
        act,
        {**visit.context("words"), "own": own},
        then=visit.address("partner_words"),
        success=_("Saved. Is there anything else? If not, go on."),
    )


@require_POST
@by_link(policy.PARTNER)
def words_back(request: LinkRequest, pk: int) -> HttpResponse:
    """Take back words or a photograph of one's own."""
    visit = visit_of(request)
    own = get_object_or_404(PartnerWords.objects.filter(partner=visit.partner), pk=pk)
    return run_act(
        request,
        lambda: words.withdraw_words(by=request.actor, words=own, now=timezone.now()),
        visit.address("partner_words"),
        _("Taken back. Nobody is shown it any more."),
    )


@by_link(policy.PARTNER)
def photo(request: LinkRequest, pk: int) -> HttpResponse:
    """One of the partner's own photographs, while it is not taken back."""
    partner = get_object_or_404(ProjectPartner.objects.for_actor(request.actor))
    own = PartnerWords.objects.filter(partner=partner, withdrawn_at__isnull=True, photo__isnull=False)
    return picture_response(get_object_or_404(own.select_related("photo"), pk=pk), size="small")


@never_cache
@by_link(policy.PARTNER)
def summary(request: LinkRequest) -> HttpResponse:
    """All that was said so far, each with the way back to change it."""
    visit = visit_of(request)
    lines = [(each, visit.address("partner_claim", each.claim.key)) for each in visit.said.lines]
    said = dict(STRENGTHS)
    rated = [
        (
            STAGE_QUESTIONS[stage],
            said[found.intensity] if (found := visit.way.stages.get(stage.value)) else "",
            visit.address("partner_stage", stage.value),
        )
        for stage in Stage
    ]
    context = {
        **visit.context(),
        "lines": lines,
        "rated": rated,
        "gains_url": visit.address("partner_gains"),
        "words_url": visit.address("partner_words"),
        "open_url": visit.url_of(visit.way.first_open) if visit.way.first_open else "",
    }
    return render(request, "engagement/partner/summary.html", context)


@never_cache
@by_link(policy.PARTNER)
def became(request: LinkRequest) -> HttpResponse:
    """What became of it: what the project did with the answers, papers to keep, the public page."""
    visit = visit_of(request)
    answered = [each for each in visit.said.lines if each.answer]
    former = visit.said.former
    papers = [
        (each, [(kind, visit.address("partner_paper", each.pk, kind)) for kind in ("pdf", "docx")])
        for each in papers_of(visit.partner)
    ]
    context = {
        **visit.context(),
        "answered": answered,
        "former": former,
        "papers": papers,
        "is_society": visit.partner.side == PartnerSide.SOCIETY,
    }
    return render(request, "engagement/partner/became.html", context)
