"""Papers of case studies, made by the worker for who asks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0002_library_and_public_pages"),
        ("tenancy", "0009_writers_of_projects"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="CasePaper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("th", "Thai"), ("en", "English")],
                                default="th",
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "being made"),
                                    ("ready", "ready"),
                                    ("failed", "could not be made"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("done", models.PositiveSmallIntegerField(default=0, verbose_name="steps done")),
                        (
                            "problem",
                            models.CharField(blank=True, default="", max_length=500, verbose_name="problem"),
                        ),
                        (
                            "asked_by",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="asked for by"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked for at")),
                        ("fingerprint", models.CharField(blank=True, default="", max_length=64)),
                        (
                            "asker",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="knowledge.casestudy",
                            ),
                        ),
                        (
                            "docx",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.storedfile",
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
                        (
                            "pdf",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "ready", "failed"])),
                                name="knowledge_case_paper_state",
                            ),
                            models.UniqueConstraint(
                                fields=("network", "case", "asker", "language"),
                                name="knowledge_case_paper_once",
                            ),
                        ],
                    },
                ),
            ]
        ),
        Guarded("CasePaper", "owned"),
    ]
