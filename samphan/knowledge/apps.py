"""Case studies, the library, news, and dossiers for promotion."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "samphan.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
        from samphan.engagement.actions import consent
        from samphan.kit.jobs import every
        from samphan.kit.panels import Panel, register
        from samphan.knowledge import policy
        from samphan.knowledge.actions.dossier import let_go_of_annexes
        from samphan.knowledge.actions.news import let_go_of_news_pictures
        from samphan.knowledge.models import CaseStudy, Dossier, NewsItem
        from samphan.knowledge.queries import findable
        from samphan.knowledge.queries.acts import ACTS
        from samphan.tenancy import acts, audit, links

        audit.shut("knowledge.dossier", Dossier.objects.for_actor, whole="dossiers.manage")
        for kind, model in ((findable.CASE, CaseStudy), (findable.NEWS, NewsItem)):
            audit.shut(kind, model.objects.for_actor, whole="library.manage")
        register(Panel("networks.learn", _("Dossiers"), "knowledge:dossiers", policy.write_own, order=90))
        links.register(policy.CONTRIBUTION, "knowledge_public:contribution")
        acts.register(ACTS)
        consent.also(let_go_of_news_pictures)
        consent.also(let_go_of_annexes)
        every("11 2 * * *", "knowledge.forget_papers")
        self._library()

    @staticmethod
    def _library() -> None:
        from django.urls import reverse

        from samphan.kit import due, public_pages
        from samphan.kit.panels import Panel, register
        from samphan.knowledge import policy
        from samphan.knowledge.queries import findable, lineage, site
        from samphan.knowledge.queries.due import due_lines
        from samphan.projects.policy import enter, see_record
        from samphan.tenancy import search

        register(Panel("networks.learn", _("Library"), inside="knowledge.door", order=70))
        for order, (label, url_name, rule) in enumerate(
            (
                (_("Library"), "knowledge:library", policy.read_library),
                (_("Area"), "knowledge:area", enter),
                (_("News"), "knowledge:news", policy.read_library),
                (_("What is public"), "knowledge:what_is_public", policy.keep_library),
            ),
            start=1,
        ):
            register(Panel("knowledge.door", label, url_name, rule, order=order * 10))
        register(Panel("projects.project", _("Case study"), "knowledge:project_cases", see_record, order=90))
        for kind, label, page, rows in (
            (findable.CASE, _("Case studies"), "knowledge:case", findable.case_rows),
            (findable.NEWS, _("News"), "knowledge:news_item", findable.news_rows),
        ):
            search.register(
                search.Kind(
                    kind,
                    label,
                    lambda slug, pk, page=page: reverse(page, args=[slug, pk]),  # type: ignore[misc]  # bound now, not when the loop is over
                    rows=rows,
                )
            )
        public_pages.register(site.navigation)
        lineage.register()
        due.register("knowledge.cases", due_lines)
