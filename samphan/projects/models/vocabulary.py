"""The coded words of a project record. Codes are stable; the words are ours.

The life cycle, the missions, the roles of partners and the domains of change follow the engagement record that the
product is built on; ``CHANGE_DOMAINS`` are those by which social change is told in academic promotion, with education
added by us.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProjectState(models.TextChoices):
    """Where a project stands in its life."""

    IDEA = "idea", _("idea")
    QUESTION = "question", _("joint question")
    PLANNED = "planned", pgettext_lazy("project", "planned")
    AGREED = "agreed", pgettext_lazy("project", "agreed")
    UNDER_WAY = "under_way", _("under way")
    CLOSING = "closing", pgettext_lazy("project", "closing")
    FOLLOWED = "followed", pgettext_lazy("project", "followed up")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


ACTIVE_STATES = (
    ProjectState.QUESTION,
    ProjectState.PLANNED,
    ProjectState.AGREED,
    ProjectState.UNDER_WAY,
    ProjectState.CLOSING,
)
"""States in which people work on it."""
LIFE = (
    ProjectState.IDEA,
    *ACTIVE_STATES,
    ProjectState.FOLLOWED,
    ProjectState.DONE,
)
"""The states of a life that goes to its end, in their order."""
OVER_STATES = (ProjectState.FOLLOWED, ProjectState.DONE, ProjectState.DROPPED)
"""States in which nobody works on it any more."""
UNBEGUN_STATES = (ProjectState.IDEA, ProjectState.QUESTION, ProjectState.PLANNED)
"""States of a project that nobody has begun."""


class Category(models.TextChoices):
    """What the decision tree makes of it."""

    ENGAGEMENT = "engagement", _("engagement with society")
    SERVICE = "service", _("academic service")
    VOLUNTEERING = "volunteering", _("volunteering")
    NOT_COUNTED = "not_counted", pgettext_lazy("category of project", "not counted")


class Mission(models.TextChoices):
    """The missions of a university that it joins."""

    TEACHING = "teaching", _("producing graduates")
    RESEARCH = "research", pgettext_lazy("mission", "research")
    SERVICE = "service", _("academic service")
    CULTURE = "culture", _("preserving arts and culture")
    STUDENTS = "students", _("student development")


class ChangeDomain(models.TextChoices):
    """In what the life of society changes."""

    COMMUNITY = "community", pgettext_lazy("change", "community")
    WAY_OF_LIFE = "way_of_life", pgettext_lazy("change", "way of life")
    CULTURE = "culture", pgettext_lazy("change", "arts and culture")
    ENVIRONMENT = "environment", pgettext_lazy("change", "environment")
    OCCUPATION = "occupation", pgettext_lazy("change", "occupation")
    ECONOMY = "economy", pgettext_lazy("change", "economy")
    GOVERNANCE = "governance", pgettext_lazy("change", "politics and administration")
    QUALITY_OF_LIFE = "quality_of_life", pgettext_lazy("change", "quality of life")
    HEALTH = "health", pgettext_lazy("change", "health")
    AWARENESS = "awareness", pgettext_lazy("change", "awareness")
    EDUCATION = "education", pgettext_lazy("change", "education")


class Population(models.TextChoices):
    """Groups of people whom it serves."""

    CHILDREN = "children", pgettext_lazy("population", "children")
    YOUTH = "youth", pgettext_lazy("population", "young people")
    ADULTS = "adults", pgettext_lazy("population", "adults")
    OLDER = "older", pgettext_lazy("population", "older people")
    WOMEN = "women", pgettext_lazy("population", "women")
    DISABLED = "disabled", pgettext_lazy("population", "people with disabilities")
    LOW_INCOME = "low_income", pgettext_lazy("population", "people with low incomes")
    ETHNIC = "ethnic", pgettext_lazy("population", "ethnic and indigenous groups")
    MIGRANTS = "migrants", pgettext_lazy("population", "migrants")
    FARMERS = "farmers", pgettext_lazy("population", "farmers")
    FISHERS = "fishers", pgettext_lazy("population", "fishers")
    INFORMAL_WORKERS = "informal_workers", pgettext_lazy("population", "informal workers")
    ENTERPRISES = "enterprises", pgettext_lazy("population", "small and community enterprises")
    STUDENTS = "students", pgettext_lazy("population", "students")
    SMALL_SCHOOLS = "small_schools", pgettext_lazy("population", "small schools")
    REMOTE = "remote", pgettext_lazy("population", "remote areas")
    PUBLIC = "public", pgettext_lazy("population", "the general public")


class Visibility(models.TextChoices):
    """Who may read it."""

    PRIVATE = "private", _("those who write and review it")
    NETWORK = "network", _("everybody in the network")
    PUBLIC = "public", _("everybody")


class ReviewState(models.TextChoices):
    """Whether the record may be counted: drafts never are."""

    DRAFT = "draft", pgettext_lazy("record", "draft")
    SUBMITTED = "submitted", pgettext_lazy("record", "submitted")
    RETURNED = "returned", pgettext_lazy("record", "returned with comments")
    APPROVED = "approved", pgettext_lazy("record", "approved")


class ReviewAct(models.TextChoices):
    """What happened to the record."""

    SUBMIT = "submit", pgettext_lazy("record", "submitted")
    RETURN = "return", pgettext_lazy("record", "returned with comments")
    APPROVE = "approve", pgettext_lazy("record", "approved")
    REOPEN = "reopen", pgettext_lazy("record", "opened again")
    PUBLISH = "publish", pgettext_lazy("record", "published")
    UNPUBLISH = "unpublish", pgettext_lazy("record", "no longer public")
    CLAIM = "claim", pgettext_lazy("record", "taken over by its leader")


class PartnerSide(models.TextChoices):
    """On which side of a partnership somebody stands."""

    UNIVERSITY = "university", _("university side")
    SOCIETY = "society", _("society side")
    OTHER = "other", _("other institution")


class PartnerRole(models.TextChoices):
    """What a partner does in a project."""

    CO_LEAD = "co_lead", pgettext_lazy("partner", "leads with others")
    CO_DESIGNER = "co_designer", pgettext_lazy("partner", "designs with others")
    KNOWLEDGE_HOLDER = "knowledge_holder", pgettext_lazy("partner", "holds knowledge")
    PLACE_OWNER = "place_owner", pgettext_lazy("partner", "owns the place")
    SUPPORTER = "supporter", pgettext_lazy("partner", "gives resources")
    IMPLEMENTER = "implementer", pgettext_lazy("partner", "carries out")
    EVALUATOR = "evaluator", pgettext_lazy("partner", "evaluates")
    BENEFICIARY = "beneficiary", pgettext_lazy("partner", "uses the results")
    PARTICIPANT = "participant", pgettext_lazy("partner", "takes part")


class PersonRole(models.TextChoices):
    """What a person does in a project."""

    LEADER = "leader", pgettext_lazy("person in a project", "leader")
    CO_LEADER = "co_leader", pgettext_lazy("person in a project", "co-leader")
    COMMUNITY_LEADER = (
        "community_leader",
        pgettext_lazy("person in a project", "co-leader from the community"),
    )
    MEMBER = "member", pgettext_lazy("person in a project", "member of the team")
    SUPPORT = "support", pgettext_lazy("person in a project", "supporting staff")
    STUDENT = "student", pgettext_lazy("person in a project", "student")
    KNOWLEDGE_HOLDER = (
        "knowledge_holder",
        pgettext_lazy("person in a project", "holder of community knowledge"),
    )
    ADVISER = "adviser", pgettext_lazy("person in a project", "adviser")


class StatedKind(models.TextChoices):
    """What a stated number counts."""

    STAFF = "staff", pgettext_lazy("count", "staff")
    STUDENTS = "students", pgettext_lazy("count", "students")
    DIRECT = "direct", pgettext_lazy("count", "people served directly")
    INDIRECT = "indirect", pgettext_lazy("count", "people served indirectly")
    HOUSEHOLDS = "households", pgettext_lazy("count", "households")
    PARTNERS = "partners", pgettext_lazy("count", "partners")
    PLACES = "places", pgettext_lazy("count", "places")
    BUDGET = "budget", pgettext_lazy("count", "budget in baht")
