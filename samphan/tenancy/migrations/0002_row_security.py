"""Row-level security of the ground floor, and the functions through which the scope and the search work."""

from django.db import migrations

from samphan.tenancy.rowsecurity import OPERATOR, USER, Guarded

ENTER = """
create function tenancy_enter(who bigint, address text, operates boolean)
returns table (id bigint, slug varchar, name_th varchar, name_en varchar, accent varchar, role varchar)
language plpgsql volatile set search_path = pg_catalog, public as $$
begin
  perform set_config('app.user', coalesce(who::text, ''), true),
          set_config('app.networks', '', true),
          set_config('app.link', '', true),
          set_config('app.operator', case when operates then 'on' else '' end, true);
  perform set_config('app.networks', coalesce((
    select string_agg(distinct g.network_id::text, ',')
    from tenancy_grant g join tenancy_network n on n.id = g.network_id
    where g.user_id = who and (address is null or n.slug = address)), ''), true);
  return query
    select n.id, n.slug, n.name_th, n.name_en, n.accent, g.role
    from tenancy_grant g join tenancy_network n on n.id = g.network_id
    where g.user_id = who and (address is null or n.slug = address)
    order by n.id, g.role;
end $$;
"""

PUBLIC = """
create function tenancy_public_network(address text)
returns table (id bigint, slug varchar, name_th varchar, name_en varchar, accent varchar)
language sql stable security definer set search_path = pg_catalog, public as $$
  select n.id, n.slug, n.name_th, n.name_en, n.accent from tenancy_network n
  where n.slug = address and n.state = 'active'
$$;
"""

SEARCH = f"""
create function tenancy_search(
  patterns text[], wanted text[], with_networks boolean, how_many integer, skip integer, cap integer)
returns table (kind varchar, object_id bigint, network_id bigint, label_th varchar, label_en varchar,
  detail_th varchar, detail_en varchar, total bigint)
language plpgsql stable security definer
set search_path = pg_catalog, public set plan_cache_mode = force_custom_plan as $$
declare
  signed_in boolean := {USER} is not null or {OPERATOR};
  allowed bigint[] := case when with_networks
    then (select string_to_array(nullif(current_setting('app.networks', true), ''), ','))::bigint[] end;
begin
  return query
    with hits as materialized (
      select r.* from tenancy_searchrow r
      where r.kind = any(wanted)
        and ((r.network_id is null and signed_in) or r.network_id = any(allowed))
        and r.norm like patterns[1] and r.norm like all(patterns)
      limit cap)
    select h.kind, h.object_id, h.network_id, h.label_th, h.label_en, h.detail_th, h.detail_en,
      (select count(*) from hits)
    from hits h
    order by (h.title_norm like substr(patterns[1], 2)) desc, (h.title_norm like all(patterns)) desc,
      h.sort_key, h.object_id
    limit how_many offset skip;
end $$;
"""

OWN = """
grant usage, create on schema public to samphan_search;
alter function tenancy_public_network(text) owner to samphan_search;
alter function tenancy_search(text[], text[], boolean, integer, integer, integer) owner to samphan_search;
revoke create on schema public from samphan_search;
grant select on tenancy_searchrow, tenancy_network to samphan_search;
create policy tenancy_searchrow_finder on tenancy_searchrow for select to samphan_search using (true);
create policy tenancy_network_finder on tenancy_network for select to samphan_search using (state = 'active');
revoke update, delete, truncate on tenancy_auditentry from samphan_app;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]

    operations = [
        Guarded("Network", "network"),
        Guarded("Grant", "grant"),
        Guarded("Invitation", "invitation"),
        Guarded("AuditEntry", "mixed"),
        Guarded("SearchRow", "mixed"),
        Guarded("StoredFile", "owned"),
        Guarded("Counter", "owned"),
        Guarded("Draft", "draft"),
        migrations.RunSQL(ENTER, "drop function tenancy_enter"),
        migrations.RunSQL(PUBLIC, "drop function tenancy_public_network"),
        migrations.RunSQL(SEARCH, "drop function tenancy_search"),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
