"""Ratings by the rubric, self-assessment of institutions, challenges of the network."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EvaluationConfig(AppConfig):
    name = "samphan.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Doors and tabs, how things are found and named, what is due."""
        _judging()
        _coverage()
        _found()


def _judging() -> None:
    """Ratings, self-assessments and challenges: their doors, personal links, what is due, how acts are called."""
    from samphan.evaluation.models import SelfAssessment
    from samphan.evaluation.policy import challenges, ratings
    from samphan.evaluation.queries import judged_lineage
    from samphan.evaluation.queries.acts import ACTS
    from samphan.evaluation.queries.due import due_lines
    from samphan.kit import due
    from samphan.kit.panels import Panel, register
    from samphan.tenancy import acts, audit, links

    acts.register(ACTS)
    audit.shut("evaluation.selfassessment", SelfAssessment.objects.for_actor, whole="evaluations.manage")
    links.register(ratings.RUBRIC, "evaluation_public:rating")
    links.register(challenges.CHALLENGES, "evaluation_public:challenges")
    due.register("evaluation.work", due_lines)
    judged_lineage.register()
    inside, enter = "evaluation.assessment", ratings.enter
    register(Panel("projects.project", _("Assessment"), "evaluation:rating", ratings.see, order=80))
    register(Panel("networks.learn", _("Assessment"), inside=inside, order=60))
    register(Panel(inside, _("Projects"), "evaluation:ratings", enter, order=10))
    register(Panel(inside, _("Institutions"), "evaluation:assessments", enter, order=20))
    called = pgettext_lazy("panel", "Challenges")
    register(Panel(inside, called, "evaluation:challenges", enter, order=30))


def _coverage() -> None:
    """The door to coverage, its tab on a framework, how its act is called, and where its actions come from."""
    from samphan.evaluation.policy import coverage as policy
    from samphan.evaluation.queries import coverage_lineage
    from samphan.evaluation.queries.coverage import ACTS
    from samphan.kit.panels import Panel, register
    from samphan.tenancy import acts

    register(Panel("frameworks.door", _("Coverage"), "evaluation:coverage", policy.enter, order=20))
    register(Panel("frameworks.framework", _("Coverage"), "evaluation:coverage_matrix", policy.see, order=20))
    acts.register(ACTS)
    coverage_lineage.register()


def _found() -> None:
    """How self-assessments and ratings are found."""
    from django.urls import reverse

    from samphan.evaluation.queries import findable
    from samphan.projects.queries.findable import PROJECT
    from samphan.tenancy import search

    search.register(
        search.Kind(
            findable.ASSESSMENT,
            _("Self-assessments and improvement plans"),
            lambda slug, pk: reverse("evaluation:assessment", args=[slug, pk]),
            needs=findable.ALL,
            rows=findable.assessment_rows,
            follows={"directory.organisation": findable.assessments_of_organisations},
            own=findable.own_assessments,
        )
    )
    search.register(
        search.Kind(
            findable.RATING,
            _("Ratings of projects"),
            lambda slug, pk: reverse("evaluation:rating", args=[slug, pk]),
            needs=f"{findable.SOME} projects.see",
            rows=findable.rating_rows,
            follows={PROJECT: findable.ratings_of_projects},
            beside=PROJECT,
        )
    )
