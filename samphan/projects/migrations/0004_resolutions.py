"""An action may follow a resolution of a meeting up."""

import django.db.models.deletion
from django.db import migrations, models

from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_meetings"),
        ("projects", "0003_agreements"),
    ]

    operations = [
        migrations.AddField(
            model_name="actionitem",
            name="resolution",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="governance.resolution",
                verbose_name="follows up the resolution",
            ),
        ),
        Guarded("ActionItem", "owned"),
    ]
