"""Papers that the worker makes: in which language, how far it is, and their files."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samphan.tenancy.models import Owned, StoredFile


class PaperLanguage(models.TextChoices):
    TH = "th", _("Thai")
    EN = "en", _("English")


class MakingState(models.TextChoices):
    """How far the files of a paper are."""

    WAITING = "waiting", pgettext_lazy("paper", "being made")
    READY = "ready", pgettext_lazy("paper", "ready")
    FAILED = "failed", pgettext_lazy("paper", "could not be made")


class MadePaper(Owned):
    """A paper in one language, asked for on a page and made by the worker for Word and as PDF.

    ``SUBJECT`` names the foreign key to what it tells; ``done`` counts the steps of ``actions.papers.STEPS``.
    """

    SUBJECT: ClassVar[str]

    language = models.CharField(_("language"), max_length=2, choices=PaperLanguage.choices, default="th")
    state = models.CharField(
        _("state"), max_length=10, choices=MakingState.choices, default=MakingState.WAITING
    )
    done = models.PositiveSmallIntegerField(_("steps done"), default=0)
    problem = models.CharField(_("problem"), max_length=500, blank=True, default="")
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.CharField(_("asked for by"), max_length=200, blank=True, default="")
    asked_at = models.DateTimeField(_("asked for at"))

    class Meta:
        abstract = True

    @classmethod
    def rows(cls) -> models.QuerySet[Self]:
        """All papers of this kind, for the worker that makes them; pages ask ``for_actor``."""
        return cls._default_manager.all()

    @property
    def file_name(self) -> str:
        """What its files are called, without their ending."""
        raise NotImplementedError
