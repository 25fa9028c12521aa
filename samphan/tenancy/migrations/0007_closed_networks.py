"""Who enters a network is told whether it is closed: then the roles held in it read and no longer write."""

from django.db import migrations

COMMON = """
create function tenancy_enter(who bigint, address text, operates boolean)
returns table (id bigint, slug varchar, name_th varchar, name_en varchar, accent varchar, role varchar{column})
language plpgsql volatile set search_path = pg_catalog, public, pg_temp as $$
begin
  perform set_config('app.user', coalesce(who::text, ''), true),
          set_config('app.networks', '', true),
          set_config('app.link', '', true),
          set_config('app.public', '', true),
          set_config('app.operator', case when operates then 'on' else '' end, true);
  perform set_config('app.networks', coalesce((
    select string_agg(distinct g.network_id::text, ',')
    from tenancy_grant g join tenancy_network n on n.id = g.network_id
    where g.user_id = who and (address is null or n.slug = address)), ''), true);
  return query
    select n.id, n.slug, n.name_th, n.name_en, n.accent, g.role{value}
    from tenancy_grant g join tenancy_network n on n.id = g.network_id
    where g.user_id = who and (address is null or n.slug = address)
    order by n.id, g.role;
end $$;
"""
DROP = "drop function tenancy_enter(bigint, text, boolean);"
ENTER = DROP + COMMON.format(column=", is_closed boolean", value=", n.state = 'closed'")
BEFORE = DROP + COMMON.format(column="", value="")


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0006_saved_views")]

    operations = [migrations.RunSQL(ENTER, BEFORE)]
