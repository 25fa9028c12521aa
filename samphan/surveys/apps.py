"""Questions that people are asked, and their answers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "samphan.surveys"
    label = "surveys"

    def ready(self) -> None:
        """The door to the surveys, the tabs of one, how it is found and answered, what is forgotten every night."""
        from django.urls import reverse

        from samphan.kit import jobs
        from samphan.kit.panels import Panel, register
        from samphan.networks.queries import gates
        from samphan.surveys import policy
        from samphan.surveys.queries.acts import ACTS
        from samphan.surveys.queries.findable import KIND, search_rows
        from samphan.surveys.queries.gates import EVIDENCE
        from samphan.tenancy import acts, links, search

        register(Panel("networks.learn", _("Surveys"), "surveys:surveys", policy.enter, order=30))
        register(Panel("surveys.survey", _("Questions"), "surveys:survey", policy.see, order=10))
        register(Panel("surveys.survey", _("Links and people"), "surveys:people", policy.see, order=20))
        register(Panel("surveys.survey", _("Results of the survey"), "surveys:results", policy.see, order=30))
        search.register(
            search.Kind(
                KIND,
                _("Surveys"),
                lambda slug, pk: reverse("surveys:survey", args=[slug, pk]),
                needs="surveys.see",
                rows=search_rows,
            )
        )
        acts.register(ACTS)
        gates.register(*EVIDENCE)
        links.register(policy.ANSWER, "surveys_public:answer")
        jobs.every("20 2 * * *", "surveys.forget")
