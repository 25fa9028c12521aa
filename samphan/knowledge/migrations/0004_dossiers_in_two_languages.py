"""Own words of a dossier, and the own part in its projects, in both languages; what stands there already is Thai."""

from django.db import migrations, models

from samphan.kit.migrations import Together


class Migration(migrations.Migration):

    dependencies = [
        ("knowledge", "0003_case_papers"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="dossierpart", name="knowledge_part_words"),
        migrations.RenameField(model_name="dossierpart", old_name="words", new_name="words_th"),
        migrations.RenameField(model_name="dossierproject", old_name="own_part", new_name="own_part_th"),
        migrations.AlterField(
            model_name="dossierpart",
            name="words_th",
            field=models.TextField(blank=True, default="", verbose_name="own words, in Thai"),
        ),
        migrations.AlterField(
            model_name="dossierproject",
            name="own_part_th",
            field=models.TextField(blank=True, default="", verbose_name="own part in it, in Thai"),
        ),
        Together([
            migrations.AddField(
                model_name="dossierpart",
                name="words_en",
                field=models.TextField(blank=True, default="", verbose_name="own words, in English"),
            ),
            migrations.AddField(
                model_name="dossierproject",
                name="own_part_en",
                field=models.TextField(blank=True, default="", verbose_name="own part in it, in English"),
            ),
            migrations.AddConstraint(
                model_name="dossierpart",
                constraint=models.CheckConstraint(
                    condition=models.Q(models.Q(("words_th", ""), _negated=True), models.Q(("words_en", ""), _negated=True), _connector="OR"),
                    name="knowledge_part_words",
                ),
            ),
        ]),
    ]
