"""What the network sets out to do: roadmap, actions, possible projects, offers and needs."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProjectsConfig(AppConfig):
    name = "samphan.projects"
    label = "projects"

    def ready(self) -> None:
        """The panels behind the door to work, pages of personal links, reminders, and how things are found and named."""
        from samphan.comms.queries import calendar, segments
        from samphan.directory.actions import claim
        from samphan.governance.queries.agenda import register_arising
        from samphan.kit import due
        from samphan.kit.panels import Panel, register
        from samphan.networks.queries import gates
        from samphan.projects import policy
        from samphan.projects.actions.review import hand_over_records
        from samphan.projects.models import Project, ProjectPartner
        from samphan.projects.queries import (
            activity,
            agreements,
            alignments,
            dossier,
            findable,
            lineage,
            record_parts,
            tabs,
        )
        from samphan.projects.queries.acts import ACTS
        from samphan.projects.queries.calendar import entries
        from samphan.projects.queries.due import due_lines
        from samphan.projects.queries.gates import EVIDENCE
        from samphan.projects.queries.record_due import record_lines
        from samphan.projects.queries.resolutions import open_before
        from samphan.projects.queries.segments import action_segments, theme_segment
        from samphan.tenancy import acts, audit, links, search

        audit.shut("projects.project", Project.objects.for_actor, whole="projects.manage")
        audit.shut("projects.projectpartner", ProjectPartner.objects.for_actor, whole="projects.manage")
        for order, (label, url_name) in enumerate(
            (
                (_("Roadmap"), "projects:roadmaps"),
                (_("Actions"), "projects:actions"),
                (_("Projects"), "projects:projects"),
                (_("Possible projects"), "projects:possibles"),
                (_("Offers and needs"), "projects:listings"),
            ),
            start=2,
        ):
            register(Panel("networks.work", label, url_name, policy.enter, order=order * 10))
        register(
            Panel(
                "governance.meeting",
                _("Follow-up"),
                "projects:meeting_actions",
                policy.see_followed,
                order=45,
            )
        )
        register_arising("projects.actions", open_before)
        links.register(policy.INTEREST, "projects_public:interest")
        links.register(policy.FOLLOW_UP, "projects_public:follow_up")
        for kind, (label, page) in {
            findable.ITEM: (_("Roadmap items"), "projects:item"),
            findable.ACTION: (_("Actions"), "projects:action"),
            findable.POSSIBLE: (_("Possible projects"), "projects:possible"),
            findable.PROJECT: (_("Projects"), "projects:project"),
            findable.LISTING: (_("Offers and needs"), "projects:listing"),
        }.items():
            search.register(
                search.Kind(
                    kind,
                    label,
                    lambda slug, pk, page=page: reverse(page, args=[slug, pk]),  # type: ignore[misc]  # bound now, not when the loop is over
                    needs="projects.see",
                    rows=findable.rows_of(kind),
                )
            )
        claim.also(hand_over_records)
        acts.register(ACTS)
        gates.register(*EVIDENCE)
        segments.register(*action_segments(), theme_segment())
        lineage.register()
        activity.register()
        agreements.register()
        alignments.register()
        _goals()
        dossier.register()
        register(Panel(tabs.PAGE, _("Overview"), "projects:project", policy.see_record, order=10))
        register(Panel(tabs.PAGE, pgettext_lazy("project", "Record"), order=20, inside="projects.record"))
        register(
            Panel(
                "projects.record", _("Agreements"), "projects:project_agreements", policy.see_record, order=90
            )
        )
        record_parts.register()
        due.register("projects.work", due_lines)
        due.register("projects.records", record_lines)
        calendar.fill([calendar.NETWORK], "projects.projects", entries)
        for order, (label, url_name) in enumerate(
            (
                (_("Partners and people"), "projects:project_partners"),
                (_("Learning and research"), "projects:project_learning"),
                (_("Places and people served"), "projects:project_reach"),
                (pgettext_lazy("project", "Resources"), "projects:project_resources"),
            ),
            start=1,
        ):
            register(Panel("projects.record", label, url_name, policy.see_record, order=order * 10))


def _goals() -> None:
    """The tabs with which projects and items of the roadmap are aligned with frameworks."""
    from samphan.kit.panels import Panel, register
    from samphan.projects import policy

    register(
        Panel("projects.record", _("Goals and frameworks"), "projects:project_goals", policy.see, order=60)
    )
    register(Panel("projects.item", _("Overview"), "projects:item", policy.see, order=10))
    register(Panel("projects.item", _("Goals and frameworks"), "projects:item_goals", policy.see, order=20))
