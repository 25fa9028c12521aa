"""The page of a partner, by its personal link: one question a step, kept at once, sent at the end, without a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samphan.evaluation.actions import ratings as actions
from samphan.evaluation.forms.scoring import QuestionForm, SendForm
from samphan.evaluation.models import Rating
from samphan.evaluation.policy.ratings import RUBRIC
from samphan.evaluation.queries.ratings import answers_of
from samphan.evaluation.queries.rubric import project_rubric
from samphan.kit.editing import bind, respond
from samphan.kit.http import by_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samphan.evaluation.queries.ratings import Answer
    from samphan.evaluation.queries.rubric import Item, Rubric
    from samphan.kit.http import LinkRequest


@dataclass(frozen=True, slots=True)
class Visit:
    """A partner that came by its link: its rating, the questions, and what it said to them so far."""

    request: LinkRequest
    token: str
    rating: Rating
    rubric: Rubric
    answers: Mapping[str, Answer]

    def address(self, page: str, *args: object) -> str:
        """An address below the partner's link."""
        return reverse(f"evaluation_public:{page}", args=[self.request.network.slug, self.token, *args])

    def question(self, item: Item) -> str:
        """Where a question stands."""
        return self.address("rating_question", item.code)

    def open_from(self, place: int) -> str:
        """Where the first question without an answer stands, from a place on, counted from 0; after the last comes the review."""
        found = (each for each in self.rubric.items[place:] if each.code not in self.answers)
        item = next(found, None)
        return self.question(item) if item else self.address("rating_review")

    def context(self) -> dict[str, Any]:
        """What every page of the way shows."""
        return {
            "rating": self.rating,
            "project": self.rating.project,
            "partner": self.rating.partner,
            "rubric": self.rubric,
            "start_url": self.address("rating"),
            "summary_url": self.address("rating_review"),
            "go_on_url": self.open_from(0),
            "lines": [(each, self.answers.get(each.code), self.question(each)) for each in self.rubric.items],
            "places": len(self.rubric.items),
            "is_whole": all(each.code in self.answers for each in self.rubric.items),
        }


def visit_of(request: LinkRequest) -> Visit:
    """Load the rating of the link, and what was said in it."""
    found = Rating.objects.for_actor(request.actor).select_related(
        "project", "partner__organisation", "round"
    )
    rating = get_object_or_404(found, pk=request.link.subject_id)
    if rating.partner is None:
        raise Http404
    match: Any = request.resolver_match
    token = str(match.captured_kwargs["token"])  # the middleware takes it out of what the view is given
    return Visit(request, token, rating, project_rubric(), answers_of(rating))


@require_safe
@never_cache
@by_link(RUBRIC)
def start(request: LinkRequest) -> HttpResponse:
    """What is asked, what happens with it, and how far it is answered; of a closed round what was said."""
    return render(request, "evaluation/by_link/start.html", visit_of(request).context())


@never_cache
@by_link(RUBRIC)
def question(request: LinkRequest, code: str) -> HttpResponse:
    """One question: a level, and words to it. What is chosen is kept at once."""
    visit = visit_of(request)
    item = visit.rubric.item(code)
    if item is None:
        raise Http404
    if visit.rating.round.closed_on and request.method != "POST":
        return HttpResponseRedirect(visit.address("rating"))
    place = visit.rubric.items.index(item) + 1

    def act(form: QuestionForm) -> object:
        said = form.said()[code]
        told = actions.Told(said["score"], said["note"])
        return actions.keep_answer(by=request.actor, rating=visit.rating, item=code, told=told)

    after = visit.open_from(place)
    return respond(
        request,
        bind(QuestionForm, request, rubric=visit.rubric, said=visit.answers, item=item),
        act=act,
        then=lambda _kept: after,
        template="evaluation/by_link/question.html",
        context={
            **visit.context(),
            "item": item,
            "group": next(each for each in visit.rubric.groups if each.code == item.group),
            "place": place,
            "next_url": after,
            "back_url": visit.question(visit.rubric.items[place - 2]) if place > 1 else "",
        },
    )


@never_cache
@by_link(RUBRIC)
def review(request: LinkRequest) -> HttpResponse:
    """All answers, each with the way back to change it, and sending them."""
    visit = visit_of(request)
    if visit.rating.round.closed_on and request.method != "POST":
        return HttpResponseRedirect(visit.address("rating"))
    return respond(
        request,
        bind(SendForm, request),
        act=lambda form: actions.send_rating(
            by=request.actor, rating=visit.rating, now=timezone.now(), **form.cleaned_data
        ),
        then=lambda _sent: request.path,
        template="evaluation/by_link/review.html",
        context=visit.context(),
        success=_("Thank you. What you said has been sent."),
    )
