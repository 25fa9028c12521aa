"""Row-level security of the app's tables."""

from django.db import migrations

from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial"), ("directory", "0002_row_security")]

    operations = [
        Guarded("Member", "owned"),
        Guarded("Representative", "owned"),
    ]
