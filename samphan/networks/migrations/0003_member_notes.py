from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networks", "0002_row_security")]

    operations = [
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(("note", ""), _negated=True), fields=["network"], name="networks_member_noted"
            ),
        ),
    ]
