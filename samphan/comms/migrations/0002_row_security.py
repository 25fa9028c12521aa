"""Row-level security of the outbox."""

from django.db import migrations

from samphan.tenancy.rowsecurity import NETWORKS, OPERATOR, Guarded

# Mail without a network holds the links that choose a new password: the product alone reads it, no page does.
READ = f"network_id = {NETWORKS} or (network_id is null and {OPERATOR})"
WRITE = f"network_id = {NETWORKS} or network_id is null"


class Migration(migrations.Migration):
    dependencies = [("comms", "0001_initial"), ("tenancy", "0002_row_security")]

    operations = [Guarded("Message", "mixed", read=READ, write=WRITE)]
