"""Row-level security of the shared directory: who may see a person, who keeps a record."""

from django.db import migrations

from samphan.tenancy.rowsecurity import NETWORKS, SIGNED_IN, Guarded

SEE_PERSON = (
    f"kept_by_id = {NETWORKS} or (is_listed and {SIGNED_IN}) or exists (select 1 from directory_personrelation r "
    f"where r.person_id = {{t}}.id and r.network_id = {NETWORKS})"
)
SEE_AFFILIATION = "exists (select 1 from directory_person p where p.id = {t}.person_id)"
KEEP = f"kept_by_id = {NETWORKS}"

# Everybody may know which network keeps a shared record; nothing else of that network is told.
KEEPER = """
create function directory_keeper(who bigint) returns table (name_th varchar, name_en varchar)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select n.name_th, n.name_en from tenancy_network n where n.id = who
$$;
"""

# A person is found in every network that has a relation, or, when listed, in all of them. The keeping network cannot
# see the relations of others, so that the rows are written here, for the keeper alone.
FINDABLE = f"""
create function directory_make_findable(
  who bigint, th varchar, en varchar, names varchar, body text, ordered varchar) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  listed boolean;
begin
  select p.is_listed into listed from directory_person p where p.id = who and p.kept_by_id = {NETWORKS};
  if not found then
    raise insufficient_privilege using message = 'the record is kept by another network';
  end if;
  delete from tenancy_searchrow s where s.kind = 'directory.person' and s.object_id = who;
  insert into tenancy_searchrow (network_id, kind, object_id, label_th, label_en, detail_th, detail_en, title_norm, norm, sort_key)
    select place.network_id, 'directory.person', who, th, en, '', '', names, body, ordered
    from (select null::bigint as network_id where listed
      union all select r.network_id from directory_personrelation r where r.person_id = who and not listed) place;
end $$;
"""

OWN = """
grant create on schema public to samphan_search;
alter function directory_keeper(bigint) owner to samphan_search;
alter function directory_make_findable(bigint, varchar, varchar, varchar, text, varchar) owner to samphan_search;
revoke create on schema public from samphan_search;
grant select on directory_person, directory_personrelation to samphan_search;
grant insert, delete on tenancy_searchrow to samphan_search;
create policy directory_person_finder on directory_person for select to samphan_search using (true);
create policy directory_personrelation_finder on directory_personrelation for select to samphan_search using (true);
create policy tenancy_searchrow_person_in on tenancy_searchrow for insert to samphan_search
  with check (kind = 'directory.person');
create policy tenancy_searchrow_person_out on tenancy_searchrow for delete to samphan_search
  using (kind = 'directory.person');
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("tenancy", "0002_row_security")]

    operations = [
        Guarded("Organisation", "shared"),
        Guarded("OrganisationName", "shared"),
        Guarded("PersonRelation", "owned"),
        Guarded("Person", "person", read=SEE_PERSON, write=KEEP),
        Guarded("Affiliation", "affiliation", read=SEE_AFFILIATION, write=KEEP),
        Guarded("ListImport", "owned"),
        migrations.RunSQL(KEEPER, "drop function directory_keeper"),
        migrations.RunSQL(FINDABLE, "drop function directory_make_findable"),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
