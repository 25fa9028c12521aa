"""Row-level security of the app's tables: what a public roadmap shows is published, and its history is only added to."""

from django.db import migrations

from samphan.tenancy.rowsecurity import NETWORKS, PUBLIC, Guarded

OWN = f"network_id = {NETWORKS}"
ROADMAP = f"{OWN} or (network_id = {PUBLIC} and is_public and archived_at is null)"
# The policies of the tables that these conditions look into hold there too: a shut roadmap shuts all that is in it.
IN_ROADMAP = "exists (select 1 from projects_roadmap r where r.id = {t}.roadmap_id)"
HORIZON = f"{OWN} or (network_id = {PUBLIC} and {IN_ROADMAP})"
ITEM = f"{OWN} or (network_id = {PUBLIC} and is_public and {IN_ROADMAP})"
OF_ITEM = f"{OWN} or (network_id = {PUBLIC} and exists (select 1 from projects_roadmapitem i where i.id = {{t}}.item_id))"
DEPENDENCY = (
    f"{OWN} or (network_id = {PUBLIC} and exists (select 1 from projects_roadmapitem i where i.id = {{t}}.item_id) "
    "and exists (select 1 from projects_roadmapitem i where i.id = {t}.needs_id))"
)

APPEND_ONLY = """
create policy projects_roadmapstatus_stays on projects_roadmapstatus as restrictive for update using (false);
create policy projects_roadmapstatus_kept on projects_roadmapstatus as restrictive for delete using (false);
"""

# Organisations are not published: a public page is told the names that stand in it, and no others.
NAMES = f"""
create function projects_public_names(plan bigint)
returns table (organisation_id bigint, name_th varchar, name_en varchar)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select o.id, o.name_th, o.name_en from directory_organisation o where o.id in (
    select unnest(array[i.owner_id, p.organisation_id])
    from projects_roadmapitem i
      join projects_roadmap r on r.id = i.roadmap_id
      left join projects_roadmappartner p on p.item_id = i.id
    where r.id = plan and r.network_id = {PUBLIC} and r.is_public and r.archived_at is null and i.is_public)
$$;
grant create on schema public to samphan_search;
alter function projects_public_names(bigint) owner to samphan_search;
revoke create on schema public from samphan_search;
grant select (id, network_id, is_public, archived_at) on projects_roadmap to samphan_search;
grant select (id, roadmap_id, owner_id, is_public) on projects_roadmapitem to samphan_search;
grant select (item_id, organisation_id) on projects_roadmappartner to samphan_search;
grant select (id, name_th, name_en) on directory_organisation to samphan_search;
create policy projects_roadmap_named on projects_roadmap for select to samphan_search using (true);
create policy projects_roadmapitem_named on projects_roadmapitem for select to samphan_search using (true);
create policy projects_roadmappartner_named on projects_roadmappartner for select to samphan_search using (true);
create policy directory_organisation_named on directory_organisation for select to samphan_search using (true);
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("directory", "0003_bearers")]

    operations = [
        Guarded("Theme", "owned"),
        Guarded("Roadmap", "owned", read=ROADMAP, write=OWN),
        Guarded("Horizon", "owned", read=HORIZON, write=OWN),
        Guarded("RoadmapItem", "owned", read=ITEM, write=OWN),
        Guarded("RoadmapPartner", "owned", read=OF_ITEM, write=OWN),
        Guarded("RoadmapDependency", "owned", read=DEPENDENCY, write=OWN),
        Guarded("RoadmapMeasure", "owned", read=OF_ITEM, write=OWN),
        Guarded("RoadmapStatus", "owned"),
        Guarded("ActionItem", "owned"),
        Guarded("PossibleProject", "owned"),
        Guarded("ProjectInterest", "owned"),
        Guarded("Project", "owned"),
        Guarded("ProjectPartner", "owned"),
        Guarded("Listing", "owned"),
        Guarded("ListingTheme", "owned"),
        Guarded("ListingMatch", "owned"),
        Guarded("FollowUp", "owned"),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
        migrations.RunSQL(NAMES, "drop function projects_public_names"),
    ]
