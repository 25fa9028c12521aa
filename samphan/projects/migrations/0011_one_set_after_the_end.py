"""What is asked after the end of a project is one set: each of its rows says how many months after the end it stands."""

from django.db import migrations, models

from samphan.kit.migrations import Together

# Sets of the time before are told by their days: three rows of the project itself, 6 and 18 months apart. The owner of the
# table stands under its row security too; for this one step it does not.
KNOWN = """
alter table projects_followup no force row level security;
update projects_followup f set months_after_end = found.months
from (
  select id, months, bool_and(fits) over (partition by project_id) as is_set
  from (
    select id, project_id, (array[6, 12, 24])[row_number() over days] as months,
      count(*) over (partition by project_id) = 3 and abs(due_on - (first_value(due_on) over days
        + (array[0, 6, 18])[row_number() over days] * interval '1 month')::date) <= 3 as fits
    from projects_followup where project_id is not null and partner_id is null
    window days as (partition by project_id order by due_on, id)
  ) asked
) found
where found.id = f.id and found.is_set;
set constraints all immediate;
set constraints all deferred;
alter table projects_followup force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0010_reviews_stay")]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="followup",
                    name="months_after_end",
                    field=models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months after the end"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="followup",
                    constraint=models.UniqueConstraint(
                        fields=("network", "project", "months_after_end"),
                        name="projects_followup_after_end_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="followup",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("months_after_end__isnull", True))
                        | models.Q(("partner__isnull", True), ("project__isnull", False)),
                        name="projects_followup_after_end",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
