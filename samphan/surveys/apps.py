"""Questions that people are asked, and their answers."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "samphan.surveys"
    label = "surveys"

    def ready(self) -> None:
        """How a survey is answered, and what is forgotten every night."""
        from samphan.kit import jobs
        from samphan.surveys import policy
        from samphan.surveys.queries.acts import ACTS
        from samphan.tenancy import acts, links

        acts.register(ACTS)
        links.register(policy.ANSWER, "surveys_public:answer")
        jobs.every("20 2 * * *", "surveys.forget")
