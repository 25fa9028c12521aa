"""What communities know is one more part of a network's public pages."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("engagement", "0004_knowledge_for_everybody"),
        ("knowledge", "0004_dossiers_in_two_languages"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="publicsite", name="knowledge_site_coded"),
        migrations.AlterField(
            model_name="publicsite",
            name="shows",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("about", "About us"),
                        ("principles", "Principles"),
                        ("board", "Board"),
                        ("projects", "Projects"),
                        ("cases", "Case studies"),
                        ("knowledge", "Community knowledge"),
                        ("events", "Events"),
                        ("news", "News"),
                    ],
                    max_length=12,
                ),
                blank=True,
                default=list,
            ),
        ),
        migrations.AddConstraint(
            model_name="publicsite",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "shows__contained_by",
                        ["about", "principles", "board", "projects", "cases", "knowledge", "events", "news"],
                    )
                ),
                name="knowledge_site_coded",
            ),
        ),
    ]
