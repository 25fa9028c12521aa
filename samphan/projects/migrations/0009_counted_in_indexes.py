"""Cells of a matrix, the evidence for them, and approved projects are counted in indexes alone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0009_listed_with_keeper"),
        ("frameworks", "0002_axes_and_matches"),
        ("projects", "0008_duplicates_and_public"),
        ("tenancy", "0009_writers_of_projects"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="projectalignment",
            name="projects_alignment_cell",
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                condition=models.Q(("review", "approved")),
                fields=["network", "id"],
                include=("visibility",),
                name="projects_project_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="projectalignment",
            index=models.Index(
                fields=["network", "item", "across", "project"],
                include=("rating", "id"),
                name="projects_alignment_cell",
            ),
        ),
    ]
