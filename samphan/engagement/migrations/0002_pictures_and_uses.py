"""Small pictures and points of photographs, who uses what communities know, and what of it a public page shows."""

import django.db.models.deletion
from django.db import migrations, models
from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import NETWORKS, PUBLIC, Guarded

OWN = f"network_id = {NETWORKS}"
# What stands on the public page of a published project; nothing that was withdrawn.
SHOWN = (
    f"{OWN} or (network_id = {PUBLIC} and is_public and withdrawn_at is null and exists (select 1 from projects_project p "  # noqa: S608 - made of constants
    "where p.id = {t}.project_id and p.published_at is not null))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("engagement", "0001_both_sides"),
        ("projects", "0006_follow_ups_of_partners"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="KnowledgeUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.TextField(blank=True, default="", verbose_name="how it is used")),
                        ("added_by", models.CharField(blank=True, default="", max_length=200)),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                migrations.AddField(
                    model_name="communityknowledge",
                    name="asked_on",
                    field=models.DateField(blank=True, null=True, verbose_name="asked on"),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="latitude",
                    field=models.DecimalField(
                        blank=True, decimal_places=5, max_digits=8, null=True, verbose_name="latitude"
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="longitude",
                    field=models.DecimalField(
                        blank=True, decimal_places=5, max_digits=8, null=True, verbose_name="longitude"
                    ),
                ),
                migrations.AddField(
                    model_name="evidence",
                    name="thumbnail",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.storedfile",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent", "withdrawn"), _negated=True),
                            models.Q(("file__isnull", True), ("thumbnail__isnull", True)),
                            _connector="OR",
                        ),
                        name="engagement_evidence_no_picture",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="engagement_evidence_point",
                    ),
                ),
                migrations.AddField(
                    model_name="knowledgeuse",
                    name="knowledge",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="engagement.communityknowledge",
                    ),
                ),
                migrations.AddField(
                    model_name="knowledgeuse",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="knowledgeuse",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.project"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="knowledgeuse",
                    constraint=models.UniqueConstraint(
                        fields=("network", "knowledge", "project"), name="engagement_knowledge_use_once"
                    ),
                ),
            ]
        ),
        Guarded("KnowledgeUse", "owned"),
        Guarded("Evidence", "owned", read=SHOWN, write=OWN),
    ]
