"""Saying under which agreements a project stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samphan.agreements.policy import see as see_agreement
from samphan.kit.errors import Problem
from samphan.projects import policy
from samphan.projects.models import ProjectAgreement
from samphan.tenancy.audit import record

if TYPE_CHECKING:
    from samphan.agreements.models import Agreement
    from samphan.kit.actor import Actor
    from samphan.projects.models import Project


@transaction.atomic
def tie_agreement(*, by: Actor, project: Project, agreement: Agreement) -> ProjectAgreement:
    """The project stands under an agreement; the agreement's page tells of it from now on."""
    by.must(policy.write_record, on=project)
    by.must(see_agreement, on=agreement)
    if ProjectAgreement.objects.filter(project=project, agreement=agreement).exists():
        raise Problem(_("It stands under this agreement already."), field="agreement")
    tie = ProjectAgreement.objects.create(network_id=project.network_id, project=project, agreement=agreement)
    record(by, "tie_agreement", project, changes={"agreement": [None, agreement.title_th]})
    return tie


@transaction.atomic
def untie_agreement(*, by: Actor, tie: ProjectAgreement) -> None:
    """The project does not stand under the agreement."""
    by.must(policy.write_record, on=tie.project)
    record(by, "untie_agreement", tie.project, changes={"agreement": [tie.agreement.title_th, None]})
    tie.delete()
