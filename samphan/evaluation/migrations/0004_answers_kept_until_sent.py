"""What a partner chooses on its page is kept until it sends everything."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluation', '0003_matches_of_the_framework'),
    ]

    operations = [
        migrations.AddField(
            model_name='rating',
            name='draft',
            field=models.JSONField(default=dict),
        ),
    ]
