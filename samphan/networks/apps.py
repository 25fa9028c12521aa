"""The network's life: its page, its members and their representatives."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "samphan.networks"
    label = "networks"

    def ready(self) -> None:
        from samphan.kit.panels import Panel, register
        from samphan.networks import policy, queries
        from samphan.tenancy.scope import represent

        represent(queries.represented)
        register(Panel("networks.door", _("About"), "networks:about", policy.see, order=10))
        register(Panel("networks.door", _("Members"), "networks:members", policy.see, order=20))
        _frame()
        _membership()


def _frame() -> None:
    """What stands around the network itself: tabs, gates, how statements and milestones are found, what is due."""
    from django.urls import reverse

    from samphan.comms.queries import segments
    from samphan.kit import due, sections
    from samphan.kit.panels import Panel, register
    from samphan.networks import policy
    from samphan.networks.actions.acceptance import acceptance_links
    from samphan.networks.queries import frame_findable as findable
    from samphan.networks.queries import gates
    from samphan.networks.queries.acceptance import acceptance_due, acceptance_segment
    from samphan.networks.queries.frame_acts import ACTS
    from samphan.networks.queries.gates_own import OWN
    from samphan.networks.queries.milestones import of_organisation
    from samphan.tenancy import acts, links, search

    for order, (label, name) in enumerate(
        (
            (_("About"), "about"),
            (_("Versions"), "frames"),
            (_("Stage"), "stage"),
            (_("Milestones"), "milestones"),
        ),
        start=1,
    ):
        register(Panel("networks.about", label, f"networks:{name}", policy.see, order=order * 10))
    for kind, plural, page, rows in (
        (findable.STATEMENT, _("Statements of the network"), "networks:about", findable.statement_rows),
        (findable.MILESTONE, _("Milestones"), "networks:milestones", findable.milestone_rows),
    ):
        search.register(
            search.Kind(
                kind,
                plural,
                lambda slug, pk, page=page: f"{reverse(page, args=[slug])}#{pk}",  # type: ignore[misc]  # the default binds the page of this round
                rows=rows,
            )
        )
    links.register(policy.ACCEPT, "networks_public:accept")
    segments.register(acceptance_segment(acceptance_links))
    due.register("networks.acceptance", acceptance_due)
    sections.register(
        sections.Section(
            "directory.organisation",
            "networks.milestones",
            _("Milestones"),
            of_organisation,
            "flag",
            order=90,
        )
    )
    gates.register(*OWN)
    acts.register(ACTS)


def _membership() -> None:
    """What stands around members: tabs, people to write to, what is due, what is said about an organisation."""
    from samphan.comms.queries import segments
    from samphan.directory.queries import claim, imports
    from samphan.kit import due, sections
    from samphan.kit.panels import Panel, register
    from samphan.networks import policy
    from samphan.networks.actions.confirmation import confirmation_links
    from samphan.networks.actions.imports_members import ACTS as LIST_ACTS
    from samphan.networks.actions.imports_members import MEMBERSHIPS, REPRESENTATIVES
    from samphan.networks.queries import activity
    from samphan.networks.queries import due as waits
    from samphan.networks.queries import sections as said
    from samphan.networks.queries.claims import speaks_for
    from samphan.networks.queries.confirmation import confirmation_segment
    from samphan.networks.queries.membership_acts import ACTS
    from samphan.networks.queries.segments import member_segments
    from samphan.tenancy import acts, links

    for order, (label, name, rule) in enumerate(
        (
            (_("Members"), "members", policy.see),
            (_("Representatives"), "representatives", policy.see),
            (_("Joined and left"), "movement", policy.see),
            (_("Gone quiet"), "quiet", policy.manage_members),
            (_("Prospective members"), "prospects", policy.manage_members),
            (_("Applications"), "applications", policy.manage_members),
            (_("Coverage"), "coverage", policy.see),
            (_("Categories"), "categories", policy.see),
            (_("Confirmations"), "rounds", policy.manage_members),
            (_("Benefits"), "benefits", policy.see),
            (_("Dues"), "invoices", policy.manage_dues),
        ),
        start=1,
    ):
        register(Panel("networks.members", label, f"networks:{name}", rule, order=order * 10))
    segments.register(*member_segments())
    acts.register({**ACTS, **LIST_ACTS})
    claim.register(speaks_for)
    imports.register(MEMBERSHIPS)
    imports.register(REPRESENTATIVES)
    activity.register_own()
    due.register("networks.terms", waits.terms_due)
    due.register("networks.dues", waits.dues_due)
    links.register(policy.APPLY, "networks_public:apply")
    links.register(policy.ANSWER, "networks_public:answer")
    links.register(policy.CONFIRM, "networks_public:confirm")
    due.register("networks.answers", waits.answers_due)
    segments.register(confirmation_segment(confirmation_links))
    for page, code, label, rows, icon in (
        (
            "directory.organisation",
            "membership",
            _("Membership"),
            said.organisation_membership,
            "users-group",
        ),
        (
            "directory.organisation",
            "representatives",
            _("Representatives"),
            said.organisation_representatives,
            "users",
        ),
        (
            "directory.person",
            "representatives",
            _("Speaks for members"),
            said.person_representations,
            "users",
        ),
    ):
        sections.register(sections.Section(page, f"networks.{code}", label, rows, icon, order=20))
