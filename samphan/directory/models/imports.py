"""Lists that people bring: pasted or uploaded, mapped, checked row by row, taken in as one, undone as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samphan.kit.privacy import Privacy
from samphan.tenancy.models import Owned, OwnedQuerySet

if TYPE_CHECKING:
    from samphan.kit.actor import Actor


class ImportKind(models.TextChoices):
    ORGANISATIONS = "organisations", _("organisations")
    INSTITUTIONS = "institutions", _("institutions of an event")
    PARTICIPANTS = "participants", _("participants of an event")


class ImportState(models.TextChoices):
    MAPPING = "mapping", _("columns to be matched")
    PREVIEW = "preview", _("to be checked")
    DONE = "done", _("taken in")
    UNDONE = "undone", _("undone")


#: What somebody must be allowed in order to bring, see and undo a list of a kind.
IMPORT_NEEDS: Final[dict[str, str]] = {
    ImportKind.ORGANISATIONS: "directory.edit",
    ImportKind.INSTITUTIONS: "events.manage",
    ImportKind.PARTICIPANTS: "events.manage",
}


class ListImportQuerySet(OwnedQuerySet["ListImport"]):
    def for_actor(self, actor: Actor) -> ListImportQuerySet:
        """Lists of the network of the address whose kind the actor may bring."""
        kinds = [kind for kind, permission in IMPORT_NEEDS.items() if actor.holds(permission)]
        return self.filter(network_id=actor.network_id, kind__in=kinds) if kinds else self.none()


class ListImport(Owned):
    """One list. ``rows`` are its cells as text, row 1 of the source first; ``columns`` says what each column holds.

    ``answers`` holds what was answered to questions, by the code of the question. ``created`` is what the list became,
    ``[[kind of record, [ids]], …]``, so that it can be undone. ``outcome`` is what was said about it: counts by word, and
    after an undo what stayed and why.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=ImportKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.MAPPING
    )
    source_name = models.CharField(_("file"), max_length=255, blank=True, default="")
    subject_id = models.BigIntegerField(
        null=True, blank=True, help_text="the event of a list of participants"
    )
    header_row = models.PositiveIntegerField(
        default=0, help_text="number of the row with the names of the columns; 0 when there is none"
    )
    rows = models.JSONField(default=list)
    columns = models.JSONField(default=dict, help_text="column number from 0, as text → code of the field")
    answers = models.JSONField(default=dict, help_text="code of the question → answer")
    created = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    brought_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ListImportQuerySet.as_manager()
    privacy = Privacy(
        personal="source_name rows answers outcome brought_by",
        neither="kind state subject_id header_row columns created brought_at done_at",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ImportKind.values), name="directory_import_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="directory_import_state"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=ImportKind.ORGANISATIONS, subject_id__isnull=True)
                | (~models.Q(kind=ImportKind.ORGANISATIONS) & models.Q(subject_id__isnull=False)),
                name="directory_import_subject",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ImportState.DONE) | models.Q(done_at__isnull=False),
                name="directory_import_done",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["network", "-brought_at"], name="directory_import_order")
        ]
