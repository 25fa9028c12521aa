"""Row-level security of links, and the function through which a bearer enters the network."""

from django.db import migrations

from samphan.tenancy.rowsecurity import Guarded

# The bearer reads and writes in the one network of the link; which object, policies say. A link that has ended opens
# nothing, but it is told so.
ENTER = """
create function tenancy_enter_link(address text, key text)
returns table (id bigint, slug varchar, name_th varchar, name_en varchar, accent varchar, link bigint,
  purpose varchar, subject_kind varchar, subject_id bigint, label_th varchar, is_open boolean)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  found_link record;
begin
  select n.id as network_id, n.slug, n.name_th, n.name_en, n.accent, l.id as link_id, l.purpose, l.subject_kind,
    l.subject_id, l.label_th, l.revoked_at is null and (l.expires_at is null or l.expires_at > now()) as is_open
  into found_link
  from tenancy_link l join tenancy_network n on n.id = l.network_id
  where l.nonce = key and n.slug = address and n.state = 'active';
  if not found then
    return;
  end if;
  perform set_config('app.user', '', true), set_config('app.operator', '', true), set_config('app.public', '', true),
    set_config('app.networks', case when found_link.is_open then found_link.network_id::text else '' end, true),
    set_config('app.link', case when found_link.is_open then 'link:' || found_link.link_id else '' end, true);
  return query select found_link.network_id, found_link.slug, found_link.name_th, found_link.name_en,
    found_link.accent, found_link.link_id, found_link.purpose, found_link.subject_kind, found_link.subject_id,
    found_link.label_th, found_link.is_open;
end $$;
"""

OWN = """
grant create on schema public to samphan_search;
alter function tenancy_enter_link(text, text) owner to samphan_search;
revoke create on schema public from samphan_search;
grant select on tenancy_link to samphan_search;
create policy tenancy_link_finder on tenancy_link for select to samphan_search using (true);
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0003_links")]

    operations = [
        Guarded("Link", "owned"),
        migrations.RunSQL(ENTER, "drop function tenancy_enter_link"),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
