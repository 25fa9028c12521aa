"""Lists leave out what was merged: their order is indexed without it, so that pages are skipped in the index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_merging")]

    operations = [
        migrations.RemoveIndex(model_name="organisation", name="directory_organisation_order"),
        migrations.RemoveIndex(model_name="person", name="directory_person_order"),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                fields=["sort_key", "id"],
                name="directory_organisation_listed",
                condition=models.Q(merged_into__isnull=True),
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["sort_key", "id"],
                name="directory_person_listed",
                condition=models.Q(merged_into__isnull=True),
            ),
        ),
    ]
