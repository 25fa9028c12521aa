from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_row_security")]

    operations = [
        migrations.RunSQL('alter table "directory_listimport" drop constraint if exists "directory_listimport_file_tie"', migrations.RunSQL.noop),
        migrations.RemoveField("listimport", "file"),
        migrations.RemoveField("listimport", "has_header"),
        migrations.RenameField("listimport", "choices", "answers"),
        migrations.AlterField("listimport", "answers", models.JSONField(default=dict, help_text="code of the question → answer")),
        migrations.AlterField(
            "listimport", "columns", models.JSONField(default=dict, help_text="column number from 0, as text → code of the field")
        ),
        migrations.AddField("listimport", "outcome", models.JSONField(default=dict)),
        migrations.AddField(
            "listimport",
            "header_row",
            models.PositiveIntegerField(
                default=0, help_text="number of the row with the names of the columns; 0 when there is none"
            ),
        ),
        migrations.RemoveConstraint("listimport", "directory_import_kind"),
        migrations.AlterField(
            "listimport",
            "kind",
            models.CharField(
                "kind",
                max_length=20,
                choices=[
                    ("organisations", "organisations"),
                    ("institutions", "institutions of an event"),
                    ("participants", "participants of an event"),
                ],
            ),
        ),
        migrations.AddConstraint(
            "listimport",
            models.CheckConstraint(
                condition=Q(kind__in=["organisations", "institutions", "participants"]), name="directory_import_kind"
            ),
        ),
        migrations.AddConstraint(
            "listimport",
            models.CheckConstraint(
                condition=Q(kind="organisations", subject_id__isnull=True)
                | (~Q(kind="organisations") & Q(subject_id__isnull=False)),
                name="directory_import_subject",
            ),
        ),
        migrations.AddConstraint(
            "listimport",
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_at__isnull=False), name="directory_import_done"
            ),
        ),
        migrations.AddIndex(
            "listimport", models.Index(fields=["network", "-brought_at"], name="directory_import_order")
        ),
    ]
