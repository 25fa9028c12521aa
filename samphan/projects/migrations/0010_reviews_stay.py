"""What happened to a record is only added to."""

from django.db import migrations

STAYS = """
create policy projects_projectreview_stays on projects_projectreview as restrictive for update using (false);
create policy projects_projectreview_kept on projects_projectreview as restrictive for delete using (false);
"""
BACK = """
drop policy projects_projectreview_stays on projects_projectreview;
drop policy projects_projectreview_kept on projects_projectreview;
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0009_counted_in_indexes")]

    operations = [migrations.RunSQL(STAYS, BACK)]
