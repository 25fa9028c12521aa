"""Records that were merged into another, and pairs that were kept apart."""

import django.db.models.deletion
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0006_list_rows"),
        ("tenancy", "0006_saved_views"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="KeptApart",
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
                                help_text="directory.organisation or directory.person", max_length=30
                            ),
                        ),
                        ("first_id", models.BigIntegerField()),
                        ("second_id", models.BigIntegerField()),
                        ("said_by", models.CharField(blank=True, default="", max_length=200)),
                    ],
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("repointed", models.JSONField(default=list)),
                        (
                            "reason",
                            models.CharField(blank=True, default="", max_length=500, verbose_name="reason"),
                        ),
                        ("merged_by", models.CharField(blank=True, default="", max_length=200)),
                        ("merged_at", models.DateTimeField(verbose_name="merged")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="undone")),
                    ],
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="never a chain",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="person",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="never a chain",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="directory_organisation_merged",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="person",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("id")), _negated=True),
                        name="directory_person_merged",
                    ),
                ),
                migrations.AddField(
                    model_name="keptapart",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="into_organisation",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="into_person",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.person",
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="organisation",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="merge",
                    name="person",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="keptapart",
                    constraint=models.UniqueConstraint(
                        fields=("network", "kind", "first_id", "second_id"), name="directory_apart_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="keptapart",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("first_id__lt", models.F("second_id"))),
                        name="directory_apart_order",
                    ),
                ),
                migrations.AddIndex(
                    model_name="merge",
                    index=models.Index(fields=["network", "-merged_at"], name="directory_merge_recent"),
                ),
                migrations.AddConstraint(
                    model_name="merge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("into_organisation__isnull", False),
                                ("into_person__isnull", True),
                                ("organisation__isnull", False),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("into_organisation__isnull", True),
                                ("into_person__isnull", False),
                                ("organisation__isnull", True),
                                ("person__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="directory_merge_pair",
                    ),
                ),
            ]
        ),
        Guarded("Merge", "owned"),
        Guarded("KeptApart", "owned"),
    ]
