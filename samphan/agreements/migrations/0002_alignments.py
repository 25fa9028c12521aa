"""An agreement serves items of frameworks."""

import django.db.models.deletion
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_agreements_and_resources"),
        ("frameworks", "0002_axes_and_matches"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="AgreementAlignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="how it serves this"
                            ),
                        ),
                        (
                            "rating",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rating"),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("made_by", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "across",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="frameworks.frameworkitem",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alignments",
                                to="agreements.agreement",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="frameworks.frameworkitem",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["network", "item", "across", "agreement"],
                                include=("rating",),
                                name="agreements_alignment_cell",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "agreement", "item", "across"),
                                name="agreements_alignment_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rating__isnull", True), ("rating__range", (1, 4)), _connector="OR"
                                ),
                                name="agreements_alignment_rating",
                            ),
                        ],
                    },
                ),
            ]
        ),
        Guarded("AgreementAlignment", "owned"),
    ]
