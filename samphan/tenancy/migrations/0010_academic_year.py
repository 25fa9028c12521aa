"""Each network says in which month its academic years begin; in June, as they did everywhere until now."""

from django.db import migrations, models

from samphan.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0009_writers_of_projects")]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="network",
                    name="academic_from",
                    field=models.PositiveSmallIntegerField(
                        default=6, help_text="1 to 12", verbose_name="month in which the academic year begins"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="network",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("academic_from__range", (1, 12))), name="tenancy_network_academic"
                    ),
                ),
            ]
        )
    ]
