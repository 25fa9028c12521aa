"""Search over hundreds of thousands of names: short words by an index of their own, frequent ones without any, near-misses."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations

from samphan.tenancy.rowsecurity import OPERATOR, USER

# Words of one or two letters have no trigram. Letters and pairs of letters are an index of their own; pairs over a blank
# or a border of names are left out, since no word of a query holds one.
GRAMS = """
create function tenancy_grams(body text) returns text[]
language sql immutable strict parallel safe cost 5000 as $$
  select letters || array(
    select a || b from unnest(letters, letters[2:]) pair(a, b)
    where a <> ' ' and a <> '|' and b <> ' ' and b <> '|')
  from (select string_to_array(body, null) as letters) s
$$;
create index tenancy_search_grams on tenancy_searchrow using gin (kind, tenancy_grams(norm));
"""

# What search.py promises about which rows are found and in which order is kept here; bench/search.py proves it against
# a plain LIKE.
#
# One look at a few blocks of the table tells the kinds in which a query is frequent. There its rows are read in order
# until enough are counted: an index would first put together everything that it knows of them. Elsewhere the index
# answers: trigrams, of which GIN knows LIKE with one pattern at a time, so that the two longest words ask and the others
# are looked for in what it finds; or the letters, where no word has three.
SEARCH = f"""
drop function tenancy_search(text[], text, text[], bigint[], integer, integer, integer);
create function tenancy_search(
  terms text[], head text, wanted text[], within bigint[], how_many integer, skip integer, few integer)
returns table (kind varchar, object_id bigint, network_id bigint, label_th varchar, label_en varchar,
  detail_th varchar, detail_en varchar, title_norm varchar, place integer, total integer)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan
set jit = off set enable_sort = off set enable_seqscan = off as $$
declare
  signed_in boolean := {USER} is not null or {OPERATOR};
  -- What the caller asks for narrows the scope and never widens it.
  allowed bigint[] := array(
    select n from unnest(string_to_array(nullif(current_setting('app.networks', true), ''), ',')::bigint[]) n
    where within is null or n = any(within));
  plain text := regexp_replace(array_to_string(terms, ' '), '([\\\\%_])', '\\\\\\1', 'g');
  named text := '%|' || plain || '|%';
  -- A name whose last tone or silencing mark was not typed: เชียงใหม.
  low text := '%|' || plain || '่|%';
  falling text := '%|' || plain || '้|%';
  silent text := '%|' || plain || '์|%';
  words text[] := array(select t from unnest(terms) t order by length(t) desc);
  patterns text[] := array(select '%' || regexp_replace(t, '([\\\\%_])', '\\\\\\1', 'g') || '%' from unnest(words) t);
  word text := words[1];
  short boolean := length(words[1]) < 3;
  longest text := patterns[1];
  longer text := coalesce(patterns[2], '%');
  others text[] := patterns[2:];
  beyond text := head || chr(1114111);
  far integer := skip + how_many;
  blocks integer := pg_relation_size('tenancy_searchrow') / 8192;
  frequent text[] := '{{}}';
  rare text[];
  numbers bigint[];
  each_kind text;
  n integer;
  found bigint[];
begin
  if blocks > 400 and few < 100000 then
    select coalesce(array_agg(s.kind), '{{}}') into frequent from (
      select r.kind from tenancy_searchrow r tablesample system (100.0 * 60 / blocks) repeatable (1)
      where r.kind = any(wanted) and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
      group by r.kind
      having count(*) filter (where strpos(r.norm, word) > 0 and r.norm like all(others)) > greatest(4, count(*) / 8)) s;
  end if;
  rare := array(select k from unnest(wanted) k where k <> all(frequent));
  if rare <> '{{}}' then
    -- Mostly few rows match in all kinds together: all of them are read and put in order.
    if short then
      with hits as materialized (
        select r.id, r.kind, r.sort_key, r.object_id,
          case when r.title_norm like named then 0 when r.title_norm like any(array[low, falling, silent]) then 1
            when head <> '' and r.sort_key >= head and r.sort_key < beyond then 2 else 3 end as place
        from tenancy_searchrow r
        where r.kind = any(rare) and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
          and tenancy_grams(r.norm) @> array[word] and r.norm like all(others)
        limit 2 * few + 1),
      ranked as (
        select h.id, row_number() over each as at, count(*) over (partition by h.kind) as number from hits h
        window each as (partition by h.kind order by h.place, h.sort_key, h.object_id))
      select (select count(*) from hits), array_agg(t.id), array_agg(t.number) into n, found, numbers
      from ranked t where t.at > skip and t.at <= far;
    else
      with hits as materialized (
        select r.id, r.kind, r.sort_key, r.object_id,
          case when r.title_norm like named then 0 when r.title_norm like any(array[low, falling, silent]) then 1
            when head <> '' and r.sort_key >= head and r.sort_key < beyond then 2 else 3 end as place
        from tenancy_searchrow r
        where r.kind = any(rare) and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
          and r.norm like longest and r.norm like longer and r.norm like all(others)
        limit 2 * few + 1),
      ranked as (
        select h.id, row_number() over each as at, count(*) over (partition by h.kind) as number from hits h
        window each as (partition by h.kind order by h.place, h.sort_key, h.object_id))
      select (select count(*) from hits), array_agg(t.id), array_agg(t.number) into n, found, numbers
      from ranked t where t.at > skip and t.at <= far;
    end if;
    if n <= 2 * few then
      return query
        select r.kind, r.object_id, r.network_id, r.label_th, r.label_en, r.detail_th, r.detail_en, r.title_norm,
          case when r.title_norm like named then 0 when r.title_norm like any(array[low, falling, silent]) then 1
            when head <> '' and r.sort_key >= head and r.sort_key < beyond then 2 else 3 end as place, u.number::integer
        from unnest(found, numbers) u(id, number) join tenancy_searchrow r on r.id = u.id
        order by array_position(wanted, r.kind::text), place, r.sort_key, r.object_id;
      wanted := frequent;
    end if;
  end if;
  foreach each_kind in array wanted loop
    n := null;
    if each_kind <> all(frequent) then
      -- As long as few rows match, all of them are read and put in order.
      if short then
        with hits as materialized (
          select r.id, r.sort_key, r.object_id,
            case when r.title_norm like named then 0 when r.title_norm like any(array[low, falling, silent]) then 1
              when head <> '' and r.sort_key >= head and r.sort_key < beyond then 2 else 3 end as place
          from tenancy_searchrow r
          where r.kind = each_kind and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
            and tenancy_grams(r.norm) @> array[word] and r.norm like all(others)
          limit few + 1)
        select (select count(*) from hits), array(
          select h.id from hits h order by h.place, h.sort_key, h.object_id limit far) into n, found;
      else
        with hits as materialized (
          select r.id, r.sort_key, r.object_id,
            case when r.title_norm like named then 0 when r.title_norm like any(array[low, falling, silent]) then 1
              when head <> '' and r.sort_key >= head and r.sort_key < beyond then 2 else 3 end as place
          from tenancy_searchrow r
          where r.kind = each_kind and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
            and r.norm like longest and r.norm like longer and r.norm like all(others)
          limit few + 1)
        select (select count(*) from hits), array(
          select h.id from hits h order by h.place, h.sort_key, h.object_id limit far) into n, found;
      end if;
    end if;
    if n is null then
      n := count(*) from (
        select from tenancy_searchrow r
        where r.kind = each_kind and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
          and strpos(r.norm, word) > 0 and r.norm like all(others)
        limit few + 1) counted;
    end if;
    if n > few then
      -- Many match: what stands first is fetched in order from three places, each of which has its index.
      found := array(
        select r.id from tenancy_searchrow r
        where r.kind = each_kind and ((signed_in and r.network_id is null) or r.network_id = any(allowed))
          and (r.norm like named or r.norm like low or r.norm like falling or r.norm like silent));
      if head <> '' then
        found := found || array(
          (select r.id from tenancy_searchrow r
           where signed_in and r.kind = each_kind and r.network_id is null
             and r.sort_key >= head and r.sort_key < beyond and strpos(r.norm, word) > 0 and r.norm like all(others)
           order by r.network_id, r.sort_key, r.object_id limit far)
          union all
          select s.id from unnest(allowed) a cross join lateral (
            select r.id from tenancy_searchrow r
            where r.kind = each_kind and r.network_id = a
              and r.sort_key >= head and r.sort_key < beyond and strpos(r.norm, word) > 0 and r.norm like all(others)
            order by r.sort_key, r.object_id limit far) s);
      end if;
      if (select count(distinct f) from unnest(found) f) < far then
        found := found || array(
          (select r.id from tenancy_searchrow r
           where signed_in and r.kind = each_kind and r.network_id is null
             and strpos(r.norm, word) > 0 and r.norm like all(others)
           order by r.network_id, r.sort_key, r.object_id limit far)
          union all
          select s.id from unnest(allowed) a cross join lateral (
            select r.id from tenancy_searchrow r
            where r.kind = each_kind and r.network_id = a and strpos(r.norm, word) > 0 and r.norm like all(others)
            order by r.sort_key, r.object_id limit far) s);
      end if;
    end if;
    return query
      select s.kind, s.object_id, s.network_id, s.label_th, s.label_en, s.detail_th, s.detail_en, s.title_norm, s.place, n from (
        select r.*, case when r.title_norm like named then 0 when r.title_norm like any(array[low, falling, silent]) then 1
            when head <> '' and r.sort_key >= head and r.sort_key < beyond then 2 else 3 end as place
        from tenancy_searchrow r where r.id = any(found)) s
      order by s.place, s.sort_key, s.object_id
      limit how_many offset skip;
  end loop;
end $$;
"""

# Names that a misspelt one may stand for. The trigrams that are rare ask the index. One slip takes three trigrams away: of
# a short name half, of a long one so few that more can be asked for, which spares looking at all that begin alike.
SIMILAR = f"""
create function tenancy_similar(meant text[], wanted text[], within bigint[], how_many integer)
returns table (written integer, kind varchar, object_id bigint, network_id bigint, label_th varchar, label_en varchar,
  detail_th varchar, detail_en varchar, title_norm varchar)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan
set jit = off set enable_seqscan = off as $$
-- The threshold is no setting of the function: a restore, which has not loaded the library, may not write one down.
declare
  signed_in boolean := {USER} is not null or {OPERATOR};
  allowed bigint[] := array(
    select n from unnest(string_to_array(nullif(current_setting('app.networks', true), ''), ',')::bigint[]) n
    where within is null or n = any(within));
  asked text;
  number integer;
begin
  perform similarity('', '');  -- loads the library whose setting this is
  for asked, number in select * from unnest(meant) with ordinality loop
    perform set_config('pg_trgm.word_similarity_threshold',
      case when length(asked) >= 14 and asked !~ '[a-z]' then '0.6' else '0.5' end, true);
    return query
      select number, s.kind, s.object_id, s.network_id, s.label_th, s.label_en, s.detail_th, s.detail_en, s.title_norm
      from (
        select r.*, row_number() over (partition by r.kind order by (
            select max(similarity(asked, n)) from unnest(string_to_array(r.title_norm, '|')) n) desc, r.object_id) as at
        from tenancy_searchrow r
        where r.kind = any(wanted) and r.norm %> asked
          and ((signed_in and r.network_id is null) or r.network_id = any(allowed))) s
      where s.at <= how_many;
  end loop;
end $$;
"""

OWN = """
grant create on schema public to samphan_search;
alter function tenancy_search(text[], text, text[], bigint[], integer, integer, integer) owner to samphan_search;
alter function tenancy_similar(text[], text[], bigint[], integer) owner to samphan_search;
revoke create on schema public from samphan_search;
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0007_closed_networks")]

    operations = [
        migrations.RemoveIndex("SearchRow", "tenancy_search_trgm"),
        migrations.AddIndex(
            "SearchRow",
            GinIndex("kind", OpClass("norm", name="gin_trgm_ops"), name="tenancy_search_trgm"),
        ),
        migrations.RunSQL(GRAMS, "drop index tenancy_search_grams; drop function tenancy_grams"),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
        migrations.RunSQL(SIMILAR, "drop function tenancy_similar"),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
