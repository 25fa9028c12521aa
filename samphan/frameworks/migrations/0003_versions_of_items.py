"""Items have a version, so that two who change the same one see each other."""

from django.db import migrations, models

from samphan.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0002_axes_and_matches"),
    ]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="frameworkitem",
                    name="version",
                    field=models.PositiveIntegerField(default=1),
                ),
                migrations.AddField(
                    model_name="frameworkitem",
                    name="changed_at",
                    field=models.DateTimeField(auto_now=True),
                ),
                migrations.AddField(
                    model_name="frameworkitem",
                    name="changed_by",
                    field=models.CharField(blank=True, default="", max_length=200),
                ),
            ]
        ),
    ]
