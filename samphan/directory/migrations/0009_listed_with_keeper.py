"""The index of the list holds what row-level security asks for; without it each skipped row was read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_listed")]

    operations = [
        migrations.RemoveIndex(model_name="organisation", name="directory_organisation_listed"),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                fields=["sort_key", "id"],
                include=["kept_by"],
                name="directory_organisation_listed",
                condition=models.Q(merged_into__isnull=True),
            ),
        ),
    ]
