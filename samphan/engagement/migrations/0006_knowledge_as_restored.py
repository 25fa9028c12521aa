"""What everybody may read of community knowledge, in words that a restored backup writes the same way."""

from django.db import migrations

from samphan.tenancy.rowsecurity import NETWORKS, PUBLIC, Guarded

OWN = f"network_id = {NETWORKS}"
TODAY = "(now() at time zone 'Asia/Bangkok')::date"
SHOWN = (
    f"{OWN} or (network_id = {PUBLIC} and is_public and kind <> 'person' and (consent = 'given' or consent = 'conditions') "
    f"and (consent_until is null or consent_until >= {TODAY}))"
)


class Migration(migrations.Migration):

    dependencies = [
        ("engagement", "0005_asked_about"),
    ]

    operations = [
        Guarded("CommunityKnowledge", "owned", read=SHOWN, write=OWN),
    ]
