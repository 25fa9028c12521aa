"""What rows about both sides of a project have in common."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Voice(models.TextChoices):
    """Which side of a partnership says it."""

    UNIVERSITY = "university", _("the university")
    PARTNER = "partner", pgettext_lazy("side", "the partner")


class Channel(models.TextChoices):
    """How something came into the record."""

    OFFICE = "office", pgettext_lazy("channel", "written by the project")
    LINK = "link", pgettext_lazy("channel", "by personal link")
    PAPER = "paper", pgettext_lazy("channel", "on paper")
    PHONE = "phone", pgettext_lazy("channel", "by telephone")
    SPOKEN = "spoken", pgettext_lazy("channel", "spoken, written down by somebody else")


class Stage(models.TextChoices):
    """The five stages of taking part, after the study of networks that the product is built on."""

    THINK = "think", _("thinking and deciding")
    PLAN = "plan", pgettext_lazy("stage", "planning")
    DO = "do", _("investing and carrying out")
    MONITOR = "monitor", _("monitoring and evaluating")
    BENEFIT = "benefit", _("sharing the benefits")


class Intensity(models.IntegerChoices):
    """How strongly a partner takes part in a stage."""

    NONE = 0, pgettext_lazy("intensity", "not at all")
    INFORMED = 1, pgettext_lazy("intensity", "informed")
    CONSULTED = 2, pgettext_lazy("intensity", "gives opinions")
    JOINED = 3, pgettext_lazy("intensity", "does it together")
    LEADS = 4, pgettext_lazy("intensity", "decides together or leads")
