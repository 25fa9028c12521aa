"""The coded words about an organisation: two axes of a typology, how far it reaches, whether it is still at work.

The two axes are those of the partner types of strategy 1 of the founding papers (basis of community × sector). Codes from
``local_government`` on extend the second axis: the papers name some of them elsewhere, others are ours.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Basis(models.TextChoices):
    """What holds a community together."""

    AREA = "area", _("an area")
    INTEREST = "interest", _("shared interests")
    IDENTITY = "identity", _("identity")
    WORKPLACE = "workplace", _("a workplace")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
    SAME_SECTOR = "same_sector", _("the same sector")
    PRACTICE = "practice", _("a community of practice")


class Sector(models.TextChoices):
    """Where in society it stands."""

    INDUSTRY = "industry", _("business and industry")
    PROFESSIONAL_ASSOCIATION = "professional_association", _("professional association")
    SCHOOL = "school", pgettext_lazy("sector", "schools")
    GOVERNMENT = "government", _("government")
    ALUMNI = "alumni", _("alumni")
    INDIGENOUS = "indigenous", _("indigenous community")
    LOCAL_GOVERNMENT = "local_government", pgettext_lazy("sector", "local government")
    EDUCATION_AREA = "education_area", pgettext_lazy("sector", "education areas")
    PRIVATE = "private", _("private sector")
    EXPERTS = "experts", _("experts")
    UNIVERSITY = "university", _("higher education")
    VOCATIONAL = "vocational", _("vocational education")
    HEALTH = "health", _("health services")
    COMMUNITY_ENTERPRISE = "community_enterprise", _("community enterprise or cooperative")
    NON_PROFIT = "non_profit", _("foundation or non-governmental organisation")
    RELIGIOUS = "religious", _("religious institution")
    MEDIA = "media", _("media")
    FUNDER = "funder", _("funder")
    INTERNATIONAL = "international", pgettext_lazy("sector", "international bodies")


class Reach(models.TextChoices):
    """How far it works."""

    AREA = "area", pgettext_lazy("reach", "an area")
    REGION = "region", pgettext_lazy("reach", "a region")
    COUNTRY = "country", pgettext_lazy("reach", "the country")
    UNLIMITED = "unlimited", pgettext_lazy("reach", "no limit")


class Standing(models.TextChoices):
    """Whether a community or body was formally set up; empty where nobody said."""

    FORMAL = "formal", _("formal")
    INFORMAL = "informal", _("informal")


class Status(models.TextChoices):
    """Whether it is still at work."""

    ACTIVE = "active", pgettext_lazy("organisation", "active")
    INACTIVE = "inactive", pgettext_lazy("organisation", "inactive")
    CLOSED = "closed", pgettext_lazy("organisation", "closed")
