"""Links by which members confirm their records had no end: from now on those that are open work for thirty days more."""

from django.db import migrations

# As ``tenancy.links.ends_at`` says it: with the end of the thirtieth day, or of the day on which answers are due if that is
# later. The tables' own row-level security knows no migration, so that it is laid down for the time being.
END = """
set constraints all immediate;
alter table tenancy_link no force row level security;
alter table networks_confirmation no force row level security;
alter table networks_confirmationround no force row level security;
update tenancy_link l set expires_at =
  (greatest((now() at time zone 'Asia/Bangkok')::date + 30, r.due_on) + 1)::timestamp at time zone 'Asia/Bangkok'
  - interval '1 microsecond'
from networks_confirmation c join networks_confirmationround r on r.id = c.round_id
where l.purpose = 'networks.confirm' and l.subject_kind = 'networks.confirmation' and l.subject_id = c.id
  and l.expires_at is null and l.revoked_at is null;
set constraints all immediate;
alter table tenancy_link force row level security;
alter table networks_confirmation force row level security;
alter table networks_confirmationround force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0004_frame"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [migrations.RunSQL(END, migrations.RunSQL.noop)]
