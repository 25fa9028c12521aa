"""What both sides say, what changed, and what proves it."""

import django.db.models.deletion
import samphan.kit.partial
from django.db import migrations, models
from samphan.kit.migrations import Together
from samphan.tenancy.rowsecurity import Guarded


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0009_listed_with_keeper"),
        ("projects", "0005_records"),
        ("tenancy", "0009_writers_of_projects"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Benefit",
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
                                choices=[("benefit", "benefit"), ("cost", "cost")],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("teaching", "teaching and learning"),
                                    ("research", "research"),
                                    ("technology", "technology transfer"),
                                    ("graduates", "quality of graduates"),
                                    ("manpower", "people and skills"),
                                    ("community", "strength of the community"),
                                    ("resources", "better use of resources"),
                                    ("income", "income and livelihood"),
                                    ("health", "health and quality of life"),
                                    ("time", "time and work"),
                                    ("other", "other"),
                                ],
                                default="other",
                                max_length=12,
                                verbose_name="theme",
                            ),
                        ),
                        ("words", models.TextField(verbose_name="what")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("expected", "expected"),
                                    ("achieved", "reached"),
                                    ("not_achieved", "not reached"),
                                ],
                                default="expected",
                                max_length=14,
                                verbose_name="state",
                            ),
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
                            "voice",
                            models.CharField(
                                choices=[("university", "the university"), ("partner", "the partner")],
                                max_length=10,
                                verbose_name="said by which side",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("office", "written by the project"),
                                    ("link", "by personal link"),
                                    ("paper", "on paper"),
                                    ("phone", "by telephone"),
                                    ("spoken", "spoken, written down by somebody else"),
                                ],
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
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken back"),
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
                    ],
                ),
                migrations.CreateModel(
                    name="ClaimAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                help_text="as queries.claims makes it, e.g. benefit:12", max_length=80
                            ),
                        ),
                        ("fingerprint", models.CharField(max_length=32)),
                        ("shown", models.TextField(verbose_name="what was shown")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("confirmed", "confirmed"),
                                    ("corrected", "corrected"),
                                    ("disputed", "disputed"),
                                    ("cannot_say", "cannot be said"),
                                ],
                                max_length=10,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "words",
                            models.TextField(blank=True, default="", verbose_name="in the partner's words"),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("office", "written by the project"),
                                    ("link", "by personal link"),
                                    ("paper", "on paper"),
                                    ("phone", "by telephone"),
                                    ("spoken", "spoken, written down by somebody else"),
                                ],
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
                            "partner",
                            models.ForeignKey(
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
                    ],
                ),
                migrations.CreateModel(
                    name="ClaimReply",
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
                                    ("changed", "the record was changed"),
                                    ("kept", "the record stays as it is"),
                                ],
                                max_length=10,
                                verbose_name="what was done",
                            ),
                        ),
                        ("words", models.TextField(verbose_name="reason")),
                        ("by_name", models.CharField(max_length=200, verbose_name="by")),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="engagement.claimanswer",
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
                    name="CommunityKnowledge",
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
                        ("title_th", models.CharField(max_length=300, verbose_name="title in Thai")),
                        (
                            "title_en",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="title in English"
                            ),
                        ),
                        (
                            "words_th",
                            models.TextField(blank=True, default="", verbose_name="description in Thai"),
                        ),
                        (
                            "words_en",
                            models.TextField(blank=True, default="", verbose_name="description in English"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("wisdom", "local wisdom"),
                                    ("skill", "skill or craft"),
                                    ("place", "place or resource"),
                                    ("practice", "tradition or practice"),
                                    ("person", "a person who knows"),
                                    ("data", "data of the community"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "holder_name",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="holder in no register"
                            ),
                        ),
                        (
                            "consent",
                            models.CharField(
                                choices=[
                                    ("given", "may be used"),
                                    ("conditions", "may be used under conditions"),
                                    ("refused", "may not be used"),
                                    ("asked", "not answered yet"),
                                    ("withdrawn", "no longer: consent was withdrawn"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="consent",
                            ),
                        ),
                        (
                            "consent_by",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="who agreed"
                            ),
                        ),
                        ("consent_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                        (
                            "conditions",
                            models.TextField(blank=True, default="", verbose_name="conditions of use"),
                        ),
                        ("is_public", models.BooleanField(default=False, verbose_name="shown to everybody")),
                        ("sort_key", models.CharField(max_length=1000)),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample data")),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.organisation",
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
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Measure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="what is measured")),
                        (
                            "unit",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="unit"),
                        ),
                        (
                            "before",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="before"
                            ),
                        ),
                        (
                            "before_on",
                            samphan.kit.partial.PartialDateField(
                                blank=True, null=True, verbose_name="measured"
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="target"
                            ),
                        ),
                        (
                            "after",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="after"
                            ),
                        ),
                        (
                            "after_on",
                            samphan.kit.partial.PartialDateField(
                                blank=True, null=True, verbose_name="measured"
                            ),
                        ),
                        (
                            "higher_is_better",
                            models.BooleanField(blank=True, null=True, verbose_name="more is better"),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="source"),
                        ),
                        (
                            "verified_by",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="verified by"
                            ),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
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
                    name="Participation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("think", "thinking and deciding"),
                                    ("plan", "planning"),
                                    ("do", "investing and carrying out"),
                                    ("monitor", "monitoring and evaluating"),
                                    ("benefit", "sharing the benefits"),
                                ],
                                max_length=10,
                                verbose_name="stage",
                            ),
                        ),
                        (
                            "intensity",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "not at all"),
                                    (1, "informed"),
                                    (2, "gives opinions"),
                                    (3, "does it together"),
                                    (4, "decides together or leads"),
                                ],
                                verbose_name="intensity",
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
                        (
                            "note",
                            models.CharField(blank=True, default="", max_length=1000, verbose_name="example"),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("office", "written by the project"),
                                    ("link", "by personal link"),
                                    ("paper", "on paper"),
                                    ("phone", "by telephone"),
                                    ("spoken", "spoken, written down by somebody else"),
                                ],
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
                            "partner",
                            models.ForeignKey(
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
                    ],
                ),
                migrations.CreateModel(
                    name="PartnerAsk",
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
                                    ("link", "personal link sent"),
                                    ("letter", "letter"),
                                    ("call", "telephone call"),
                                    ("visit", "visit"),
                                    ("survey", "survey or interview"),
                                ],
                                max_length=10,
                                verbose_name="how",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="for what"),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "by_name",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="by"),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
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
                    ],
                ),
                migrations.CreateModel(
                    name="PartnerWords",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.TextField(blank=True, default="", verbose_name="words")),
                        (
                            "consent",
                            models.CharField(
                                choices=[
                                    ("not_needed", "nobody can be recognised"),
                                    ("given", "given"),
                                    ("missing", "not asked yet"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="not_needed",
                                max_length=12,
                                verbose_name="consent of the people shown",
                            ),
                        ),
                        (
                            "may_publish",
                            models.BooleanField(default=False, verbose_name="may be shown to everybody"),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("office", "written by the project"),
                                    ("link", "by personal link"),
                                    ("paper", "on paper"),
                                    ("phone", "by telephone"),
                                    ("spoken", "spoken, written down by somebody else"),
                                ],
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
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken back"),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.projectpartner",
                            ),
                        ),
                        (
                            "photo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.storedfile",
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
                    name="ProjectResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("output", "output"),
                                    ("institution", "outcome for the institution"),
                                    ("community", "impact on the community"),
                                ],
                                max_length=12,
                                verbose_name="level",
                            ),
                        ),
                        ("expected", models.TextField(blank=True, default="", verbose_name="expected")),
                        ("reached", models.TextField(blank=True, default="", verbose_name="what came of it")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("expected", "expected"),
                                    ("reached", "reached"),
                                    ("partly", "reached in part"),
                                    ("not_reached", "not reached"),
                                ],
                                default="expected",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "on",
                            samphan.kit.partial.PartialDateField(blank=True, null=True, verbose_name="when"),
                        ),
                        ("order", models.PositiveIntegerField(default=0, verbose_name="order")),
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
                    name="Evidence",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("photo", "photograph"),
                                    ("document", "document"),
                                    ("link", "address on the web"),
                                    ("record", "record of this system"),
                                    ("statement", "statement"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("words", models.TextField(blank=True, default="", verbose_name="what it shows")),
                        (
                            "url",
                            models.URLField(blank=True, default="", max_length=1000, verbose_name="address"),
                        ),
                        ("record_kind", models.CharField(blank=True, default="", max_length=60)),
                        ("record_id", models.BigIntegerField(blank=True, null=True)),
                        (
                            "supports",
                            models.CharField(
                                choices=[
                                    ("need", "need"),
                                    ("question", "joint question"),
                                    ("participation", "participation"),
                                    ("benefit", "benefits and costs"),
                                    ("before", "situation before"),
                                    ("process", "how it was done"),
                                    ("change", "change"),
                                    ("after", "situation after"),
                                    ("result", "result"),
                                    ("knowledge", "knowledge and scholarship"),
                                    ("spread", "lasting and spreading"),
                                    ("alignment", "alignment with a framework"),
                                ],
                                max_length=15,
                                verbose_name="supports",
                            ),
                        ),
                        (
                            "strength",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "statement"), (2, "document"), (3, "linked record")],
                                verbose_name="strength",
                            ),
                        ),
                        (
                            "taken_on",
                            samphan.kit.partial.PartialDateField(blank=True, null=True, verbose_name="date"),
                        ),
                        (
                            "place",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="place"),
                        ),
                        (
                            "consent",
                            models.CharField(
                                choices=[
                                    ("not_needed", "nobody can be recognised"),
                                    ("given", "given"),
                                    ("missing", "not asked yet"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="not_needed",
                                max_length=12,
                                verbose_name="consent of the people shown",
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(default=False, verbose_name="shown on the public page"),
                        ),
                        ("added_by", models.CharField(blank=True, default="", max_length=200)),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                        ),
                        (
                            "withdrawn_why",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="why it was withdrawn"
                            ),
                        ),
                        (
                            "alignment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="projects.projectalignment",
                            ),
                        ),
                        (
                            "benefit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="evidence",
                                to="engagement.benefit",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.storedfile",
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
                                on_delete=django.db.models.deletion.SET_NULL,
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
                            "measure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="evidence",
                                to="engagement.measure",
                            ),
                        ),
                        (
                            "result",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="evidence",
                                to="engagement.projectresult",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Situation",
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
                        ("before", models.TextField(blank=True, default="", verbose_name="situation before")),
                        (
                            "before_on",
                            samphan.kit.partial.PartialDateField(blank=True, null=True, verbose_name="as of"),
                        ),
                        ("process", models.TextField(blank=True, default="", verbose_name="how it was done")),
                        (
                            "knowledge_used",
                            models.TextField(
                                blank=True, default="", verbose_name="knowledge and expertise used"
                            ),
                        ),
                        ("change", models.TextField(blank=True, default="", verbose_name="what changed")),
                        ("after", models.TextField(blank=True, default="", verbose_name="situation after")),
                        (
                            "after_on",
                            samphan.kit.partial.PartialDateField(blank=True, null=True, verbose_name="as of"),
                        ),
                        (
                            "outlook",
                            models.TextField(
                                blank=True, default="", verbose_name="what is expected to follow"
                            ),
                        ),
                        (
                            "sustaining",
                            models.TextField(
                                blank=True, default="", verbose_name="how it is followed and kept up"
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
                            "project",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="projects.project",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="UseCertificate",
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
                            "number",
                            models.CharField(blank=True, default="", max_length=60, verbose_name="number"),
                        ),
                        ("use", models.TextField(verbose_name="what is used, and how")),
                        ("effect", models.TextField(blank=True, default="", verbose_name="what it brought")),
                        (
                            "used_from",
                            samphan.kit.partial.PartialDateField(
                                blank=True, null=True, verbose_name="used from"
                            ),
                        ),
                        (
                            "used_until",
                            samphan.kit.partial.PartialDateField(
                                blank=True, null=True, verbose_name="used until"
                            ),
                        ),
                        (
                            "signer_name",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="signed by"
                            ),
                        ),
                        (
                            "signer_position",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="position"),
                        ),
                        (
                            "is_authorised",
                            models.BooleanField(default=False, verbose_name="may sign for the organisation"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("sent", "sent for signature"),
                                    ("signed", "signed"),
                                    ("declined", "declined"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                        (
                            "words",
                            models.TextField(blank=True, default="", verbose_name="in the signer's words"),
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
                            "scan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="tenancy.storedfile",
                            ),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="benefit",
                    index=models.Index(fields=["project", "partner", "id"], name="engagement_benefit_of"),
                ),
                migrations.AddConstraint(
                    model_name="benefit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["benefit", "cost"]),
                            (
                                "theme__in",
                                [
                                    "teaching",
                                    "research",
                                    "technology",
                                    "graduates",
                                    "manpower",
                                    "community",
                                    "resources",
                                    "income",
                                    "health",
                                    "time",
                                    "other",
                                ],
                            ),
                            ("state__in", ["expected", "achieved", "not_achieved"]),
                            ("voice__in", ["university", "partner"]),
                            ("channel__in", ["office", "link", "paper", "phone", "spoken"]),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="engagement_benefit_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="benefit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("value_baht__isnull", True), ("value_baht__gte", 0), _connector="OR"
                        ),
                        name="engagement_benefit_value",
                    ),
                ),
                migrations.AddIndex(
                    model_name="claimanswer",
                    index=models.Index(
                        fields=["project", "partner", "key", "-id"], name="engagement_answer_latest"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="claimanswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("verdict__in", ["confirmed", "corrected", "disputed", "cannot_say"]),
                            ("channel__in", ["office", "link", "paper", "phone", "spoken"]),
                        ),
                        name="engagement_answer_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="claimanswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict__in", ["corrected", "disputed"]), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="engagement_answer_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="claimreply",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["changed", "kept"]), models.Q(("words", ""), _negated=True)
                        ),
                        name="engagement_reply_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="communityknowledge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("title_th", ""), _negated=True),
                        name="engagement_knowledge_titled",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="communityknowledge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["wisdom", "skill", "place", "practice", "person", "data"]),
                            ("consent__in", ["given", "conditions", "refused", "asked", "withdrawn"]),
                        ),
                        name="engagement_knowledge_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="communityknowledge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("holder__isnull", False),
                            models.Q(("holder_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="engagement_knowledge_held",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="communityknowledge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent", "conditions"), _negated=True),
                            models.Q(("conditions", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="engagement_knowledge_conditions",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="communityknowledge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", False), ("consent__in", ["given", "conditions"]), _connector="OR"
                        ),
                        name="engagement_knowledge_public",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="measure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="engagement_measure_titled"
                    ),
                ),
                migrations.AddIndex(
                    model_name="participation",
                    index=models.Index(
                        fields=["project", "partner", "stage", "voice", "-id"],
                        name="engagement_participation_last",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="participation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["think", "plan", "do", "monitor", "benefit"]),
                            ("intensity__in", [0, 1, 2, 3, 4]),
                            ("voice__in", ["university", "partner"]),
                            ("channel__in", ["office", "link", "paper", "phone", "spoken"]),
                        ),
                        name="engagement_participation_coded",
                    ),
                ),
                migrations.AddIndex(
                    model_name="partnerask",
                    index=models.Index(fields=["network", "partner", "on"], name="engagement_ask_when"),
                ),
                migrations.AddConstraint(
                    model_name="partnerask",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("kind__in", ["link", "letter", "call", "visit", "survey"])),
                        name="engagement_ask_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="partnerwords",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["office", "link", "paper", "phone", "spoken"]),
                            ("consent__in", ["not_needed", "given", "missing", "withdrawn"]),
                            models.Q(
                                models.Q(("words", ""), _negated=True),
                                ("photo__isnull", False),
                                _connector="OR",
                            ),
                        ),
                        name="engagement_words_something",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="projectresult",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["output", "institution", "community"]),
                            ("state__in", ["expected", "reached", "partly", "not_reached"]),
                            models.Q(
                                models.Q(("expected", ""), _negated=True),
                                models.Q(("reached", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="engagement_result_coded",
                    ),
                ),
                migrations.AddIndex(
                    model_name="evidence",
                    index=models.Index(fields=["project", "supports"], name="engagement_evidence_supports"),
                ),
                migrations.AddIndex(
                    model_name="evidence",
                    index=models.Index(
                        condition=models.Q(("alignment__isnull", False)),
                        fields=["alignment"],
                        name="engagement_evidence_alignment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["photo", "document", "link", "record", "statement"]),
                            (
                                "supports__in",
                                [
                                    "need",
                                    "question",
                                    "participation",
                                    "benefit",
                                    "before",
                                    "process",
                                    "change",
                                    "after",
                                    "result",
                                    "knowledge",
                                    "spread",
                                    "alignment",
                                ],
                            ),
                            ("strength__in", [1, 2, 3]),
                            ("consent__in", ["not_needed", "given", "missing", "withdrawn"]),
                            models.Q(("title", ""), _negated=True),
                        ),
                        name="engagement_evidence_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_public", False),
                            models.Q(
                                ("consent__in", ["not_needed", "given"]), ("withdrawn_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="engagement_evidence_public",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="usecertificate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "sent", "signed", "declined"]),
                            models.Q(("use", ""), _negated=True),
                        ),
                        name="engagement_certificate_coded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="usecertificate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "signed"), _negated=True),
                            models.Q(
                                models.Q(("signer_name", ""), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="engagement_certificate_signed",
                    ),
                ),
            ]
        ),
        Guarded("Benefit", "owned"),
        Guarded("ClaimAnswer", "owned"),
        Guarded("ClaimReply", "owned"),
        Guarded("CommunityKnowledge", "owned"),
        Guarded("Measure", "owned"),
        Guarded("Participation", "owned"),
        Guarded("PartnerAsk", "owned"),
        Guarded("PartnerWords", "owned"),
        Guarded("ProjectResult", "owned"),
        Guarded("Evidence", "owned"),
        Guarded("Situation", "owned"),
        Guarded("UseCertificate", "owned"),
    ]
