"""Ratings by the rubric, self-assessment of institutions, challenges of the network."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvaluationConfig(AppConfig):
    name = "samphan.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
        from samphan.evaluation.policy import ratings
        from samphan.evaluation.queries.acts import ACTS
        from samphan.kit.panels import Panel, register
        from samphan.tenancy import acts, links

        acts.register(ACTS)
        links.register(ratings.RUBRIC, "evaluation_public:rating")
        register(Panel("projects.project", _("Assessment"), "evaluation:rating", ratings.see, order=80))
        register(Panel("networks.learn", _("Assessment"), inside="evaluation.assessment", order=60))
        register(Panel("evaluation.assessment", _("Projects"), "evaluation:ratings", ratings.enter, order=10))
        _coverage()


def _coverage() -> None:
    """The door to coverage, its tab on a framework, how its act is called, and where its actions come from."""
    from samphan.evaluation.policy import coverage as policy
    from samphan.evaluation.queries import coverage_lineage
    from samphan.evaluation.queries.coverage import ACTS
    from samphan.kit.panels import Panel, register
    from samphan.tenancy import acts

    register(Panel("networks.learn", _("Coverage"), "evaluation:coverage", policy.enter, order=25))
    register(Panel("frameworks.framework", _("Coverage"), "evaluation:coverage_matrix", policy.see, order=20))
    acts.register(ACTS)
    coverage_lineage.register()
