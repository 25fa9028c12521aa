"""What a partner was asked about: each address that it is given names its own asking."""

from django.db import migrations, models

from samphan.kit.migrations import Together


class Migration(migrations.Migration):
    dependencies = [
        ("engagement", "0004_knowledge_for_everybody"),
    ]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="partnerask",
                    name="about",
                    field=models.CharField(
                        choices=[
                            ("record", "what is written about it"),
                            ("rating", "rating of the project"),
                            ("certificate", "certificate of use"),
                            ("follow_up", "what is left of the project"),
                        ],
                        default="record",
                        max_length=12,
                        verbose_name="about",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="partnerask",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("about__in", ["record", "rating", "certificate", "follow_up"])),
                        name="engagement_ask_about_coded",
                    ),
                ),
            ]
        ),
    ]
