"""Who did what in a project of a dossier: stated by the holder, signed by each through a personal link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.kit.editing import attempt, bind, respond
from samphan.kit.errors import Problem
from samphan.kit.http import by_link
from samphan.kit.pages import Sheet, write_sheet
from samphan.knowledge import policy
from samphan.knowledge.actions import contribution as actions
from samphan.knowledge.actions.contribution import Stated
from samphan.knowledge.forms.dossier import ContributionRowForm, SignForm
from samphan.knowledge.models import Contribution, Dossier, DossierProject
from samphan.knowledge.views.dossiers import address, load, way_to
from samphan.projects.models import Project, ProjectPerson

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import LinkRequest, NetworkRequest

TEMPLATE: Final = "knowledge/contribution_by_link.html"


def _chosen(request: NetworkRequest, dossier: Dossier, part: int) -> DossierProject:
    found = DossierProject.objects.for_actor(request.actor).select_related("project")
    read = Project.objects.for_actor(request.actor)  # a record that was closed tells not even its title
    return get_object_or_404(found, dossier=dossier, pk=part, project__in=read)


def contributions(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Write who did what; begins with the people of the project."""
    shown = load(request, pk)
    request.actor.must(policy.write, on=shown)
    chosen = _chosen(request, shown, part)
    rows = list(shown.contributions.filter(project=chosen.project).order_by("order", "id"))
    names = ("name", "position", "email", "work", "share", "is_holder")
    initial = [{name: getattr(each, name) for name in names} for each in rows]
    return write_sheet(
        request,
        Sheet(
            title=_("Who did what"),
            add_label=_("Add a person"),
            row=ContributionRowForm,
            initial=initial or _people(request, shown, chosen),
            version=shown.version,
            act=lambda found, version: actions.state_contributions(
                by=request.actor,
                dossier=shown,
                project=chosen.project,
                rows=[Stated(**row) for row in found],
                version=version,
                now=timezone.now(),
            ),
            back=address(request, "dossier", pk),
            way=way_to(request, shown),
            subtitle=chosen.project.title,
            help=_(
                "The shares make 100 %. Whoever signed before is asked again when anything here changes, since everybody signs the whole table."
            ),
        ),
    )


def _people(request: NetworkRequest, dossier: Dossier, chosen: DossierProject) -> list[dict[str, object]]:
    people = ProjectPerson.objects.for_actor(request.actor).filter(project=chosen.project)
    found = people.select_related("person", "organisation").order_by("order", "id")
    return [
        {
            "name": each.person.name_th if each.person else each.name,
            "position": each.organisation.name_th if each.organisation else "",
            "work": each.contribution,
            "share": each.share,
            "is_holder": each.person_id is not None and each.person_id == dossier.person_id,
        }
        for each in found
    ]


@require_POST
def ask(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Send the personal links, and show them for those without an address."""
    shown = load(request, pk)
    chosen = _chosen(request, shown, part)
    try:
        with attempt():
            found = actions.ask_signatures(
                by=request.actor, dossier=shown, project=chosen.project, now=timezone.now()
            )
    except Problem as problem:
        messages.error(request, str(problem.message))
        return HttpResponseRedirect(address(request, "dossier", pk))
    people = {each.pk: each for each in shown.contributions.filter(pk__in=found)}
    context = {
        "dossier": shown,
        "project": chosen.project,
        "asked": [(people[key], link) for key, link in found.items()],
        "way": way_to(request, shown),
    }
    return render(request, "knowledge/contribution_links.html", context)


@by_link(policy.CONTRIBUTION)
def sign(request: LinkRequest) -> HttpResponse:
    """Read the whole table, and sign it or say what is not right; of a closed dossier it is read alone."""
    found = Contribution.objects.for_actor(request.actor).select_related("dossier", "project")
    shown = get_object_or_404(found)
    table = Contribution.objects.filter(dossier=shown.dossier_id, project=shown.project_id)
    form = bind(
        SignForm,
        request,
        initial={"signed_name": shown.signed_name or shown.name, "seen": shown.fingerprint},
    )
    context = {"shown": shown, "rows": table.order_by("order", "id")}
    if shown.dossier.closed_at is not None:
        status = 422 if request.method == "POST" else 200
        return render(request, TEMPLATE, {**context, "closed": policy.CLOSED}, status=status)
    response = respond(
        request,
        form,
        act=lambda form: actions.answer_contribution(
            by=request.actor,
            contribution=shown,
            is_agreed=form.cleaned_data["answer"] == "yes",
            signed_name=form.cleaned_data["signed_name"],
            words=form.cleaned_data["words"],
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
        ),
        then=lambda _contribution: request.path,
        template=TEMPLATE,
        context=context,
        success=_("Thank you. Your answer was kept."),
    )
    if response.status_code == 422 and form.data.get("seen") != shown.fingerprint:
        # The table is shown as it is now, and the next answer is to that.
        form.read_again(shown.fingerprint)
        return render(request, TEMPLATE, {"form": form, **context}, status=422)
    return response
