"""Row-level security of the app's tables."""

from django.db import migrations

from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("directory", "0002_row_security")]

    operations = [
        Guarded("Report", "owned"),
        Guarded("Rewording", "owned"),
        Guarded("Override", "owned"),
        Guarded("IssuedVersion", "owned"),
        Guarded("Letterhead", "owned"),
    ]
