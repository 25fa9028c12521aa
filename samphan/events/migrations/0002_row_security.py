"""Row-level security of the app's tables."""

from django.db import migrations

from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("directory", "0002_row_security")]

    operations = [
        Guarded("Event", "owned"),
        Guarded("EventHost", "owned"),
        Guarded("Team", "owned"),
        Guarded("TeamOrganisation", "owned"),
        Guarded("Topic", "owned"),
        Guarded("StrategicGroup", "owned"),
        Guarded("AgendaItem", "owned"),
        Guarded("Document", "owned"),
        Guarded("ParticipantCategory", "owned"),
        Guarded("ParticipatingInstitution", "owned"),
        Guarded("Registration", "owned"),
        Guarded("Output", "owned"),
        Guarded("Result", "owned"),
        Guarded("Evidence", "owned"),
        Guarded("Use", "owned"),
        Guarded("UseSource", "owned"),
    ]
