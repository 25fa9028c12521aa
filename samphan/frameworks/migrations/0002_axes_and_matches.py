"""Groups of items and matrices are data of a framework; items go with other items."""

import django.db.models.deletion
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0001_frameworks"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="ItemMatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_ours",
                            models.BooleanField(default=False, verbose_name="comes with the product"),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="framework",
                    name="axes",
                    field=models.JSONField(blank=True, default=list, verbose_name="groups of items"),
                ),
                migrations.AddField(
                    model_name="framework",
                    name="matrix_columns",
                    field=models.SlugField(
                        blank=True, default="", max_length=30, verbose_name="columns of the matrix"
                    ),
                ),
                migrations.AddField(
                    model_name="framework",
                    name="matrix_rows",
                    field=models.SlugField(
                        blank=True, default="", max_length=30, verbose_name="rows of the matrix"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="framework",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("matrix_columns", ""), ("matrix_rows", "")),
                            models.Q(
                                models.Q(("matrix_rows", ""), _negated=True),
                                models.Q(("matrix_columns", ""), _negated=True),
                                models.Q(("matrix_rows", models.F("matrix_columns")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="frameworks_framework_matrix",
                    ),
                ),
                migrations.AddField(
                    model_name="itemmatch",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="frameworks.frameworkitem",
                    ),
                ),
                migrations.AddField(
                    model_name="itemmatch",
                    name="match",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matched_by",
                        to="frameworks.frameworkitem",
                    ),
                ),
                migrations.AddField(
                    model_name="itemmatch",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="itemmatch",
                    constraint=models.UniqueConstraint(
                        fields=("network", "item", "match"), name="frameworks_match_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="itemmatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("item", models.F("match")), _negated=True),
                        name="frameworks_match_other",
                    ),
                ),
            ]
        ),
        Guarded("ItemMatch", "owned"),
    ]
