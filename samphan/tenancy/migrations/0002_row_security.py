"""Row-level security of the ground floor, and the functions through which the scope and the search work."""

from django.db import migrations

from samphan.tenancy.rowsecurity import NETWORKS, OPERATOR, PUBLIC, USER, Guarded

# A published paper has its files; which one is sent, the page of the paper says.
OWN_FILE = f"network_id = {NETWORKS}"
PUBLISHED_FILE = f"{OWN_FILE} or network_id = {PUBLIC}"

ENTER = """
create function tenancy_enter(who bigint, address text, operates boolean)
returns table (id bigint, slug varchar, name_th varchar, name_en varchar, accent varchar, role varchar)
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
    select n.id, n.slug, n.name_th, n.name_en, n.accent, g.role
    from tenancy_grant g join tenancy_network n on n.id = g.network_id
    where g.user_id = who and (address is null or n.slug = address)
    order by n.id, g.role;
end $$;
"""

PUBLIC = """
create function tenancy_public_network(address text)
returns table (id bigint, slug varchar, name_th varchar, name_en varchar, accent varchar)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select n.id, n.slug, n.name_th, n.name_en, n.accent from tenancy_network n
  where n.slug = address and n.state = 'active'
$$;
"""

# What search.py promises about which rows are found and in which order is kept here; bench/search.py proves it against
# a plain LIKE. GIN knows LIKE with one pattern at a time, so the two longest words ask the index and the others are
# looked for in what it finds. Words of one or two letters have no trigram: strpos walks the rows of the kind.
SEARCH = f"""
create function tenancy_search(
  terms text[], head text, wanted text[], within bigint[], how_many integer, skip integer, few integer)
returns table (kind varchar, object_id bigint, network_id bigint, label_th varchar, label_en varchar,
  detail_th varchar, detail_en varchar, total integer)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  signed_in boolean := {USER} is not null or {OPERATOR};
  -- What the caller asks for narrows the scope and never widens it.
  allowed bigint[] := array(
    select n from unnest(string_to_array(nullif(current_setting('app.networks', true), ''), ',')::bigint[]) n
    where within is null or n = any(within));
  named text := '|' || array_to_string(terms, ' ') || '|';
  named_pattern text := '%' || regexp_replace(named, '([\\\\%_])', '\\\\\\1', 'g') || '%';
  words text[] := array(select t from unnest(terms) t order by length(t) desc);
  patterns text[] := array(select '%' || regexp_replace(t, '([\\\\%_])', '\\\\\\1', 'g') || '%' from unnest(words) t);
  word text := words[1];
  short boolean := length(words[1]) < 3;
  longest text := patterns[1];
  longer text := coalesce(patterns[2], '%');
  others text[] := patterns[2:];
  beyond text := head || chr(1114111);
  far integer := skip + how_many;
  each_kind text;
  n integer;
  found bigint[];
begin
  foreach each_kind in array wanted loop
    -- As long as few rows match, all of them are read and put in order.
    with hits as materialized (
      select r.id, r.sort_key, r.object_id, strpos(r.title_norm, named) > 0 as is_named
      from tenancy_searchrow r
      where r.kind = each_kind and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
        and (short or (r.norm like longest and r.norm like longer))
        and (not short or strpos(r.norm, word) > 0) and r.norm like all(others)
      limit few + 1)
    select (select count(*) from hits), array(
      select h.id from hits h
      order by not h.is_named, not (head <> '' and h.sort_key >= head and h.sort_key < beyond), h.sort_key, h.object_id
      limit far)
    into n, found;
    if n > few then
      -- Many match: what stands first is fetched in order from three places, each of which has its index.
      with named_so as materialized (
        select r.id from tenancy_searchrow r
        where r.kind = each_kind and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
          and r.norm like named_pattern),
      headed as materialized (
        (select r.id from tenancy_searchrow r
         where signed_in and head <> '' and r.kind = each_kind and r.network_id is null
           and r.sort_key >= head and r.sort_key < beyond and strpos(r.norm, word) > 0 and r.norm like all(others)
         order by r.sort_key, r.object_id limit far)
        union all
        select s.id from unnest(allowed) a cross join lateral (
          select r.id from tenancy_searchrow r
          where head <> '' and r.kind = each_kind and r.network_id = a
            and r.sort_key >= head and r.sort_key < beyond and strpos(r.norm, word) > 0 and r.norm like all(others)
          order by r.sort_key, r.object_id limit far) s),
      ahead as materialized (select id from named_so union select id from headed),
      rest as (
        select s.id from (select where (select count(*) from ahead) < far) wanting cross join lateral (
          (select r.id from tenancy_searchrow r
           where signed_in and r.kind = each_kind and r.network_id is null
             and strpos(r.norm, word) > 0 and r.norm like all(others)
           order by r.sort_key, r.object_id limit far)
          union all
          select s.id from unnest(allowed) a cross join lateral (
            select r.id from tenancy_searchrow r
            where r.kind = each_kind and r.network_id = a and strpos(r.norm, word) > 0 and r.norm like all(others)
            order by r.sort_key, r.object_id limit far) s) s)
      select array(select id from ahead union select id from rest) into found;
    end if;
    return query
      select r.kind, r.object_id, r.network_id, r.label_th, r.label_en, r.detail_th, r.detail_en, n
      from tenancy_searchrow r where r.id = any(found)
      order by not strpos(r.title_norm, named) > 0,
        not (head <> '' and r.sort_key >= head and r.sort_key < beyond), r.sort_key, r.object_id
      limit how_many offset skip;
  end loop;
end $$;
"""

ORDER = """
create index tenancy_search_walk on tenancy_searchrow (kind, network_id, sort_key, object_id);
"""

OWN = """
grant usage, create on schema public to samphan_search;
alter function tenancy_public_network(text) owner to samphan_search;
alter function tenancy_search(text[], text, text[], bigint[], integer, integer, integer) owner to samphan_search;
revoke create on schema public from samphan_search;
grant select on tenancy_searchrow, tenancy_network to samphan_search;
-- The policy of a network looks at grants, of which the role itself sees none: app.networks and app.user rule there too.
grant select (network_id, user_id) on tenancy_grant to samphan_search;
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
        Guarded("StoredFile", "owned", read=PUBLISHED_FILE, write=OWN_FILE),
        Guarded("Counter", "owned"),
        Guarded("Draft", "draft"),
        migrations.RunSQL(ENTER, "drop function tenancy_enter"),
        migrations.RunSQL(PUBLIC, "drop function tenancy_public_network"),
        migrations.RunSQL(ORDER, "drop index tenancy_search_walk"),
        migrations.RunSQL(SEARCH, "drop function tenancy_search"),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
