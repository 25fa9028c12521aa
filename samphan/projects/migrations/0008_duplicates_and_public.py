"""Projects that may be the same work, where a project stood when it was dropped, and the public page of a project."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import NETWORKS, PUBLIC, Guarded

OWN = f"network_id = {NETWORKS}"
PROJECT = f"{OWN} or (network_id = {PUBLIC} and published_at is not null)"
# The policy of the project holds in here too: what is not published shuts all that is in it.
OF_PROJECT = (
    f"{OWN} or (network_id = {PUBLIC} and exists (select 1 from projects_project p where p.id = {{t}}.project_id))"
)

# Partners have contacts beside them and organisations are not published: a public page is told names and roles alone.
PARTNERS = f"""
create function projects_public_partners(wanted bigint)
returns table (name_th varchar, name_en varchar, side varchar, role_code varchar, role varchar, is_lead boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(o.name_th, r.name), coalesce(o.name_en, ''), r.side, r.role_code, r.role, r.is_lead
  from projects_projectpartner r
    join projects_project p on p.id = r.project_id
    left join directory_organisation o on o.id = r.organisation_id
  where p.id = wanted and p.network_id = {PUBLIC} and p.published_at is not null
  order by r.is_lead desc, r."order", r.id
$$;
grant create on schema public to samphan_search;
alter function projects_public_partners(bigint) owner to samphan_search;
revoke create on schema public from samphan_search;
grant select (id, network_id, published_at) on projects_project to samphan_search;
grant select (id, project_id, organisation_id, name, side, role_code, role, is_lead, "order")
  on projects_projectpartner to samphan_search;
create policy projects_project_named on projects_project for select to samphan_search using (true);
create policy projects_projectpartner_named on projects_projectpartner for select to samphan_search using (true);
"""
BACK = """
drop function projects_public_partners;
drop policy projects_project_named on projects_project;
drop policy projects_projectpartner_named on projects_projectpartner;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0009_listed_with_keeper'),
        ('projects', '0007_alignments'),
        ('tenancy', '0009_writers_of_projects'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name='ProjectPair',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('decision', models.CharField(choices=[('apart', 'not the same work'), ('together', 'we work together')], max_length=10, verbose_name='decision')),
                        ('words', models.CharField(blank=True, default='', max_length=1000, verbose_name='why')),
                        ('decided_by', models.CharField(max_length=200, verbose_name='decided by')),
                        ('decided_at', models.DateTimeField(verbose_name='decided')),
                    ],
                ),
                migrations.AddField(
                    model_name='project',
                    name='dropped_from',
                    field=models.CharField(blank=True, choices=[('idea', 'idea'), ('question', 'joint question'), ('planned', 'planned'), ('agreed', 'agreed'), ('under_way', 'under way'), ('closing', 'closing'), ('followed', 'followed up'), ('done', 'done'), ('dropped', 'dropped')], default='', max_length=10, verbose_name='state in which it was dropped'),
                ),
                migrations.AddConstraint(
                    model_name='project',
                    constraint=models.CheckConstraint(condition=models.Q(('dropped_from', ''), ('state', 'dropped'), _connector='OR'), name='projects_project_dropped_from'),
                ),
                migrations.AddField(
                    model_name='projectpair',
                    name='first',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project'),
                ),
                migrations.AddField(
                    model_name='projectpair',
                    name='network',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tenancy.network'),
                ),
                migrations.AddField(
                    model_name='projectpair',
                    name='second',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project'),
                ),
                migrations.AddConstraint(
                    model_name='projectpair',
                    constraint=models.UniqueConstraint(fields=('network', 'first', 'second'), name='projects_pair_once'),
                ),
                migrations.AddConstraint(
                    model_name='projectpair',
                    constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second')), ('decision__in', ['apart', 'together'])), name='projects_pair_ordered'),
                ),
                ]
        ),
        Guarded("ProjectPair", "owned"),
        Guarded("Project", "owned", read=PROJECT, write=OWN),
        Guarded("ProjectPlace", "owned", read=OF_PROJECT, write=OWN),
        Guarded("ProjectServed", "owned", read=OF_PROJECT, write=OWN),
        migrations.RunSQL(PARTNERS, BACK),
    ]
