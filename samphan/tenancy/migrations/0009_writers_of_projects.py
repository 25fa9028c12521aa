"""Who writes the records of own projects."""


from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0008_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="grant",
            name="tenancy_grant_role",
        ),
        migrations.RemoveConstraint(
            model_name="invitation",
            name="tenancy_invitation_role",
        ),
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(
                choices=[
                    ("secretariat", "secretariat"),
                    ("board_member", "board member"),
                    ("coordinator", "coordinator of a member institution"),
                    ("project_lead", "project leader"),
                    ("project_writer", "writer of projects"),
                    ("event_helper", "helper on the day of an event"),
                    ("community_partner", "community partner"),
                ],
                max_length=30,
                verbose_name="role",
            ),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="role",
            field=models.CharField(
                choices=[
                    ("secretariat", "secretariat"),
                    ("board_member", "board member"),
                    ("coordinator", "coordinator of a member institution"),
                    ("project_lead", "project leader"),
                    ("project_writer", "writer of projects"),
                    ("event_helper", "helper on the day of an event"),
                    ("community_partner", "community partner"),
                ],
                max_length=30,
                verbose_name="role",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "secretariat",
                            "board_member",
                            "coordinator",
                            "project_lead",
                            "project_writer",
                            "event_helper",
                            "community_partner",
                        ],
                    )
                ),
                name="tenancy_grant_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "secretariat",
                            "board_member",
                            "coordinator",
                            "project_lead",
                            "project_writer",
                            "event_helper",
                            "community_partner",
                        ],
                    )
                ),
                name="tenancy_invitation_role",
            ),
        ),
    ]
