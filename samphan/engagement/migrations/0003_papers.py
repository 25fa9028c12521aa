"""Papers that a partner gets for its part in a project."""

import django.db.models.deletion
from django.db import migrations, models

from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("engagement", "0002_pictures_and_uses"),
        ("projects", "0005_records"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerPaper",
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
                        choices=[("letter", "letter of thanks"), ("record", "record of contribution")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="number")),
                ("issued_on", models.DateField(verbose_name="issued on")),
                ("signer_name", models.CharField(max_length=200, verbose_name="signed by")),
                (
                    "signer_position",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="position"),
                ),
                ("content", models.JSONField(default=dict)),
                ("by_name", models.CharField(max_length=200, verbose_name="by")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.projectpartner",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["letter", "record"]),
                            models.Q(("number", ""), _negated=True),
                            models.Q(("signer_name", ""), _negated=True),
                        ),
                        name="engagement_paper_coded",
                    ),
                    models.UniqueConstraint(
                        fields=("network", "kind", "number"), name="engagement_paper_once"
                    ),
                ],
            },
        ),
        Guarded("PartnerPaper", "owned"),
    ]
