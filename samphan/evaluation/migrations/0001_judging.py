"""Ratings of projects, self-assessments of institutions, challenges of networks."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models
from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networks", "0004_frame"),
        ("projects", "0005_records"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="ChallengeRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("changed_by", models.CharField(blank=True, default="", max_length=200)),
                        ("title_th", models.CharField(max_length=200, verbose_name="title in Thai")),
                        (
                            "title_en",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="title in English"
                            ),
                        ),
                        ("edition", models.CharField(max_length=40, verbose_name="edition")),
                        (
                            "secrecy",
                            models.CharField(
                                choices=[
                                    ("open", "shown with the name of the institution"),
                                    ("together", "shown together only"),
                                ],
                                default="together",
                                max_length=10,
                                verbose_name="answers are",
                            ),
                        ),
                        ("opened_on", models.DateField(verbose_name="opened")),
                        ("due_on", models.DateField(verbose_name="answers until")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample data")),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ChallengeReply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="name of the contact"
                            ),
                        ),
                        (
                            "contact_email",
                            models.EmailField(
                                blank=True,
                                default="",
                                max_length=254,
                                verbose_name="e-mail address of the contact",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                        ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "answered_by",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="who answered"
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="networks.member",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="evaluation.challengeround",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ChallengeStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("challenge", models.CharField(max_length=10)),
                        ("strategy", models.CharField(max_length=10)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.actionitem",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="evaluation.challengeround",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RatingRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="round")),
                        ("rubric", models.SlugField(max_length=40, verbose_name="rubric")),
                        ("edition", models.CharField(max_length=20, verbose_name="edition")),
                        ("opened_on", models.DateField(verbose_name="opened")),
                        (
                            "opened_by",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="opened by"
                            ),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed")),
                        ("evidence", models.JSONField(default=dict)),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Rating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "voice",
                            models.CharField(
                                choices=[("university", "the university"), ("partner", "the partner")],
                                max_length=10,
                                verbose_name="said by which side",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                        ("given_at", models.DateTimeField(blank=True, null=True, verbose_name="given")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("office", "written by the project"),
                                    ("link", "by personal link"),
                                    ("paper", "on paper"),
                                    ("phone", "by telephone"),
                                    ("spoken", "spoken, written down by somebody else"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="how it came",
                            ),
                        ),
                        (
                            "said_by",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="said by"),
                        ),
                        (
                            "recorded_by",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="recorded by"
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.projectpartner",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="evaluation.ratinground",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RatingScore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("item", models.CharField(help_text="code in the rubric", max_length=10)),
                        (
                            "score",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="score"),
                        ),
                        ("note", models.TextField(blank=True, default="", verbose_name="why")),
                        (
                            "said_by",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="said by"),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                            ),
                        ),
                        (
                            "rating",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="evaluation.rating",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="SelfAssessment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("changed_by", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "year",
                            models.PositiveSmallIntegerField(help_text="Christian era", verbose_name="year"),
                        ),
                        (
                            "editions",
                            models.JSONField(default=dict, help_text="edition of each pack, by its code"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("agreed", "agreed")],
                                default="draft",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed")),
                        (
                            "agreed_by",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="agreed by"
                            ),
                        ),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample data")),
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="networks.member",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Improvement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instrument",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ent", "twelve items by the six guidelines"),
                                    ("scan", "Samphan scan"),
                                ],
                                default="",
                                max_length=8,
                            ),
                        ),
                        ("item", models.CharField(blank=True, default="", max_length=10)),
                        ("title", models.CharField(max_length=500, verbose_name="what will be done")),
                        ("owner_name", models.CharField(max_length=200, verbose_name="who")),
                        ("due_on", models.DateField(verbose_name="until")),
                        (
                            "withdrawn_why",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="why it was taken back"
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.actionitem",
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="improvements",
                                to="evaluation.selfassessment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Dialogue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        ("people", models.TextField(verbose_name="who took part")),
                        ("words", models.TextField(verbose_name="what was said")),
                        (
                            "by_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="written by"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dialogues",
                                to="evaluation.selfassessment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="AssessmentAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instrument",
                            models.CharField(
                                choices=[
                                    ("ent", "twelve items by the six guidelines"),
                                    ("scan", "Samphan scan"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("item", models.CharField(max_length=10)),
                        (
                            "is_agreed",
                            models.BooleanField(default=False, verbose_name="agreed in the dialogue"),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="score"),
                        ),
                        ("evidence", models.TextField(blank=True, default="", verbose_name="what shows it")),
                        ("note", models.TextField(blank=True, default="", verbose_name="why")),
                        (
                            "by_user",
                            models.BigIntegerField(
                                blank=True, help_text="id of the account, kept after it is gone", null=True
                            ),
                        ),
                        (
                            "by_name",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="said by"),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="evaluation.selfassessment",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ChallengeMatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        ("changed_by", models.CharField(blank=True, default="", max_length=200)),
                        ("challenge", models.CharField(max_length=10)),
                        (
                            "strategies",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10), blank=True, default=list
                            ),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "challenge"), name="evaluation_challenge_match_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChallengeMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("challenge", models.CharField(max_length=10)),
                        ("now", models.PositiveSmallIntegerField(verbose_name="now")),
                        ("ideal", models.PositiveSmallIntegerField(verbose_name="as it should be")),
                        (
                            "words",
                            models.TextField(blank=True, default="", verbose_name="in their own words"),
                        ),
                        (
                            "network",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.network",
                            ),
                        ),
                        (
                            "reply",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="evaluation.challengereply",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("network", "reply", "challenge"),
                                name="evaluation_challenge_mark_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("now__range", (1, 5)), ("ideal__range", (1, 5))),
                                name="evaluation_challenge_mark_scale",
                            ),
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="challengeround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_th", ""), _negated=True), ("secrecy__in", ["open", "together"])
                        ),
                        name="evaluation_challenge_round_named",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="challengeround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__gte", models.F("opened_on")),
                            models.Q(
                                ("closed_on__isnull", True),
                                ("closed_on__gte", models.F("opened_on")),
                                _connector="OR",
                            ),
                        ),
                        name="evaluation_challenge_round_days",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="challengeround",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("network",),
                        name="evaluation_challenge_round_one_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="challengereply",
                    constraint=models.UniqueConstraint(
                        fields=("network", "round", "member"), name="evaluation_challenge_reply_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="challengestep",
                    constraint=models.UniqueConstraint(
                        fields=("network", "round", "challenge", "strategy", "action"),
                        name="evaluation_challenge_step_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ratinground",
                    constraint=models.UniqueConstraint(
                        fields=("network", "project", "number"), name="evaluation_round_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ratinground",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("network", "project"),
                        name="evaluation_round_one_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rating",
                    constraint=models.UniqueConstraint(
                        fields=("network", "round", "partner"),
                        name="evaluation_rating_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rating",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("partner__isnull", True), ("voice", "university")),
                            models.Q(("partner__isnull", False), ("voice", "partner")),
                            _connector="OR",
                        ),
                        name="evaluation_rating_side",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rating",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["", "office", "link", "paper", "phone", "spoken"])
                        ),
                        name="evaluation_rating_channel",
                    ),
                ),
                migrations.AddIndex(
                    model_name="ratingscore",
                    index=models.Index(fields=["rating", "item", "-id"], name="evaluation_score_latest"),
                ),
                migrations.AddConstraint(
                    model_name="ratingscore",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("score__isnull", True), ("score__lte", 4), _connector="OR"),
                        name="evaluation_score_scale",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="selfassessment",
                    constraint=models.UniqueConstraint(
                        fields=("network", "member", "year"), name="evaluation_assessment_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="selfassessment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_on__isnull", True), ("state", "draft")),
                            models.Q(("agreed_on__isnull", False), ("state", "agreed")),
                            _connector="OR",
                        ),
                        name="evaluation_assessment_agreed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="improvement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("owner_name", ""), _negated=True),
                            models.Q(
                                models.Q(("instrument", ""), ("item", "")),
                                models.Q(
                                    ("instrument__in", ["ent", "scan"]), models.Q(("item", ""), _negated=True)
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="evaluation_improvement_stated",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="improvement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("action__isnull", True), ("withdrawn_why", ""), _connector="OR"),
                        name="evaluation_improvement_stands",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dialogue",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("people", ""), _negated=True), models.Q(("words", ""), _negated=True)
                        ),
                        name="evaluation_dialogue_said",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="assessmentanswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("instrument__in", ["ent", "scan"]),
                            models.Q(("score__isnull", True), ("score__lte", 4), _connector="OR"),
                        ),
                        name="evaluation_answer_scale",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="assessmentanswer",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("is_agreed", False)),
                        fields=("network", "assessment", "instrument", "item", "by_user"),
                        name="evaluation_answer_own_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="assessmentanswer",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("is_agreed", True)),
                        fields=("network", "assessment", "instrument", "item"),
                        name="evaluation_answer_agreed_once",
                    ),
                ),
            ]
        ),
        Guarded("ChallengeRound", "owned"),
        Guarded("ChallengeReply", "owned"),
        Guarded("ChallengeStep", "owned"),
        Guarded("RatingRound", "owned"),
        Guarded("Rating", "owned"),
        Guarded("RatingScore", "owned"),
        Guarded("SelfAssessment", "owned"),
        Guarded("Improvement", "owned"),
        Guarded("Dialogue", "owned"),
        Guarded("AssessmentAnswer", "owned"),
        Guarded("ChallengeMatch", "owned"),
        Guarded("ChallengeMark", "owned"),
    ]
