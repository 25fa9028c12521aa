"""Row-level security of the app's tables. What was issued is published; a report in preparation is not."""

from django.db import migrations

from samphan.tenancy.rowsecurity import NETWORKS, PUBLIC, Guarded

OWN = f"network_id = {NETWORKS}"
ISSUED = f"{OWN} or network_id = {PUBLIC}"
HAS_ISSUED = f"{OWN} or (network_id = {PUBLIC} and exists (select 1 from reports_issuedversion v where v.report_id = {{t}}.id))"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("directory", "0002_row_security")]

    operations = [
        Guarded("Report", "owned", read=HAS_ISSUED, write=OWN),
        Guarded("Rewording", "owned"),
        Guarded("Override", "owned"),
        Guarded("IssuedVersion", "owned", read=ISSUED, write=OWN),
        Guarded("Letterhead", "owned"),
    ]
