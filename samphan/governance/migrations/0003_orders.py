"""An order of appointment keeps the words from which its files are made."""

from django.db import migrations, models

from samphan.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_meetings"),
    ]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="instrument",
                    name="content",
                    field=models.JSONField(
                        blank=True, help_text="the words of an order that was made here, by field", null=True
                    ),
                ),
                migrations.AddField(
                    model_name="instrument",
                    name="problem",
                    field=models.CharField(blank=True, default="", max_length=500),
                ),
            ]
        ),
    ]
