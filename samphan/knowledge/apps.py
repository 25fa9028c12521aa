"""Case studies, the library, news, and dossiers for promotion."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "samphan.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
        from samphan.kit.panels import Panel, register
        from samphan.knowledge import policy
        from samphan.knowledge.queries.acts import ACTS
        from samphan.tenancy import acts, links

        register(Panel("networks.learn", _("Dossiers"), "knowledge:dossiers", policy.write_own, order=90))
        links.register(policy.CONTRIBUTION, "knowledge_public:contribution")
        acts.register(ACTS)
