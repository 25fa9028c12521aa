"""Projects and items of the roadmap as things that can be aligned with frameworks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from samphan.frameworks.queries import alignments
from samphan.projects import policy
from samphan.projects.models import Project, ProjectAlignment, RoadmapAlignment, RoadmapItem
from samphan.projects.policy.record import change_record
from samphan.projects.queries import findable
from samphan.tenancy.policy import holds

if TYPE_CHECKING:
    from samphan.kit.actor import Actor, Verdict

PROJECT: Final = "project"
ITEM: Final = "roadmap-item"


def align_project(actor: Actor, project: Project) -> Verdict:
    """Who may change the record, and who keeps the frameworks."""
    return change_record(actor, project) | holds(actor, "frameworks.manage", project.network_id)


def align_item(actor: Actor, item: RoadmapItem) -> Verdict:
    """Who keeps the roadmap, and who keeps the frameworks."""
    return policy.manage(actor, item) | holds(actor, "frameworks.manage", item.network_id)


def register() -> None:
    """Tell the registry of frameworks what this app keeps; called in ``apps.py``."""
    alignments.register(
        alignments.AlignedKind(
            code=PROJECT,
            label=_("Projects"),
            model=ProjectAlignment,
            field="project",
            things=Project.objects.for_actor,
            rule=align_project,
            page="projects:project_goals",
            hits=(findable.PROJECT,),
            icon="flask",
            order=10,
            remark=_(
                "Drafts of projects are counted here too, as far as you may see them;"
                " the coverage counts approved projects only."
            ),
        )
    )
    alignments.register(
        alignments.AlignedKind(
            code=ITEM,
            label=_("Roadmap items"),
            model=RoadmapAlignment,
            field="roadmap_item",
            things=RoadmapItem.objects.for_actor,
            rule=align_item,
            page="projects:item_goals",
            hits=(findable.ITEM,),
            icon="flag",
            order=20,
        )
    )
