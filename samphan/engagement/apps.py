"""What partners of a project say about it, what changed, and what proves it."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EngagementConfig(AppConfig):
    name = "samphan.engagement"
    label = "engagement"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
        self._both_sides()
        self._change()
        self._files()

    @staticmethod
    def _both_sides() -> None:
        from samphan.engagement import policy
        from samphan.engagement.queries import asks, sides_record
        from samphan.engagement.queries.acts import SIDES
        from samphan.engagement.queries.due import due_lines
        from samphan.engagement.queries.sides import has_spoken
        from samphan.kit import due
        from samphan.kit.panels import Panel, register
        from samphan.projects.queries import completeness, flags, public, spoken
        from samphan.projects.queries import standing as standings
        from samphan.tenancy import acts, links

        register(Panel("projects.project", _("Both sides"), order=30, inside="engagement.sides"))
        for order, (label, url_name) in enumerate(
            (
                (_("Confirmations"), "engagement:confirmations"),
                (_("Participation"), "engagement:participation"),
                (_("Benefits and costs"), "engagement:benefits"),
                (_("Words and pictures"), "engagement:words"),
                (pgettext_lazy("of partners", "Papers"), "engagement:partner_papers"),
            ),
            start=1,
        ):
            register(Panel("engagement.sides", label, url_name, policy.see, order=order * 10))
        links.register(policy.PARTNER, "engagement_public:partner")
        acts.register(SIDES)
        due.register("engagement.answers", due_lines)
        flags.register("engagement.disputes", sides_record.dispute_flags, when=sides_record.DISPUTED)
        standings.register("engagement.confirmation", sides_record.standing)
        public.register_mark("engagement.confirmation", sides_record.public_mark)
        completeness.register("engagement.sides", sides_record.PARTS, sides_record.conditions)
        asks.register()
        spoken.register("engagement.sides", has_spoken)

    @staticmethod
    def _change() -> None:
        """What changed, what proves it, what is left, and what communities know."""
        from samphan.engagement.policy import certificates, change, knowledge
        from samphan.engagement.queries import change_completeness, change_due, change_sections
        from samphan.engagement.queries import knowledge as register_of
        from samphan.engagement.queries.change_acts import ACTS
        from samphan.kit import due
        from samphan.kit.jobs import every
        from samphan.kit.panels import Panel, register
        from samphan.projects.queries import completeness
        from samphan.tenancy import acts, links, search

        register(Panel("projects.project", _("Change and evidence"), inside="engagement.change", order=50))
        for order, (label, name) in enumerate(
            (
                (pgettext_lazy("project", "Change"), "change"),
                (pgettext_lazy("project", "Results"), "results"),
                (pgettext_lazy("project", "Evidence"), "evidence"),
                (_("Certificates of use"), "certificates"),
                (_("Follow-up"), "follow_up"),
            ),
            start=1,
        ):
            register(Panel("engagement.change", label, f"engagement:{name}", change.see, order=order * 10))
        register(
            Panel(
                "networks.work", _("Community knowledge"), "engagement:knowledge", knowledge.enter, order=60
            )
        )
        links.register(certificates.CERTIFICATE, "engagement_public:certificate")
        search.register(
            search.Kind(
                register_of.KIND,
                _("Community knowledge"),
                lambda slug, pk: reverse("engagement:entry", args=[slug, pk]),
                needs="projects.see",
                rows=register_of.rows,
            )
        )
        acts.register(ACTS)
        due.register("engagement.follow_ups", change_due.follow_ups_due)
        due.register("engagement.certificates", change_due.certificates_due)
        due.register("engagement.consents", change_due.consents_due)
        change_sections.register()
        completeness.register("engagement.change", change_completeness.PARTS, change_completeness.conditions)
        every("41 3 * * *", "engagement.remind_follow_ups")

    @staticmethod
    def _files() -> None:
        """What was withdrawn keeps its row and the hash of its file, not the file."""
        from django.db.models import Q

        from samphan.engagement.models import Consent, Evidence, PartnerWords
        from samphan.tenancy import keeping

        keeping.releases(Evidence, "file", Q(withdrawn_at__isnull=False))
        keeping.releases(Evidence, "thumbnail", Q(withdrawn_at__isnull=False))
        keeping.releases(PartnerWords, "photo", Q(withdrawn_at__isnull=False) | Q(consent=Consent.WITHDRAWN))
