"""For how long a community agreed, how it is named to everybody, and by what its knowledge is found on public pages."""

import django.db.models.deletion
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import NETWORKS, PUBLIC, Guarded

OWN = f"network_id = {NETWORKS}"
TODAY = "(now() at time zone 'Asia/Bangkok')::date"
SHOWN = (
    f"{OWN} or (network_id = {PUBLIC} and is_public and kind <> 'person' and consent in ('given', 'conditions') "
    f"and (consent_until is null or consent_until >= {TODAY}))"
)


class Migration(migrations.Migration):

    dependencies = [
        ("engagement", "0003_papers"),
        ("projects", "0008_duplicates_and_public"),
    ]

    operations = [
        Together([
            migrations.AddField(
                model_name="communityknowledge",
                name="consent_until",
                field=models.DateField(blank=True, null=True, verbose_name="agreed until"),
            ),
            migrations.AddField(
                model_name="communityknowledge",
                name="credit",
                field=models.CharField(
                    blank=True, default="", max_length=300, verbose_name="named to everybody as"
                ),
            ),
            migrations.AddField(
                model_name="communityknowledge",
                name="theme",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="projects.theme",
                ),
            ),
            migrations.AddField(
                model_name="communityknowledge",
                name="province",
                field=models.CharField(
                    blank=True,
                    default="",
                    help_text="ISO 3166-2, see catalogue/places",
                    max_length=5,
                    verbose_name="province",
                ),
            ),
            migrations.AddConstraint(
                model_name="communityknowledge",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("consent_until__isnull", True),
                        ("consent_on__isnull", True),
                        ("consent_until__gte", models.F("consent_on")),
                        _connector="OR",
                    ),
                    name="engagement_knowledge_until",
                ),
            ),
        ]),
        Guarded("CommunityKnowledge", "owned", read=SHOWN, write=OWN),
    ]
