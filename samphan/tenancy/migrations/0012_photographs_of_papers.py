"""Papers name the photographs that stand in them."""

import django.contrib.postgres.fields
from django.db import migrations, models

from samphan.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0011_files_let_go"),
    ]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="storedfile",
                    name="photographs",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
                    ),
                ),
            ]
        ),
    ]
