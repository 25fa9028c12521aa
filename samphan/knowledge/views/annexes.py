"""Annexes of a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samphan.engagement.models import Evidence, UseCertificate
from samphan.kit.asking import Upload
from samphan.kit.editing import bind
from samphan.kit.pages import form_page, run_act
from samphan.kit.thai.sortkey import sort_key
from samphan.knowledge import policy
from samphan.knowledge.actions import dossier as actions
from samphan.knowledge.forms.dossier import AnnexForm
from samphan.knowledge.models import DossierAnnex
from samphan.knowledge.queries.rules import rules_of
from samphan.knowledge.views.dossiers import address, load, way_to
from samphan.tenancy import files

if TYPE_CHECKING:
    from django.http import HttpResponse

    from samphan.kit.http import NetworkRequest
    from samphan.knowledge.models import Dossier

EVIDENCE, CERTIFICATE = "evidence", "certificate"


def add(request: NetworkRequest, pk: int) -> HttpResponse:
    """Add one annex from the records or a file of one's own."""
    shown = load(request, pk)
    request.actor.must(policy.write, on=shown)
    kinds = [(each.code, str(each.title)) for each in rules_of(shown.pack).annexes]
    evidence, certificates = _offered(request, shown)
    sources = [(f"{EVIDENCE}-{each.pk}", each.title) for each in evidence.values()]
    sources += [
        (f"{CERTIFICATE}-{each.pk}", _("Certificate of use: %(name)s") % {"name": each.partner.called})
        for each in certificates.values()
    ]

    def act(form: AnnexForm) -> DossierAnnex:
        kind, _dash, number = form.cleaned_data["source"].partition("-")
        key = int(number) if number else 0
        sent = form.cleaned_data["upload"]
        return actions.add_annex(
            by=request.actor,
            dossier=shown,
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            evidence=evidence.get(key) if kind == EVIDENCE else None,
            certificate=certificates.get(key) if kind == CERTIFICATE else None,
            upload=Upload(sent.name, sent.read(files.MAX_SIZE + 1)) if sent else None,
        )

    here = address(request, "dossier", pk)
    return form_page(
        request,
        bind(AnnexForm, request, kinds=kinds, sources=sources),
        title=_("Add an annex"),
        subtitle=shown.title,
        act=act,
        then=lambda _annex: f"{here}#annexes",
        back=here,
        way=way_to(request, shown),
    )


def _offered(
    request: NetworkRequest, dossier: Dossier
) -> tuple[dict[int, Evidence], dict[int, UseCertificate]]:
    projects = dossier.projects.values("project")
    evidence = Evidence.objects.for_actor(request.actor).filter(
        project__in=projects, withdrawn_at__isnull=True
    )
    certificates = UseCertificate.objects.for_actor(request.actor).filter(project__in=projects)
    taken = dossier.annexes
    evidence = evidence.exclude(pk__in=taken.filter(evidence__isnull=False).values("evidence"))
    certificates = certificates.exclude(pk__in=taken.filter(certificate__isnull=False).values("certificate"))
    return (
        {each.pk: each for each in sorted(evidence.order_by("id"), key=lambda each: sort_key(each.title))},
        {each.pk: each for each in certificates.select_related("partner__organisation").order_by("id")},
    )


@require_POST
def remove(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """Take an annex out."""
    shown = load(request, pk)
    annex = get_object_or_404(DossierAnnex.objects.for_actor(request.actor), dossier=shown, pk=part)
    return run_act(
        request,
        lambda: actions.remove_annex(by=request.actor, annex=annex),
        f"{address(request, 'dossier', pk)}#annexes",
    )


def download(request: NetworkRequest, pk: int, part: int) -> HttpResponse:
    """The file of an annex that the holder brought."""
    shown = load(request, pk)
    found = DossierAnnex.objects.for_actor(request.actor).select_related("file")
    return files.served(get_object_or_404(found, dossier=shown, pk=part).file)
