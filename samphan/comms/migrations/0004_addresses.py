"""Addresses and what their owners want, templates of a network, calendars that are followed."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("comms", "0003_mailings"),
        ("tenancy", "0005_helpers_of_the_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="recipient",
            name="skipped",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_address", "no e-mail address"),
                    ("invalid", "the e-mail address cannot be right"),
                    ("duplicate", "the same address stands with somebody else, who gets it"),
                    ("refused", "an earlier message was refused: there is no such mailbox"),
                    ("bounced", "an earlier message was returned from there"),
                    ("stopped", "the addressee does not want messages of this kind"),
                    ("no_link", "there is no personal link that could be sent"),
                    ("left", "no longer among the recipients when it was sent"),
                ],
                default="",
                max_length=12,
                verbose_name="why nothing is sent",
            ),
        ),
        Together(
            [
                migrations.AddField(
                    model_name="message",
                    name="stop_url",
                    field=models.URLField(
                        blank=True,
                        default="",
                        help_text="where the addressee stops messages of this kind (RFC 8058)",
                        max_length=500,
                    ),
                ),
                migrations.CreateModel(
                    name="Addressee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "address_key",
                            models.CharField(
                                help_text="folded to lower case",
                                max_length=254,
                                verbose_name="e-mail address",
                            ),
                        ),
                        (
                            "stopped",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("invitation", "invitations"),
                                        ("reminder", "reminders"),
                                        ("notice", "notices"),
                                        ("thanks", "thanks"),
                                        ("digest", "summaries of what is due"),
                                    ],
                                    max_length=12,
                                ),
                                blank=True,
                                default=list,
                            ),
                        ),
                        (
                            "stopped_at",
                            models.DateTimeField(
                                blank=True, help_text="when the choice was last changed", null=True
                            ),
                        ),
                        ("bounced_at", models.DateTimeField(blank=True, null=True, verbose_name="returned")),
                        (
                            "bounce_reason",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="why it was returned"
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("never", "never"),
                                    ("weekly", "every Monday"),
                                    ("daily", "every day"),
                                ],
                                default="",
                                help_text="empty: as the role suggests",
                                max_length=6,
                            ),
                        ),
                        (
                            "digest_on",
                            models.DateField(blank=True, help_text="the day of the last summary", null=True),
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "address_key"), name="comms_addressee_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stopped__contained_by",
                                        ["invitation", "reminder", "notice", "thanks", "digest"],
                                    )
                                ),
                                name="comms_addressee_purposes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("bounced_at__isnull", False), ("bounce_reason", ""), _connector="OR"
                                ),
                                name="comms_addressee_bounced",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest__in", ["", "never", "weekly", "daily"])),
                                name="comms_addressee_digest",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("calendar", models.CharField(max_length=40, verbose_name="calendar")),
                        (
                            "part_id",
                            models.BigIntegerField(
                                blank=True, help_text="one body, where the calendar has parts", null=True
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                        ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="last read")),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "user", "calendar", "part_id"),
                                name="comms_feed_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MailTemplate",
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
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("kind", models.CharField(max_length=20, verbose_name="kind")),
                        ("about_kind", models.CharField(max_length=60)),
                        ("segment", models.CharField(max_length=60, verbose_name="recipients")),
                        ("subject_th", models.CharField(max_length=200, verbose_name="subject in Thai")),
                        (
                            "subject_en",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="subject in English"
                            ),
                        ),
                        ("body_th", models.TextField(verbose_name="text in Thai")),
                        ("body_en", models.TextField(blank=True, default="", verbose_name="text in English")),
                        (
                            "sort_key",
                            models.CharField(
                                help_text="made of the name, to page in Thai order", max_length=1000
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("subject_th", ""), _negated=True),
                                    models.Q(("body_th", ""), _negated=True),
                                ),
                                name="comms_template_worded",
                            ),
                            models.UniqueConstraint(
                                fields=("network", "about_kind", "name"), name="comms_template_once"
                            ),
                        ],
                    },
                ),
            ]
        ),
        Guarded("Addressee", "owned"),
        Guarded("CalendarFeed", "owned"),
        Guarded("MailTemplate", "owned"),
    ]
