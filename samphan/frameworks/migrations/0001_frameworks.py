"""Frameworks and their items."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Framework",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("changed_by", models.CharField(blank=True, default="", max_length=200)),
                        ("code", models.SlugField(max_length=40, verbose_name="code")),
                        ("edition", models.CharField(max_length=40, verbose_name="version")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("framework", "framework"),
                                    ("strategy", "strategic plan"),
                                    ("quality", "quality plan"),
                                    ("learning", "learning plan"),
                                    ("research", "research plan"),
                                    ("area", "provincial or national plan"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("title_th", models.CharField(max_length=300, verbose_name="title in Thai")),
                        (
                            "title_en",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="title in English"
                            ),
                        ),
                        ("about_th", models.TextField(blank=True, default="", verbose_name="about, in Thai")),
                        (
                            "about_en",
                            models.TextField(blank=True, default="", verbose_name="about, in English"),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, default="", max_length=500, verbose_name="source"),
                        ),
                        (
                            "licence",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="licence"),
                        ),
                        (
                            "is_shipped",
                            models.BooleanField(default=False, verbose_name="comes with the product"),
                        ),
                        (
                            "from_year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Christian era", null=True, verbose_name="from the year"
                            ),
                        ),
                        (
                            "until_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Christian era",
                                null=True,
                                verbose_name="until the year",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("in_use", "in use"),
                                    ("superseded", "superseded by a new version"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="in_use",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "state_reason",
                            models.CharField(blank=True, default="", max_length=1000, verbose_name="reason"),
                        ),
                        ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted on")),
                        ("sort_key", models.CharField(max_length=1000)),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample data")),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="frameworks.framework",
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
                ),
                migrations.CreateModel(
                    name="FrameworkItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("axis", models.SlugField(max_length=30, verbose_name="group")),
                        ("code", models.CharField(max_length=40, verbose_name="code")),
                        ("title_th", models.CharField(max_length=500, verbose_name="title in Thai")),
                        (
                            "title_en",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="title in English"
                            ),
                        ),
                        (
                            "words_th",
                            models.TextField(blank=True, default="", verbose_name="explanation in Thai"),
                        ),
                        (
                            "words_en",
                            models.TextField(blank=True, default="", verbose_name="explanation in English"),
                        ),
                        (
                            "crosswalk",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=80), blank=True, default=list
                            ),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="frameworks.frameworkitem",
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="frameworks.framework",
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
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="frameworks.frameworkitem",
                            ),
                        ),
                    ],
                ),
                migrations.AddConstraint(
                    model_name="framework",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("title_th", ""), _negated=True),
                        name="frameworks_framework_titled",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="framework",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["framework", "strategy", "quality", "learning", "research", "area"],
                            ),
                            ("state__in", ["in_use", "superseded", "withdrawn"]),
                        ),
                        name="frameworks_framework_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="framework",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("from_year__isnull", True),
                            ("until_year__isnull", True),
                            ("until_year__gte", models.F("from_year")),
                            _connector="OR",
                        ),
                        name="frameworks_framework_years",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="framework",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("state_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="frameworks_framework_withdrawn_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="framework",
                    constraint=models.UniqueConstraint(
                        fields=("network", "code", "edition"), name="frameworks_framework_version_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="framework",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "in_use")),
                        fields=("network", "code"),
                        name="frameworks_framework_one_in_use",
                    ),
                ),
                migrations.AddIndex(
                    model_name="frameworkitem",
                    index=models.Index(fields=["framework", "axis", "order"], name="frameworks_item_order"),
                ),
                migrations.AddConstraint(
                    model_name="frameworkitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("title_th", ""), _negated=True), name="frameworks_item_titled"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="frameworkitem",
                    constraint=models.UniqueConstraint(
                        fields=("network", "framework", "axis", "code"), name="frameworks_item_once"
                    ),
                ),
            ]
        ),
        Guarded("Framework", "owned"),
        Guarded("FrameworkItem", "owned"),
    ]
