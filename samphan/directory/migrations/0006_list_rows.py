"""The cells of lists move into their own table, a thousand rows together."""

from django.db import migrations

# The owner of the tables stands under their row security too; for this one step it does not.
MOVE = """
alter table directory_listimport no force row level security;
alter table directory_listrows no force row level security;
insert into directory_listrows (network_id, brought_id, first, cells, marks, links)
  select i.network_id, i.id, part * 1000 + 1, coalesce(
    (select jsonb_agg(cells order by number) from jsonb_array_elements(i.rows) with ordinality as given(cells, number)
      where number > part * 1000 and number <= (part + 1) * 1000), '[]'), '', '{}'
    from directory_listimport i, generate_series(0, greatest(jsonb_array_length(i.rows) - 1, 0) / 1000) as part;
update directory_listimport set row_count = jsonb_array_length(rows);
set constraints all immediate;
set constraints all deferred;
alter table directory_listimport force row level security;
alter table directory_listrows force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_lists")]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="listimport", name="rows"),
    ]
