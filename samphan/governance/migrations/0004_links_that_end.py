"""Links to minutes that are to be corrected had no end: from now on those that are open work for thirty days more."""

from django.db import migrations

# As ``tenancy.links.ends_at`` says it: with the end of the thirtieth day, or of the last day for corrections if that is
# later. The tables' own row-level security knows no migration, so that it is laid down for the time being.
END = """
set constraints all immediate;
alter table tenancy_link no force row level security;
alter table governance_attendee no force row level security;
alter table governance_minutes no force row level security;
update tenancy_link l set expires_at =
  (greatest((now() at time zone 'Asia/Bangkok')::date + 30, m.correct_until) + 1)::timestamp at time zone 'Asia/Bangkok'
  - interval '1 microsecond'
from governance_attendee a left join governance_minutes m on m.meeting_id = a.meeting_id
where l.purpose = 'governance.correct' and l.subject_kind = 'governance.attendee' and l.subject_id = a.id
  and l.expires_at is null and l.revoked_at is null;
set constraints all immediate;
alter table tenancy_link force row level security;
alter table governance_attendee force row level security;
alter table governance_minutes force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_orders"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [migrations.RunSQL(END, migrations.RunSQL.noop)]
