"""Participation, benefits and costs, words and pictures: what each side says, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from samphan.engagement import policy
from samphan.engagement.actions import taking_part as actions
from samphan.engagement.actions import words as words_actions
from samphan.engagement.actions.words import Photo
from samphan.engagement.forms.sides import BenefitForm, RatingForm, TheirRatingForm, TheirWordsForm
from samphan.engagement.models import Benefit, Consent, PartnerWords, Voice
from samphan.engagement.queries import taking_part as queries
from samphan.engagement.views.pictures import picture_response
from samphan.engagement.views.shared import address, load
from samphan.engagement.views.sides import load_partner, plain_table, tab, way_to
from samphan.kit.components import Column
from samphan.kit.editing import bind
from samphan.kit.pages import form_page, run_act
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def participation(request: NetworkRequest, pk: int) -> HttpResponse:
    """Five stages by partner, both voices and their signed difference; not of the unit that leads, which is a voice itself."""
    project = load(request, pk)
    partners = queries.partners_of(request.actor, project)
    columns = (
        Column(pgettext("participation", "Stage")),
        Column(pgettext("voice", "University")),
        Column(pgettext("voice", "Partner")),
        Column(_("Difference"), kind="number"),
    )
    shown, silent = queries.listed(queries.stages_of(partners))
    rows = [
        (each, plain_table(f"stages-{each.partner.pk}", each.partner.called, columns, each.stages))
        for each in shown
    ]
    return tab(request, project, "engagement/participation.html", {"partners": rows, "silent": silent})


def rate(request: NetworkRequest, pk: int, part: int, voice: str) -> HttpResponse:
    """Rate how strongly a partner took part: as the university sees it, or as the partner said to somebody."""
    if voice not in Voice.values:
        raise Http404
    partner = load_partner(request, pk, part)
    request.actor.must(policy.speak, on=partner)
    form_class = RatingForm if voice == Voice.UNIVERSITY else TheirRatingForm
    here = address(request, "participation", pk)

    def act(form: RatingForm) -> object:
        said = form.cleaned_data
        return actions.rate_stages(
            by=request.actor,
            partner=partner,
            ratings=form.ratings(),
            voice=voice,
            now=timezone.now(),
            channel=said.get("channel", ""),
            said_by=said.get("said_by", ""),
        )

    return form_page(
        request,
        bind(form_class, request, before=queries.chosen_stages(partner, voice)),
        title=_("As the university sees it") if voice == Voice.UNIVERSITY else _("As the partner said it"),
        subtitle=partner.called,
        act=act,
        then=lambda _added: here,
        back=here,
        way=way_to(request, partner.project, _("Participation"), "participation"),
        said=_("Ratings are added, never changed: what was said before stays readable."),
    )


def benefits(request: NetworkRequest, pk: int) -> HttpResponse:
    """The ledger of benefits and costs by partner, both voices."""
    project = load(request, pk)
    partners = queries.partners_of(request.actor, project)
    columns = (
        Column(pgettext("ledger", "Benefit or cost")),
        Column(pgettext("voice", "University")),
        Column(pgettext("voice", "Partner")),
    )
    shown, silent = queries.listed(queries.ledgers_of(partners))
    rows = [
        (each, plain_table(f"ledger-{each.partner.pk}", each.partner.called, columns, each.columns))
        for each in shown
    ]
    return tab(request, project, "engagement/benefits.html", {"ledgers": rows, "silent": silent})


def benefit_new(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """State a benefit or a cost."""
    partner = load_partner(request, pk, part)
    request.actor.must(policy.speak, on=partner)
    here = address(request, "benefits", pk)
    return form_page(
        request,
        bind(BenefitForm, request, initial={"voice": Voice.UNIVERSITY}),
        title=_("Benefit or cost"),
        subtitle=partner.called,
        act=lambda form: actions.add_benefit(
            by=request.actor, partner=partner, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _benefit: here,
        back=here,
        way=way_to(request, partner.project, _("Benefits and costs"), "benefits"),
    )


@require_POST
def benefit_back(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Take back a benefit or a cost."""
    rows = Benefit.objects.for_actor(request.actor)
    found = get_object_or_404(rows, project=load(request, pk), pk=part)
    return run_act(
        request,
        lambda: actions.withdraw_benefit(by=request.actor, benefit=found, now=timezone.now()),
        address(request, "benefits", pk),
        _("Taken back."),
    )


def words(request: NetworkRequest, pk: int) -> HttpResponse:
    """What partners said in words and pictures."""
    project = load(request, pk)
    partners = queries.partners_of(request.actor, project)
    context = {
        "partners": [each for each in partners if not each.is_own_lead],
        "said": queries.words_of(partners),
    }
    return tab(request, project, "engagement/words.html", context)


def words_new(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Write down words of a partner, or bring its photograph."""
    partner = load_partner(request, pk, part)
    request.actor.must(policy.speak, on=partner)
    here = address(request, "words", pk)

    def act(form: TheirWordsForm) -> object:
        said: dict[str, Any] = dict(form.cleaned_data)
        sent = said.pop("photo")
        said["photo"] = Photo(sent.name, sent.read(files.MAX_SIZE + 1)) if sent else None
        said["consent"] = said["consent"] or Consent.MISSING
        return words_actions.add_words(by=request.actor, partner=partner, now=timezone.now(), **said)

    return form_page(
        request,
        bind(TheirWordsForm, request),
        title=_("Words of a partner"),
        subtitle=partner.called,
        act=act,
        then=lambda _words: here,
        back=here,
        way=way_to(request, partner.project, _("Words and pictures"), "words"),
    )


@require_POST
def words_back(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Take back words or a photograph, as the partner or somebody shown wishes."""
    rows = PartnerWords.objects.for_actor(request.actor)
    found = get_object_or_404(rows, project=load(request, pk), pk=part)
    return run_act(
        request,
        lambda: words_actions.withdraw_words(by=request.actor, words=found, now=timezone.now()),
        address(request, "words", pk),
        _("Taken back. Nobody is shown it any more."),
    )


def photo(request: NetworkRequest, pk: int, part: int, size: str) -> HttpResponse:
    """A photograph of a partner, for whoever may see the project: ``small`` or ``large``."""
    rows = PartnerWords.objects.for_actor(request.actor).filter(
        photo__isnull=False, withdrawn_at__isnull=True
    )
    found = get_object_or_404(rows.select_related("photo"), project=load(request, pk), pk=part)
    return picture_response(found, size="small" if size == "small" else "large")
