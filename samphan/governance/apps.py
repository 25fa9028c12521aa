"""Bodies, who sits in them and since when, meetings and what they decided."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "samphan.governance"
    label = "governance"

    def ready(self) -> None:
        """Doors to bodies and meetings, links for replies and ballots, how both are found, what gates find."""
        from samphan.governance.queries.gates import EVIDENCE
        from samphan.governance.queries.meeting_papers import files_named
        from samphan.networks.queries import gates
        from samphan.tenancy import keeping

        gates.register(*EVIDENCE)
        keeping.holds(files_named)
        _register_bodies()
        _register_meetings()


def _register_bodies() -> None:
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _
    from django.utils.translation import pgettext_lazy

    from samphan.comms.queries import segments
    from samphan.directory.queries import imports
    from samphan.governance.actions.imports_terms import ACTS as LIST_ACTS
    from samphan.governance.actions.imports_terms import TERMS
    from samphan.governance.policy import bodies as policy
    from samphan.governance.queries import bodies_findable as findable
    from samphan.governance.queries.bodies_acts import ACTS
    from samphan.governance.queries.bodies_sections import body_segments, people_on_behalf, seats_held
    from samphan.governance.queries.terms import due_lines
    from samphan.kit import due, panels, sections
    from samphan.tenancy import acts, search

    panels.register(panels.Panel("networks.door", _("Bodies"), "governance:bodies", policy.see, order=25))
    panels.register(
        panels.Panel(
            "governance.body", pgettext_lazy("body", "Members"), "governance:body", policy.see, order=10
        )
    )
    search.register(
        search.Kind(
            findable.BODY,
            _("Bodies"),
            lambda slug, pk: reverse("governance:body", args=[slug, pk]),
            rows=findable.all_body_rows,
        )
    )
    acts.register({**ACTS, **LIST_ACTS})
    imports.register(TERMS)
    segments.register(*body_segments())
    due.register("governance.terms", due_lines)
    sections.register(
        sections.Section(
            "directory.person", "governance.seats", _("Seats in bodies"), seats_held, "sitemap", 20
        )
    )
    sections.register(
        sections.Section(
            "directory.organisation",
            "governance.seats",
            _("People in bodies"),
            people_on_behalf,
            "sitemap",
            20,
        )
    )


def _register_meetings() -> None:
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _
    from django.utils.translation import pgettext_lazy

    from samphan.comms.queries import calendar
    from samphan.governance.policy import meetings as policy
    from samphan.governance.queries import meetings_findable as findable
    from samphan.governance.queries.meetings_acts import ACTS
    from samphan.governance.queries.meetings_calendar import BODY, CALENDAR, entries
    from samphan.governance.queries.meetings_due import meetings_due
    from samphan.governance.queries.meetings_sections import of_organisation, of_person
    from samphan.kit import due, panels, sections
    from samphan.tenancy import acts, links, search

    panels.register(
        panels.Panel("networks.door", _("Meetings"), "governance:meetings", policy.enter, order=27)
    )
    panels.register(
        panels.Panel("governance.body", _("Meetings"), "governance:body_meetings", policy.see, order=60)
    )
    for order, (label, url_name) in enumerate(
        (
            (_("Overview"), "governance:meeting"),
            (pgettext_lazy("meeting", "Agenda"), "governance:agenda"),
            (pgettext_lazy("meeting", "People"), "governance:attendees"),
            (_("Resolutions"), "governance:meeting_resolutions"),
            (_("Minutes"), "governance:minutes"),
            (_("Ballots"), "governance:ballots"),
            (pgettext_lazy("meeting", "Papers"), "governance:meeting_papers"),
        ),
        start=1,
    ):
        panels.register(panels.Panel("governance.meeting", label, url_name, policy.see, order=order * 10))
    calendar.register(CALENDAR)
    calendar.fill([calendar.MINE, calendar.NETWORK, BODY], "governance.meetings", entries)
    links.register(policy.REPLY, "governance_public:reply")
    links.register(policy.CORRECT, "governance_public:correct")
    links.register(policy.VOTE, "governance_public:vote")
    for kind, label, page, rows in (
        (findable.MEETING, _("Meetings"), "governance:meeting", findable.meeting_rows),
        (findable.RESOLUTION, _("Resolutions"), "governance:resolution", findable.resolution_rows),
    ):
        search.register(
            search.Kind(
                kind,
                label,
                lambda slug, pk, page=page: reverse(page, args=[slug, pk]),  # type: ignore[misc]  # bound now, not when the loop is over
                needs="meetings.see",
                rows=rows,
            )
        )
    acts.register(ACTS)
    due.register("governance.meetings", meetings_due)
    for page, rows_of in (("directory.person", of_person), ("directory.organisation", of_organisation)):
        sections.register(
            sections.Section(page, "governance.meetings", _("Meetings"), rows_of, "calendar-event", 30)
        )
