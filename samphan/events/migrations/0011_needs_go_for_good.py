"""Needs go with their registration, and no copy of them stays behind."""

import django.db.models
from django.db import migrations

import samphan.events.models.registration


class Migration(migrations.Migration):
    """What the model says about removal; the table stays as it is."""

    dependencies = [("events", "0010_satisfaction")]

    operations = [
        migrations.AlterField(
            model_name="personalneed",
            name="registration",
            field=django.db.models.ForeignKey(
                on_delete=samphan.events.models.registration.gone_for_good,
                related_name="needs",
                to="events.registration",
                verbose_name="participant",
            ),
        ),
    ]
