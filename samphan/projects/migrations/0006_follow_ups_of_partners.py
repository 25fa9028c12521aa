"""Partners of a project are asked too what is left of what it reached."""

import django.db.models.deletion
from django.db import migrations, models
from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0005_records"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="followup",
            name="projects_followup_once",
        ),
        migrations.RemoveConstraint(
            model_name="followup",
            name="projects_followup_answer",
        ),
        migrations.AlterField(
            model_name="followup",
            name="answer",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_started", "not started"),
                    ("under_way", "under way"),
                    ("done", "done"),
                    ("dropped", "dropped"),
                    ("spread", "lasts and has spread further"),
                    ("lasts", "lasts"),
                    ("partly", "lasts in part"),
                    ("gone", "is gone"),
                    ("cannot_say", "cannot say"),
                ],
                default="",
                max_length=12,
                verbose_name="answer",
            ),
        ),
        Together(
            [
                migrations.AddField(
                    model_name="followup",
                    name="partner",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.projectpartner",
                    ),
                ),
                migrations.AddField(
                    model_name="followup",
                    name="reminded_on",
                    field=models.DateField(blank=True, null=True, verbose_name="reminded"),
                ),
                migrations.AddConstraint(
                    model_name="followup",
                    constraint=models.UniqueConstraint(
                        fields=(
                            "network",
                            "roadmap_item",
                            "action",
                            "project",
                            "possible_project",
                            "partner",
                            "due_on",
                        ),
                        name="projects_followup_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="followup",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("partner__isnull", True), ("project__isnull", False), _connector="OR"
                        ),
                        name="projects_followup_partner_of_project",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="followup",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True)),
                            models.Q(
                                (
                                    "answer__in",
                                    [
                                        "not_started",
                                        "under_way",
                                        "done",
                                        "dropped",
                                        "spread",
                                        "lasts",
                                        "partly",
                                        "gone",
                                        "cannot_say",
                                    ],
                                ),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="projects_followup_answer",
                    ),
                ),
            ]
        ),
        Guarded("FollowUp", "owned"),
    ]
