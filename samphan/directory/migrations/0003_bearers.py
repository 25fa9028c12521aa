"""Whoever comes by a personal link may read the names of organisations, to choose among them."""

from django.db import migrations

from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_row_security"), ("tenancy", "0004_link_scope")]

    operations = [Guarded("Organisation", "shared"), Guarded("OrganisationName", "shared")]
