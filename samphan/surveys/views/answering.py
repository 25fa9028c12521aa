"""Answering by a link, without a sign-in: one page, then the thanks."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samphan.kit.asking import AskingForm, asked_before
from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Problem
from samphan.kit.http import by_link
from samphan.surveys import policy
from samphan.surveys.actions import answering as actions
from samphan.surveys.actions.forgetting import withdraw_consent
from samphan.surveys.models import AnswerValue
from samphan.surveys.queries.asking import asks, given, is_open
from samphan.surveys.queries.own import own_response, standing_consents, visit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import LinkRequest
    from samphan.surveys.models import Response, Survey
    from samphan.surveys.queries.own import Visit

SECRET: Final = "once"  # noqa: S105 - the name of the field that holds it
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{32}")
_KEPT: Final = 60 * 24 * 3600


@never_cache
@by_link(policy.ANSWER)
def answer(request: LinkRequest) -> HttpResponse:
    """The questions; answered before, they hold what was answered."""
    found = _visit(request)
    now = timezone.now()
    secret = _secret(request, found.survey)
    response = own_response(found, key=actions.key_of(secret))
    if request.method != "POST" and not is_open(found.survey, now=now):
        context = {"survey": found.survey, "consents": standing_consents(response), "now": now}
        return render(request, "surveys/closed.html", context)
    if request.method != "POST" and found.is_used and response is None:
        return render(request, "surveys/used.html", {"survey": found.survey})
    form = bind(
        AskingForm,
        request,
        asks=asks(found.survey, also=asked_before(request.POST)),
        initial=given(response),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _answer(request, found, form, secret):
            done = HttpResponseRedirect(f"{request.path}thanks/")
            _remember(done, request, found.survey, secret)
            return done
    context = {
        "survey": found.survey,
        "recipient": found.recipient,
        "form": form,
        "secret": secret,
        "response": response,
    }
    return render(request, "surveys/answer.html", context, status=status)


def _answer(request: LinkRequest, found: Visit, form: AskingForm, secret: str) -> bool:
    """The one action; a problem goes beside its field."""
    try:
        with attempt():
            actions.answer(
                by=request.actor,
                survey=found.survey,
                recipient=found.recipient,
                values=form.answers(),
                secret="" if _is_known_by_link(found) else secret,
                now=timezone.now(),
            )
    except Problem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
        return False
    return True


@never_cache
@by_link(policy.ANSWER)
def thanks(request: LinkRequest) -> HttpResponse:
    """The thanks, and what can still be done."""
    found = _visit(request)
    response = own_response(found, key=actions.key_of(_secret(request, found.survey)))
    context = {
        "survey": found.survey,
        "is_open": is_open(found.survey, now=timezone.now()),
        "may_change": response is not None,
        "is_for_all": found.recipient is None,
        "back": request.path.removesuffix("thanks/"),
        "only_here": not _is_known_by_link(found),
    }
    return render(request, "surveys/thanks.html", context)


@require_POST
@by_link(policy.ANSWER)
def withdraw(request: LinkRequest, pk: int) -> HttpResponse:
    """Take a consent back, also when the survey is closed."""
    found = _visit(request)
    response: Response | None = own_response(found, key=actions.key_of(_secret(request, found.survey)))
    value = get_object_or_404(
        AnswerValue.objects.select_related("response__survey"), pk=pk, response=response or 0
    )
    withdraw_consent(by=request.actor, value=value, now=timezone.now())
    messages.success(request, _("Your consent was taken back."))
    return HttpResponseRedirect(request.path.partition("consents/")[0])


def _visit(request: LinkRequest) -> Visit:
    found = visit(request.actor)
    if found is None:
        raise Http404
    return found


def _is_known_by_link(found: Visit) -> bool:
    """The personal link itself finds the response again; otherwise only the browser in which it was written does."""
    return found.recipient is not None and not found.survey.is_anonymous


def _cookie(survey: Survey) -> str:
    return f"samphan_answer_{survey.pk}"


def _secret(request: LinkRequest, survey: Survey) -> str:
    """What this browser is known by: posted with the form, kept from before, or new for somebody else."""
    kept = "" if "another" in request.GET else request.COOKIES.get(_cookie(survey), "")
    for shown in (request.POST.get(SECRET, ""), kept):
        if _SECRET.fullmatch(shown):
            return shown
    return secrets.token_urlsafe(24)


def _remember(done: HttpResponse, request: LinkRequest, survey: Survey, secret: str) -> None:
    done.set_cookie(
        _cookie(survey),
        secret,
        max_age=_KEPT,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
