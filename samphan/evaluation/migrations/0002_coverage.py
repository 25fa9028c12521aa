"""An empty cell of a coverage matrix becomes an action."""

import django.db.models.deletion
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0001_judging"),
        ("frameworks", "0002_axes_and_matches"),
        ("projects", "0007_alignments"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="CoverageAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("found_at", models.DateTimeField(auto_now_add=True)),
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
                            "action",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.actionitem",
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
                                fields=["network", "item", "across"], name="evaluation_coverage_cell"
                            )
                        ],
                    },
                ),
            ]
        ),
        Guarded("CoverageAction", "owned"),
    ]
