"""What answers a challenge is said by the matches of the framework, which each network may change."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_coverage")]

    operations = [
        migrations.RemoveConstraint(model_name="challengematch", name="evaluation_challenge_match_once"),
        migrations.DeleteModel(name="ChallengeMatch"),
    ]
