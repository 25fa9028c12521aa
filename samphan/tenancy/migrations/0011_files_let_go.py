"""Files of which the row stays for proof and the bytes do not."""

from django.db import migrations, models

from samphan.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0010_academic_year"),
    ]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="storedfile",
                    name="let_go_at",
                    field=models.DateTimeField(blank=True, null=True),
                ),
            ]
        ),
    ]
