"""Organisations and people, shared by all networks of an installation."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "samphan.directory"
    label = "directory"

    def ready(self) -> None:
        """Doors to the lists, the first tab of an organisation, and how organisations and people are found."""
        from samphan.comms.queries import segments
        from samphan.directory import policy
        from samphan.directory.actions.imports_organisations import ORGANISATIONS
        from samphan.directory.actions.imports_people import PEOPLE
        from samphan.directory.queries.acts import ACTS
        from samphan.directory.queries.findable import (
            ORGANISATION,
            PERSON,
            all_organisation_rows,
            all_person_rows,
        )
        from samphan.directory.queries.imports import ACTS as LIST_ACTS
        from samphan.directory.queries.imports import register
        from samphan.directory.queries.segments import people_segment
        from samphan.kit import panels
        from samphan.tenancy import acts, search

        for panel in (
            panels.Panel("networks.door", _("Directory"), order=40, inside="networks.directory"),
            panels.Panel(
                "networks.directory", _("Organisations"), "directory:organisations", policy.see, order=40
            ),
            panels.Panel("networks.directory", _("People"), "directory:people", policy.see_people, order=50),
            panels.Panel(
                "networks.directory", _("Brought lists"), "directory:lists", policy.see_lists, order=60
            ),
            panels.Panel(
                "networks.directory",
                _("Proposed changes"),
                "directory:proposals",
                policy.see_proposals,
                order=52,
            ),
            panels.Panel(
                "networks.directory", _("Who is who"), "directory:claims", policy.see_claims, order=54
            ),
            panels.Panel(
                "directory.organisation", _("Overview"), "directory:organisation", policy.see, order=0
            ),
        ):
            panels.register(panel)
        acts.register({**ACTS, **LIST_ACTS})
        segments.register(people_segment())
        search.register(
            search.Kind(
                ORGANISATION,
                _("Organisations"),
                lambda slug, pk: reverse("directory:organisation", args=[slug, pk]),
                rows=all_organisation_rows,
            )
        )
        search.register(
            search.Kind(
                PERSON,
                _("People"),
                lambda slug, pk: reverse("directory:person", args=[slug, pk]),
                rows=all_person_rows,
            )
        )
        register(ORGANISATIONS)
        register(PEOPLE)
