"""The record of a project: both sides, places, numbers, learning, review. What was started before counts as approved."""

import django.contrib.postgres.fields
import django.db.models.deletion
import samphan.kit.partial
from django.conf import settings
from django.db import migrations, models
from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded

CARRY = """
set constraints all immediate;
alter table projects_project no force row level security;
alter table projects_projectpartner no force row level security;
alter table directory_organisation no force row level security;
update projects_project set review = 'approved';
update projects_projectpartner p set side = 'university' from directory_organisation o
 where o.id = p.organisation_id and o.kind in ('university', 'faculty', 'unit');
set constraints all immediate;
alter table projects_project force row level security;
alter table projects_projectpartner force row level security;
alter table directory_organisation force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0009_listed_with_keeper"),
        ("frameworks", "0001_frameworks"),
        ("projects", "0004_resolutions"),
        ("tenancy", "0009_writers_of_projects"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="project",
            name="projects_project_state",
        ),
        migrations.AlterField(
            model_name="project",
            name="state",
            field=models.CharField(
                choices=[
                    ("idea", "idea"),
                    ("question", "joint question"),
                    ("planned", "planned"),
                    ("agreed", "agreed"),
                    ("under_way", "under way"),
                    ("closing", "closing"),
                    ("followed", "followed up"),
                    ("done", "done"),
                    ("dropped", "dropped"),
                ],
                default="under_way",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="projectpartner",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.organisation",
            ),
        ),
        Together(
            [
                migrations.CreateModel(
                    name="ProjectAlignment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, default="", max_length=1000, verbose_name="how it serves this"
                            ),
                        ),
                        (
                            "rating",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rating"),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("made_by", models.CharField(blank=True, default="", max_length=200)),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectCourse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="course or curriculum")),
                        (
                            "code",
                            models.CharField(blank=True, default="", max_length=40, verbose_name="code"),
                        ),
                        (
                            "section",
                            models.CharField(
                                blank=True, default="", max_length=60, verbose_name="section or term"
                            ),
                        ),
                        ("is_degree", models.BooleanField(default=True, verbose_name="part of a degree")),
                        (
                            "is_real_work",
                            models.BooleanField(default=False, verbose_name="experience of real work"),
                        ),
                        (
                            "enrolled",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="students"),
                        ),
                        (
                            "is_enrolled_counted",
                            models.BooleanField(default=False, verbose_name="students were counted"),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=7,
                                null=True,
                                verbose_name="hours for each student",
                            ),
                        ),
                        (
                            "is_hours_counted",
                            models.BooleanField(default=False, verbose_name="hours were counted"),
                        ),
                        (
                            "pedagogy",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="way of teaching"
                            ),
                        ),
                        (
                            "objectives",
                            models.TextField(blank=True, default="", verbose_name="learning objectives"),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectPerson",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="name, as written"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("university", "university side"),
                                    ("society", "society side"),
                                    ("other", "other institution"),
                                ],
                                default="university",
                                max_length=10,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("leader", "leader"),
                                    ("co_leader", "co-leader"),
                                    ("community_leader", "co-leader from the community"),
                                    ("member", "member of the team"),
                                    ("support", "supporting staff"),
                                    ("student", "student"),
                                    ("knowledge_holder", "holder of community knowledge"),
                                    ("adviser", "adviser"),
                                ],
                                default="member",
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "share",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="share of the work, %",
                            ),
                        ),
                        (
                            "contribution",
                            models.TextField(blank=True, default="", verbose_name="what this person did"),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectPlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "province",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="ISO 3166-2, see catalogue/places",
                                max_length=5,
                                verbose_name="province",
                            ),
                        ),
                        (
                            "district",
                            models.CharField(blank=True, default="", max_length=100, verbose_name="district"),
                        ),
                        (
                            "subdistrict",
                            models.CharField(
                                blank=True, default="", max_length=100, verbose_name="sub-district"
                            ),
                        ),
                        (
                            "site",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="name of the place"
                            ),
                        ),
                        (
                            "latitude",
                            models.DecimalField(
                                blank=True, decimal_places=5, max_digits=8, null=True, verbose_name="latitude"
                            ),
                        ),
                        (
                            "longitude",
                            models.DecimalField(
                                blank=True,
                                decimal_places=5,
                                max_digits=8,
                                null=True,
                                verbose_name="longitude",
                            ),
                        ),
                        ("is_virtual", models.BooleanField(default=False, verbose_name="online")),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectResearch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=500, verbose_name="research")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("basic", "basic research"),
                                    ("applied", "applied research"),
                                    ("participatory", "participatory action research"),
                                    ("development", "development and innovation"),
                                    ("creative", "creative work"),
                                ],
                                max_length=15,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "discipline",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="field of knowledge"
                            ),
                        ),
                        (
                            "is_joint_question",
                            models.BooleanField(
                                default=False, verbose_name="the question was developed together"
                            ),
                        ),
                        (
                            "is_with_community_authors",
                            models.BooleanField(
                                default=False, verbose_name="people of the community are authors"
                            ),
                        ),
                        (
                            "ethics_number",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=100,
                                verbose_name="number of the ethics approval",
                            ),
                        ),
                        (
                            "products",
                            models.TextField(blank=True, default="", verbose_name="scholarly products"),
                        ),
                        (
                            "url",
                            models.URLField(blank=True, default="", max_length=500, verbose_name="address"),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Christian era", null=True, verbose_name="year"
                            ),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectResource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "giver",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=300,
                                verbose_name="funder outside the partnership",
                            ),
                        ),
                        (
                            "is_internal",
                            models.BooleanField(
                                default=False, verbose_name="from the university's own budget"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("money", "money"),
                                    ("people", "people"),
                                    ("materials", "materials and equipment"),
                                    ("time", "time"),
                                    ("it", "information technology"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="what is given")),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="amount"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="unit"),
                        ),
                        (
                            "value_baht",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=16,
                                null=True,
                                verbose_name="value in baht",
                            ),
                        ),
                        (
                            "value_basis",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="basis of the value"
                            ),
                        ),
                        (
                            "given",
                            samphan.kit.partial.PartialDateField(blank=True, null=True, verbose_name="when"),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("submit", "submitted"),
                                    ("return", "returned with comments"),
                                    ("approve", "approved"),
                                    ("reopen", "opened again"),
                                    ("publish", "published"),
                                    ("unpublish", "no longer public"),
                                    ("claim", "taken over by its leader"),
                                ],
                                max_length=10,
                                verbose_name="step",
                            ),
                        ),
                        ("comment", models.TextField(blank=True, default="", verbose_name="comment")),
                        ("by_name", models.CharField(max_length=200, verbose_name="by")),
                        (
                            "by_user",
                            models.BigIntegerField(
                                blank=True, help_text="id of the account, kept after it is gone", null=True
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title_th", models.CharField(max_length=300, verbose_name="title in Thai")),
                        (
                            "title_en",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="title in English"
                            ),
                        ),
                        ("sort_key", models.CharField(max_length=1000)),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectServed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("label", models.CharField(max_length=300, verbose_name="group")),
                        (
                            "population",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("children", "children"),
                                    ("youth", "young people"),
                                    ("adults", "adults"),
                                    ("older", "older people"),
                                    ("women", "women"),
                                    ("disabled", "people with disabilities"),
                                    ("low_income", "people with low incomes"),
                                    ("ethnic", "ethnic and indigenous groups"),
                                    ("migrants", "migrants"),
                                    ("farmers", "farmers"),
                                    ("fishers", "fishers"),
                                    ("informal_workers", "informal workers"),
                                    ("enterprises", "small and community enterprises"),
                                    ("students", "students"),
                                    ("small_schools", "small schools"),
                                    ("remote", "remote areas"),
                                    ("public", "the general public"),
                                ],
                                default="",
                                max_length=20,
                                verbose_name="kind of group",
                            ),
                        ),
                        ("is_direct", models.BooleanField(default=True, verbose_name="served directly")),
                        ("number", models.PositiveIntegerField(blank=True, null=True, verbose_name="people")),
                        (
                            "is_counted",
                            models.BooleanField(default=False, verbose_name="counted, not estimated"),
                        ),
                        (
                            "households",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="households"),
                        ),
                        ("groups", models.PositiveIntegerField(blank=True, null=True, verbose_name="groups")),
                        (
                            "each",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="people in each group"
                            ),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectStated",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("staff", "staff"),
                                    ("students", "students"),
                                    ("direct", "people served directly"),
                                    ("indirect", "people served indirectly"),
                                    ("households", "households"),
                                    ("partners", "partners"),
                                    ("places", "places"),
                                    ("budget", "budget in baht"),
                                ],
                                max_length=12,
                                verbose_name="what is counted",
                            ),
                        ),
                        (
                            "number",
                            models.DecimalField(decimal_places=2, max_digits=16, verbose_name="number"),
                        ),
                        (
                            "is_at_least",
                            models.BooleanField(default=False, verbose_name="at least this many"),
                        ),
                        ("is_estimate", models.BooleanField(default=False, verbose_name="estimate")),
                        (
                            "source",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="source"),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ProjectYear",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                help_text="Christian era", verbose_name="fiscal year"
                            ),
                        ),
                        (
                            "is_nothing",
                            models.BooleanField(default=False, verbose_name="nothing to report this year"),
                        ),
                        ("words", models.TextField(blank=True, default="", verbose_name="what happened")),
                        (
                            "by_name",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="by"),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                ),
                migrations.AddField(
                    model_name="project",
                    name="academic_year",
                    field=models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="academic year"
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="category",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("engagement", "engagement with society"),
                            ("service", "academic service"),
                            ("volunteering", "volunteering"),
                            ("not_counted", "not counted"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="category",
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="code",
                    field=models.CharField(blank=True, default="", max_length=60, verbose_name="code"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="community_benefit",
                    field=models.TextField(blank=True, default="", verbose_name="what the community gains"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="domains",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("community", "community"),
                                ("way_of_life", "way of life"),
                                ("culture", "arts and culture"),
                                ("environment", "environment"),
                                ("occupation", "occupation"),
                                ("economy", "economy"),
                                ("governance", "politics and administration"),
                                ("quality_of_life", "quality of life"),
                                ("health", "health"),
                                ("awareness", "awareness"),
                                ("education", "education"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="entered_by",
                    field=models.CharField(blank=True, default="", max_length=200, verbose_name="entered by"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="entered_for",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="fiscal_year",
                    field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="fiscal year"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="is_continuing",
                    field=models.BooleanField(blank=True, null=True, verbose_name="goes on"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="is_for_profit",
                    field=models.BooleanField(blank=True, null=True, verbose_name="for private profit"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="is_knowledge_exchanged",
                    field=models.BooleanField(blank=True, null=True, verbose_name="knowledge goes both ways"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="is_public_issue",
                    field=models.BooleanField(blank=True, null=True, verbose_name="an issue of the public"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="is_with_community",
                    field=models.BooleanField(
                        blank=True, null=True, verbose_name="with a community outside the university"
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="keeper",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="missions",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("teaching", "producing graduates"),
                                ("research", "research"),
                                ("service", "academic service"),
                                ("culture", "preserving arts and culture"),
                                ("students", "student development"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="populations",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("children", "children"),
                                ("youth", "young people"),
                                ("adults", "adults"),
                                ("older", "older people"),
                                ("women", "women"),
                                ("disabled", "people with disabilities"),
                                ("low_income", "people with low incomes"),
                                ("ethnic", "ethnic and indigenous groups"),
                                ("migrants", "migrants"),
                                ("farmers", "farmers"),
                                ("fishers", "fishers"),
                                ("informal_workers", "informal workers"),
                                ("enterprises", "small and community enterprises"),
                                ("students", "students"),
                                ("small_schools", "small schools"),
                                ("remote", "remote areas"),
                                ("public", "the general public"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="published_at",
                    field=models.DateTimeField(blank=True, null=True, verbose_name="published"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="question_en",
                    field=models.TextField(
                        blank=True, default="", verbose_name="question developed together, in English"
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="question_story",
                    field=models.TextField(
                        blank=True, default="", verbose_name="who raised it and how it was agreed"
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="question_th",
                    field=models.TextField(
                        blank=True, default="", verbose_name="question developed together, in Thai"
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="review",
                    field=models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("returned", "returned with comments"),
                            ("approved", "approved"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="record",
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="summary_en",
                    field=models.TextField(blank=True, default="", verbose_name="summary, in English"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="summary_th",
                    field=models.TextField(blank=True, default="", verbose_name="summary, in Thai"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="university_benefit",
                    field=models.TextField(blank=True, default="", verbose_name="what the university gains"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="visibility",
                    field=models.CharField(
                        choices=[
                            ("private", "those who write and review it"),
                            ("network", "everybody in the network"),
                            ("public", "everybody"),
                        ],
                        default="network",
                        max_length=10,
                        verbose_name="who may read it",
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="website",
                    field=models.URLField(blank=True, default="", max_length=300, verbose_name="website"),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="basis",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("area", "an area"),
                            ("interest", "shared interests"),
                            ("identity", "identity"),
                            ("workplace", "a workplace"),
                            ("neighbourhood", "neighbourhood"),
                            ("same_sector", "the same sector"),
                            ("practice", "a community of practice"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="basis of community",
                    ),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="claims_lead",
                    field=models.BooleanField(default=False, verbose_name="says that it leads"),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="contact_email",
                    field=models.EmailField(
                        blank=True, default="", max_length=254, verbose_name="e-mail address"
                    ),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="contact_name",
                    field=models.CharField(
                        blank=True, default="", max_length=200, verbose_name="contact person"
                    ),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="contact_phone",
                    field=models.CharField(blank=True, default="", max_length=60, verbose_name="telephone"),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="name",
                    field=models.CharField(
                        blank=True, default="", max_length=300, verbose_name="name of a group in no register"
                    ),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="role_code",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("co_lead", "leads with others"),
                            ("co_designer", "designs with others"),
                            ("knowledge_holder", "holds knowledge"),
                            ("place_owner", "owns the place"),
                            ("supporter", "gives resources"),
                            ("implementer", "carries out"),
                            ("evaluator", "evaluates"),
                            ("beneficiary", "uses the results"),
                            ("participant", "takes part"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="kind of role",
                    ),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="sector",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("industry", "business and industry"),
                            ("professional_association", "professional association"),
                            ("school", "schools"),
                            ("government", "government"),
                            ("alumni", "alumni"),
                            ("indigenous", "indigenous community"),
                            ("local_government", "local government"),
                            ("education_area", "education areas"),
                            ("private", "private sector"),
                            ("experts", "experts"),
                            ("university", "higher education"),
                            ("vocational", "vocational education"),
                            ("health", "health services"),
                            ("community_enterprise", "community enterprise or cooperative"),
                            ("non_profit", "foundation or non-governmental organisation"),
                            ("religious", "religious institution"),
                            ("media", "media"),
                            ("funder", "funder"),
                            ("international", "international bodies"),
                        ],
                        default="",
                        max_length=30,
                        verbose_name="sector",
                    ),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="side",
                    field=models.CharField(
                        choices=[
                            ("university", "university side"),
                            ("society", "society side"),
                            ("other", "other institution"),
                        ],
                        default="society",
                        max_length=10,
                        verbose_name="side",
                    ),
                ),
                migrations.AddField(
                    model_name="projectpartner",
                    name="since",
                    field=samphan.kit.partial.PartialDateField(blank=True, null=True, verbose_name="since"),
                ),
                migrations.AddIndex(
                    model_name="projectpartner",
                    index=models.Index(
                        fields=["network", "organisation"], name="projects_partner_organisation"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectpartner",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("organisation__isnull", False)),
                            models.Q(("organisation__isnull", True), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="projects_projectpartner_named",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectpartner",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["university", "society", "other"]),
                            (
                                "basis__in",
                                [
                                    "",
                                    "area",
                                    "interest",
                                    "identity",
                                    "workplace",
                                    "neighbourhood",
                                    "same_sector",
                                    "practice",
                                ],
                            ),
                            (
                                "sector__in",
                                [
                                    "",
                                    "industry",
                                    "professional_association",
                                    "school",
                                    "government",
                                    "alumni",
                                    "indigenous",
                                    "local_government",
                                    "education_area",
                                    "private",
                                    "experts",
                                    "university",
                                    "vocational",
                                    "health",
                                    "community_enterprise",
                                    "non_profit",
                                    "religious",
                                    "media",
                                    "funder",
                                    "international",
                                ],
                            ),
                            (
                                "role_code__in",
                                [
                                    "",
                                    "co_lead",
                                    "co_designer",
                                    "knowledge_holder",
                                    "place_owner",
                                    "supporter",
                                    "implementer",
                                    "evaluator",
                                    "beneficiary",
                                    "participant",
                                ],
                            ),
                        ),
                        name="projects_projectpartner_coded",
                    ),
                ),
                migrations.AddField(
                    model_name="projectalignment",
                    name="across",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.frameworkitem",
                    ),
                ),
                migrations.AddField(
                    model_name="projectalignment",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.frameworkitem",
                    ),
                ),
                migrations.AddField(
                    model_name="projectalignment",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectalignment",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alignments",
                        to="projects.project",
                    ),
                ),
                migrations.AddField(
                    model_name="projectcourse",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectcourse",
                    name="organisation",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="projectcourse",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="projects.project",
                    ),
                ),
                migrations.AddField(
                    model_name="projectperson",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectperson",
                    name="organisation",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                migrations.AddField(
                    model_name="projectperson",
                    name="person",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                    ),
                ),
                migrations.AddField(
                    model_name="projectperson",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="projects.project",
                    ),
                ),
                migrations.AddField(
                    model_name="projectplace",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectplace",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="projects.project",
                    ),
                ),
                migrations.AddField(
                    model_name="projectresearch",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectresearch",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="research",
                        to="projects.project",
                    ),
                ),
                migrations.AddField(
                    model_name="projectresource",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectresource",
                    name="partner",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resources",
                        to="projects.projectpartner",
                    ),
                ),
                migrations.AddField(
                    model_name="projectresource",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resources",
                        to="projects.project",
                    ),
                ),
                migrations.AddField(
                    model_name="projectreview",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectreview",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="projects.project",
                    ),
                ),
                migrations.AddField(
                    model_name="projectseries",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="project",
                    name="series",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="projects.projectseries",
                    ),
                ),
                migrations.AddIndex(
                    model_name="project",
                    index=models.Index(fields=["network", "keeper"], name="projects_project_keeper"),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "idea",
                                    "question",
                                    "planned",
                                    "agreed",
                                    "under_way",
                                    "closing",
                                    "followed",
                                    "done",
                                    "dropped",
                                ],
                            )
                        ),
                        name="projects_project_state",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ["", "engagement", "service", "volunteering", "not_counted"]),
                            ("visibility__in", ["private", "network", "public"]),
                            ("review__in", ["draft", "submitted", "returned", "approved"]),
                            (
                                "missions__contained_by",
                                ["teaching", "research", "service", "culture", "students"],
                            ),
                            (
                                "domains__contained_by",
                                [
                                    "community",
                                    "way_of_life",
                                    "culture",
                                    "environment",
                                    "occupation",
                                    "economy",
                                    "governance",
                                    "quality_of_life",
                                    "health",
                                    "awareness",
                                    "education",
                                ],
                            ),
                            (
                                "populations__contained_by",
                                [
                                    "children",
                                    "youth",
                                    "adults",
                                    "older",
                                    "women",
                                    "disabled",
                                    "low_income",
                                    "ethnic",
                                    "migrants",
                                    "farmers",
                                    "fishers",
                                    "informal_workers",
                                    "enterprises",
                                    "students",
                                    "small_schools",
                                    "remote",
                                    "public",
                                ],
                            ),
                        ),
                        name="projects_project_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(("review", "approved"), ("visibility", "public")),
                            _connector="OR",
                        ),
                        name="projects_project_published",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("network", "code"),
                        name="projects_project_code_once",
                    ),
                ),
                migrations.AddField(
                    model_name="projectserved",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectserved",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served",
                        to="projects.project",
                    ),
                ),
                migrations.AddField(
                    model_name="projectstated",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectstated",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stated",
                        to="projects.project",
                    ),
                ),
                migrations.AddField(
                    model_name="projectyear",
                    name="network",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.network"
                    ),
                ),
                migrations.AddField(
                    model_name="projectyear",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="years",
                        to="projects.project",
                    ),
                ),
                migrations.AddIndex(
                    model_name="projectalignment",
                    index=models.Index(fields=["item", "across", "project"], name="projects_alignment_cell"),
                ),
                migrations.AddConstraint(
                    model_name="projectalignment",
                    constraint=models.UniqueConstraint(
                        fields=("network", "project", "item", "across"),
                        name="projects_alignment_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectalignment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("rating__isnull", True), ("rating__range", (1, 4)), _connector="OR"
                        ),
                        name="projects_alignment_rating",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectcourse",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="projects_course_titled"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectcourse",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("hours__isnull", True), ("hours__gte", 0), _connector="OR"),
                        name="projects_course_hours",
                    ),
                ),
                migrations.AddIndex(
                    model_name="projectperson",
                    index=models.Index(fields=["network", "person"], name="projects_person_of"),
                ),
                migrations.AddConstraint(
                    model_name="projectperson",
                    constraint=models.UniqueConstraint(
                        fields=("network", "project", "person"), name="projects_projectperson_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectperson",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("role", "leader")),
                        fields=("network", "project"),
                        name="projects_projectperson_leader",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectperson",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="projects_projectperson_named",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectperson",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["university", "society", "other"]),
                            (
                                "role__in",
                                [
                                    "leader",
                                    "co_leader",
                                    "community_leader",
                                    "member",
                                    "support",
                                    "student",
                                    "knowledge_holder",
                                    "adviser",
                                ],
                            ),
                        ),
                        name="projects_projectperson_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectperson",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("share__isnull", True), ("share__range", (0, 100)), _connector="OR"
                        ),
                        name="projects_projectperson_share",
                    ),
                ),
                migrations.AddIndex(
                    model_name="projectplace",
                    index=models.Index(
                        fields=["network", "province", "district"], name="projects_place_where"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectplace",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="projects_place_point",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectplace",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_virtual", True),
                            models.Q(("province", ""), _negated=True),
                            models.Q(("site", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="projects_place_named",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectresearch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            ("kind__in", ["basic", "applied", "participatory", "development", "creative"]),
                        ),
                        name="projects_research_titled",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectresource",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            ("kind__in", ["money", "people", "materials", "time", "it"]),
                        ),
                        name="projects_resource_titled",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectresource",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("partner__isnull", True), ("giver", ""), _connector="OR"),
                        name="projects_resource_one_giver",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectresource",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                            models.Q(("value_baht__isnull", True), ("value_baht__gte", 0), _connector="OR"),
                        ),
                        name="projects_resource_amounts",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectreview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                ["submit", "return", "approve", "reopen", "publish", "unpublish", "claim"],
                            )
                        ),
                        name="projects_review_act",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectreview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "return"), _negated=True),
                            models.Q(("comment", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="projects_review_returned_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectseries",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("title_th", ""), _negated=True), name="projects_series_titled"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectserved",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True),
                            (
                                "population__in",
                                [
                                    "",
                                    "children",
                                    "youth",
                                    "adults",
                                    "older",
                                    "women",
                                    "disabled",
                                    "low_income",
                                    "ethnic",
                                    "migrants",
                                    "farmers",
                                    "fishers",
                                    "informal_workers",
                                    "enterprises",
                                    "students",
                                    "small_schools",
                                    "remote",
                                    "public",
                                ],
                            ),
                        ),
                        name="projects_served_named",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectstated",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "staff",
                                    "students",
                                    "direct",
                                    "indirect",
                                    "households",
                                    "partners",
                                    "places",
                                    "budget",
                                ],
                            ),
                            ("number__gte", 0),
                        ),
                        name="projects_stated_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectyear",
                    constraint=models.UniqueConstraint(
                        fields=("network", "project", "year"), name="projects_year_once"
                    ),
                ),
            ]
        ),
        migrations.RunSQL(CARRY, migrations.RunSQL.noop),
        Guarded("ProjectSeries", "owned"),
        Guarded("Project", "owned"),
        Guarded("ProjectPartner", "owned"),
        Guarded("ProjectReview", "owned"),
        Guarded("ProjectYear", "owned"),
        Guarded("ProjectAlignment", "owned"),
        Guarded("ProjectPerson", "owned"),
        Guarded("ProjectCourse", "owned"),
        Guarded("ProjectResearch", "owned"),
        Guarded("ProjectPlace", "owned"),
        Guarded("ProjectServed", "owned"),
        Guarded("ProjectResource", "owned"),
        Guarded("ProjectStated", "owned"),
    ]
