"""Under which agreements a project stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST

from samphan.agreements.models import Agreement
from samphan.kit.editing import bind, respond
from samphan.kit.pages import run_act as act
from samphan.projects import policy
from samphan.projects.actions.agreement import tie_agreement, untie_agreement
from samphan.projects.forms.agreement import AgreementForm
from samphan.projects.models import Project
from samphan.projects.queries.agreements import ties_of
from samphan.projects.queries.tabs import cockpit
from samphan.projects.views.common import address, load

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest


def agreements(request: NetworkRequest, pk: int) -> HttpResponse:
    """The agreements of a project, and the form that adds one."""
    project = load(Project.objects.for_actor(request.actor), pk)
    ties = list(ties_of(request.actor, project))
    taken = [each.agreement_id for each in ties]
    others = Agreement.objects.for_actor(request.actor).exclude(pk__in=taken).order_by("sort_key", "id")
    may_manage = request.actor.may(policy.write_record, on=project)
    here = address(request, "project_agreements", pk)
    return respond(
        request,
        bind(AgreementForm, request, agreements=list(others) if may_manage else []),
        act=lambda form: tie_agreement(by=request.actor, project=project, **form.cleaned_data),
        then=lambda _tie: here,
        template="projects/agreements.html",
        context={
            **cockpit(request, request.actor, project),
            "ties": ties,
            "may_manage": may_manage,
        },
    )


@require_POST
def untie(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Takes an agreement off a project."""
    project = load(Project.objects.for_actor(request.actor), pk)
    tie = load(ties_of(request.actor, project), part)
    tie.project = project
    return act(
        request,
        lambda: untie_agreement(by=request.actor, tie=tie),
        address(request, "project_agreements", pk),
    )
