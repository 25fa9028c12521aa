"""Row-level security of the app's tables, and the one copy that they keep of a shared record."""

from django.db import migrations

from samphan.tenancy.rowsecurity import Guarded

# A member is paged in the order of its organisation, whose record another network may keep and rename. That network
# cannot see who has it as a member, so that the copies are put right here.
FOLLOW = """
create function networks_member_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update networks_member set sort_key = new.sort_key where organisation_id = new.id;
  return null;
end $$;
grant create on schema public to samphan_search;
alter function networks_member_follow() owner to samphan_search;
revoke create on schema public from samphan_search;
grant select (organisation_id), update (sort_key) on networks_member to samphan_search;
create policy networks_member_follower_reads on networks_member for select to samphan_search using (true);
create policy networks_member_follower_writes on networks_member for update to samphan_search using (true);
create trigger networks_member_follow after update of sort_key on directory_organisation
  for each row when (old.sort_key is distinct from new.sort_key) execute function networks_member_follow();
"""


class Migration(migrations.Migration):
    dependencies = [("networks", "0001_initial"), ("directory", "0002_row_security")]

    operations = [
        Guarded("Member", "owned"),
        Guarded("Representative", "owned"),
        migrations.RunSQL(FOLLOW, "drop trigger networks_member_follow on directory_organisation"),
    ]
