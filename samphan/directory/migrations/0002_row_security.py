"""Row-level security of the shared directory: who may see a person, who keeps a record."""

from django.db import migrations

from samphan.tenancy.rowsecurity import NETWORKS, SIGNED_IN, Guarded

SEE_PERSON = (
    f"kept_by_id = {NETWORKS} or (is_listed and {SIGNED_IN}) or exists (select 1 from directory_personrelation r "
    f"where r.person_id = {{t}}.id and r.network_id = {NETWORKS})"
)
SEE_AFFILIATION = "exists (select 1 from directory_person p where p.id = {t}.person_id)"
KEEP = f"kept_by_id = {NETWORKS}"


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("tenancy", "0002_row_security")]

    operations = [
        Guarded("Organisation", "shared"),
        Guarded("OrganisationName", "shared"),
        Guarded("PersonRelation", "owned"),
        Guarded("Person", "person", read=SEE_PERSON, write=KEEP),
        Guarded("Affiliation", "affiliation", read=SEE_AFFILIATION, write=KEEP),
        Guarded("ListImport", "owned"),
    ]
