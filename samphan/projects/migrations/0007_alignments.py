"""An item of the roadmap serves items of frameworks; cells of a matrix are counted in the index alone."""

import django.db.models.deletion
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0002_axes_and_matches"),
        ("projects", "0006_follow_ups_of_partners"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="projectalignment",
            name="projects_alignment_cell",
        ),
        Together(
            [
                migrations.CreateModel(
                    name="RoadmapAlignment",
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
                    ],
                ),
                migrations.AddIndex(
                    model_name="projectalignment",
                    index=models.Index(
                        fields=["network", "item", "across", "project"],
                        include=("rating",),
                        name="projects_alignment_cell",
                    ),
                ),
                migrations.AddField(
                    model_name="roadmapalignment",
                    name="across",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.frameworkitem",
                    ),
                ),
                migrations.AddField(
                    model_name="roadmapalignment",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.frameworkitem",
                    ),
                ),
                migrations.AddField(
                    model_name="roadmapalignment",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="roadmapalignment",
                    name="roadmap_item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alignments",
                        to="projects.roadmapitem",
                    ),
                ),
                migrations.AddIndex(
                    model_name="roadmapalignment",
                    index=models.Index(
                        fields=["network", "item", "across", "roadmap_item"],
                        include=("rating",),
                        name="projects_roadmapalign_cell",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roadmapalignment",
                    constraint=models.UniqueConstraint(
                        fields=("network", "roadmap_item", "item", "across"),
                        name="projects_roadmapalignment_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roadmapalignment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("rating__isnull", True), ("rating__range", (1, 4)), _connector="OR"
                        ),
                        name="projects_roadmapalignment_rating",
                    ),
                ),
            ]
        ),
        Guarded("RoadmapAlignment", "owned"),
    ]
