"""Large lists: room for their rows apart from them, the file as it came, work for the worker, and columns that are remembered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_records"),
        ("tenancy", "0005_helpers_of_the_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="listimport",
            name="directory_import_kind",
        ),
        migrations.RemoveConstraint(
            model_name="listimport",
            name="directory_import_subject",
        ),
        migrations.AlterField(
            model_name="listimport",
            name="kind",
            field=models.CharField(
                choices=[
                    ("organisations", "organisations"),
                    ("people", "people"),
                    ("memberships", "memberships"),
                    ("representatives", "representatives of members"),
                    ("terms", "terms on bodies"),
                    ("agreements", "agreements"),
                    ("institutions", "institutions of an event"),
                    ("participants", "participants of an event"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        Together(
            [
                migrations.CreateModel(
                    name="ListColumn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("organisations", "organisations"),
                                    ("people", "people"),
                                    ("memberships", "memberships"),
                                    ("representatives", "representatives of members"),
                                    ("terms", "terms on bodies"),
                                    ("agreements", "agreements"),
                                    ("institutions", "institutions of an event"),
                                    ("participants", "participants of an event"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="queries.imports.plain_header of the column's name", max_length=100
                            ),
                        ),
                        ("code", models.CharField(blank=True, default="", max_length=40)),
                    ],
                ),
                migrations.CreateModel(
                    name="ListRows",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first", models.PositiveIntegerField()),
                        ("cells", models.JSONField(default=list)),
                        ("marks", models.TextField(blank=True, default="")),
                        ("links", models.JSONField(default=dict)),
                    ],
                ),
                migrations.CreateModel(
                    name="ListWork",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("act", models.CharField(max_length=20)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("running", "at work"),
                                    ("done", "done"),
                                    ("failed", "not done"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        ("language", models.CharField(default="th", max_length=5)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("of", models.PositiveIntegerField(default=0)),
                        ("problem", models.CharField(blank=True, default="", max_length=500)),
                    ],
                ),
                migrations.AddField(
                    model_name="listimport",
                    name="file",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.storedfile",
                    ),
                ),
                migrations.AddField(
                    model_name="listimport",
                    name="is_read",
                    field=models.BooleanField(default=True),
                ),
                migrations.AddField(
                    model_name="listimport",
                    name="row_count",
                    field=models.PositiveIntegerField(default=0),
                ),
                migrations.AddField(
                    model_name="listimport",
                    name="sheet",
                    field=models.CharField(blank=True, default="", max_length=100, verbose_name="sheet"),
                ),
                migrations.AddField(
                    model_name="listimport",
                    name="sheets",
                    field=models.JSONField(default=list, help_text="names of the sheets that the file has"),
                ),
                migrations.AddField(
                    model_name="listimport",
                    name="summary",
                    field=models.JSONField(default=dict),
                ),
                migrations.AddConstraint(
                    model_name="listimport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "organisations",
                                    "people",
                                    "memberships",
                                    "representatives",
                                    "terms",
                                    "agreements",
                                    "institutions",
                                    "participants",
                                ],
                            )
                        ),
                        name="directory_import_kind",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="listimport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("institutions", "participants")), ("subject_id__isnull", False)
                            ),
                            models.Q(
                                models.Q(("kind__in", ("institutions", "participants")), _negated=True),
                                ("subject_id__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="directory_import_subject",
                    ),
                ),
                migrations.AddField(
                    model_name="listcolumn",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="listrows",
                    name="brought",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="chunks",
                        to="directory.listimport",
                    ),
                ),
                migrations.AddField(
                    model_name="listrows",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="listwork",
                    name="asked_by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="listwork",
                    name="brought",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="work",
                        to="directory.listimport",
                    ),
                ),
                migrations.AddField(
                    model_name="listwork",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="listcolumn",
                    constraint=models.UniqueConstraint(
                        fields=("network", "kind", "name"), name="directory_column_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="listrows",
                    constraint=models.UniqueConstraint(
                        fields=("network", "brought", "first"), name="directory_rows_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="listwork",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "failed"])),
                        name="directory_listwork_state",
                    ),
                ),
            ]
        ),
        Guarded("ListRows", "owned"),
        Guarded("ListWork", "owned"),
        Guarded("ListColumn", "owned"),
        Guarded("ListImport", "owned"),
    ]
