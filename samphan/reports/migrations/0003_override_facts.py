"""An override holds for the facts that failed; a version keeps the emblem that it was issued with."""

import django.db.models.deletion
from django.db import migrations, models

from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_row_security"), ("tenancy", "0002_row_security")]

    operations = [
        migrations.AddField("override", "facts", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.AddField(
            "issuedversion",
            "emblem",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.storedfile",
            ),
        ),
        Guarded("IssuedVersion", "owned"),
    ]
