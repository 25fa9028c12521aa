"""What is left of a project 6, 12 and 24 months after its end: said by its keeper, and by partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samphan.engagement.actions import follow_ups as actions
from samphan.engagement.forms.certificates import AskPartnerForm
from samphan.engagement.policy import change as policy
from samphan.engagement.queries.follow_ups import moments_of
from samphan.engagement.views.shared import address, load, page, partners_to_ask, way
from samphan.kit.editing import attempt, bind
from samphan.kit.errors import Problem
from samphan.kit.formats import thai_date
from samphan.projects.actions.follow_ups import open_until

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def follow_up(request: NetworkRequest, pk: int) -> HttpResponse:
    """The days on which it is asked, with what each side said."""
    project = load(request, pk)
    today = timezone.localdate()
    may_write = request.actor.may(policy.prove, on=project)
    context = {
        "moments": moments_of(request.actor, project, today=today),
        "may_write": may_write,
        "today": today,
        "plan_url": reverse("projects:follow_up_plan", args=[request.network.slug, "project", project.pk]),
    }
    return page(request, project, "engagement/follow_up.html", context)


def ask_partner(request: NetworkRequest, pk: int) -> HttpResponse:
    """Asks which partner is asked at which of the days; then the link is shown, to be sent or scanned."""
    project = load(request, pk)
    request.actor.must(policy.prove, on=project)
    moments = moments_of(request.actor, project, today=timezone.localdate())
    form = bind(
        AskPartnerForm,
        request,
        partners=partners_to_ask(request, project),
        days=[(each.on, thai_date(each.on)) for each in moments],
        initial={"due_on": next((each.on.isoformat() for each in moments if each.is_due), "")},
    )
    context = {
        "form": form,
        "title": _("Ask a partner"),
        "subtitle": project.title,
        "way": way(request, project, _("Follow-up"), "follow_up"),
        "back": address(request, "follow_up", pk),
        "label": _("Make the link"),
        "said": _("“Cannot say” is an answer too. What is asked of a partner is counted with it."),
    }
    if request.method != "POST":
        return render(request, "kit/form_page.html", context)
    if form.is_valid():
        now = timezone.now()
        try:
            with attempt():
                link, is_mailed = actions.ask_partner(
                    by=request.actor, project=project, now=now, **form.cleaned_data
                )
        except Problem as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
        else:
            asked = {
                "link": link,
                "is_mailed": is_mailed,
                "until": timezone.localdate(open_until(form.cleaned_data["due_on"], now)),
                "partner": form.cleaned_data["partner"],
                "project": project,
                "way": context["way"],
                "back": context["back"],
            }
            return render(request, "engagement/asked.html", asked)
    return render(request, "kit/form_page.html", context, status=422)
