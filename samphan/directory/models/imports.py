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
    PEOPLE = "people", _("people")
    MEMBERSHIPS = "memberships", _("memberships")
    REPRESENTATIVES = "representatives", _("representatives of members")
    TERMS = "terms", _("terms on bodies")
    AGREEMENTS = "agreements", _("agreements")
    INSTITUTIONS = "institutions", _("institutions of an event")
    PARTICIPANTS = "participants", _("participants of an event")


#: Lists that are about an event, which each of them names.
OF_EVENTS: Final = (ImportKind.INSTITUTIONS, ImportKind.PARTICIPANTS)


class ImportState(models.TextChoices):
    MAPPING = "mapping", _("columns to be matched")
    PREVIEW = "preview", _("to be checked")
    DONE = "done", _("taken in")
    UNDONE = "undone", _("undone")


#: What somebody must be allowed in order to bring, see and undo a list of a kind.
IMPORT_NEEDS: Final[dict[str, str]] = {
    ImportKind.ORGANISATIONS: "directory.edit",
    ImportKind.PEOPLE: "directory.edit",
    ImportKind.MEMBERSHIPS: "members.manage",
    ImportKind.REPRESENTATIVES: "members.manage",
    ImportKind.TERMS: "bodies.manage",
    ImportKind.AGREEMENTS: "agreements.manage",
    ImportKind.INSTITUTIONS: "events.manage",
    ImportKind.PARTICIPANTS: "events.manage",
}


class ListImportQuerySet(OwnedQuerySet["ListImport"]):
    def for_actor(self, actor: Actor) -> ListImportQuerySet:
        """Lists of the network of the address whose kind the actor may bring."""
        kinds = [kind for kind, permission in IMPORT_NEEDS.items() if actor.holds(permission)]
        return self.filter(network_id=actor.network_id, kind__in=kinds) if kinds else self.none()


class ListImport(Owned):
    """One list. ``columns`` says what each column holds; its cells stand in ``ListRows``, its file is kept as it came.

    ``is_read`` when all rows are there: of a large file the first ones are there at once, the others follow in the
    worker. ``row_count`` is the number of the last row that is. ``answers`` holds what was answered to questions, by the
    code of the question. ``summary`` is what the last whole check found. ``created`` is what the list became,
    ``[[kind of record, [[first id, last id], …]], …]``, so that it can be undone. ``outcome`` is what was said about it:
    counts by word, what was filled in records that were there, and after an undo what stayed and why.
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
    file = models.ForeignKey(
        "tenancy.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sheet = models.CharField(_("sheet"), max_length=100, blank=True, default="")
    sheets = models.JSONField(default=list, help_text="names of the sheets that the file has")
    row_count = models.PositiveIntegerField(default=0)
    is_read = models.BooleanField(default=True)
    columns = models.JSONField(default=dict, help_text="column number from 0, as text → code of the field")
    answers = models.JSONField(default=dict, help_text="code of the question → answer")
    summary = models.JSONField(default=dict)
    created = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    brought_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ListImportQuerySet.as_manager()
    privacy = Privacy(
        personal="source_name answers outcome brought_by",
        neither="kind state subject_id header_row columns created brought_at done_at file sheet sheets row_count is_read"
        " summary",
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
                condition=models.Q(kind__in=OF_EVENTS, subject_id__isnull=False)
                | (~models.Q(kind__in=OF_EVENTS) & models.Q(subject_id__isnull=True)),
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


class ListRowsQuerySet(OwnedQuerySet["ListRows"]):
    """Cells of the lists of a network."""


class ListRows(Owned):
    """A thousand rows of a list: ``cells`` as text, the first of them row ``first`` of the source.

    ``marks`` holds one letter a row, what the last whole check said of it (``queries.imports.MARKS``; empty before).
    ``links`` names the other rows on which the check of a row depends, ``{"17": [3]}``, so that a page of rows can be
    checked again without the rest.
    """

    brought = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="chunks")
    first = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    marks = models.TextField(blank=True, default="")
    links = models.JSONField(default=dict)

    objects = ListRowsQuerySet.as_manager()
    privacy = Privacy(personal="cells", neither="brought first marks links")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "brought", "first"], name="directory_rows_once"),
        ]


class WorkState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("at work")
    DONE = "done", _("done")
    FAILED = "failed", _("not done")


class ListWorkQuerySet(OwnedQuerySet["ListWork"]):
    """What the worker does with the lists of a network."""


class ListWork(Owned):
    """What a worker does with a large list, for whom and in which language, and how far it is.

    It stands apart from the list because its progress is written while the list is held by the work itself.
    """

    brought = models.OneToOneField(ListImport, on_delete=models.CASCADE, related_name="work")
    act = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=WorkState.choices, default=WorkState.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    language = models.CharField(max_length=5, default="th")
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True, default="")

    objects = ListWorkQuerySet.as_manager()
    privacy = Privacy(personal="asked_by problem", neither="brought act state asked_at language done of")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(state__in=WorkState.values), name="directory_listwork_state"
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody may still wait for it."""
        return self.state in {WorkState.WAITING, WorkState.RUNNING}


class ListColumnQuerySet(OwnedQuerySet["ListColumn"]):
    """What a network knows of the columns of its lists."""


class ListColumn(Owned):
    """What a column of this name held the last time that the network brought such a list; empty: not taken in."""

    kind = models.CharField(max_length=20, choices=ImportKind.choices)
    name = models.CharField(max_length=100, help_text="queries.imports.plain_header of the column's name")
    code = models.CharField(max_length=40, blank=True, default="")

    objects = ListColumnQuerySet.as_manager()
    privacy = Privacy(neither="kind name code")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["network", "kind", "name"], name="directory_column_once"),
        ]
