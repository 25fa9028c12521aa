"""Row-level security of the outbox."""

from django.db import migrations

from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [("comms", "0001_initial"), ("tenancy", "0002_row_security")]

    operations = [Guarded("Message", "mixed")]
