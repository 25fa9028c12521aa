"""Lists that people bring: pasted or uploaded, mapped, checked row by row, taken in as one, undone as one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet, StoredFile


class ImportKind(models.TextChoices):
    ORGANISATIONS = "organisations", _("organisations")
    PARTICIPANTS = "participants", _("participants")


class ImportState(models.TextChoices):
    MAPPING = "mapping", _("columns to be matched")
    PREVIEW = "preview", _("to be checked")
    DONE = "done", _("taken in")
    UNDONE = "undone", _("undone")


class ListImportQuerySet(OwnedQuerySet["ListImport"]):
    see = "directory.edit"


class ListImport(Owned):
    """One list. ``rows`` are its cells as text; ``choices`` the answers to questions, by row number;
    ``created`` what it became: ``[[kind, id], …]``, so that it can be undone.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=ImportKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.MAPPING)
    source_name = models.CharField(_("file"), max_length=255, blank=True, default="")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject_id = models.BigIntegerField(null=True, blank=True, help_text="the event of a list of participants")
    has_header = models.BooleanField(default=True)
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=dict, help_text="column number as text → field code")
    choices = models.JSONField(default=dict, help_text="row number as text → answers")
    created = models.JSONField(default=list)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ListImportQuerySet.as_manager()
    privacy = Privacy(
        personal="source_name rows choices brought_by",
        neither="kind state file subject_id has_header columns created brought_at done_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(kind__in=ImportKind.values), name="directory_import_kind"),
            models.CheckConstraint(condition=models.Q(state__in=ImportState.values), name="directory_import_state"),
        ]
